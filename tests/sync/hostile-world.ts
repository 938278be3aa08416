/** A workspace with honest and hostile members, and everything that they could send, sealed by hand. */
import * as Y from 'yjs';
import { deviceSigner, createDeviceKey, type Signer } from '#core/crypto/device-key.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import type { Role } from '#core/sync/control-entry.ts';
import type { EnvelopeKind } from '#core/sync/envelope.ts';
import { createKeyring, type Keyring } from '#core/sync/keyring.ts';
import { openReplica, type Replica, type ReplicaListener, type ReplicaNotice } from '#core/sync/replica.ts';
import type { PresenceMessage } from '#core/sync/presence.ts';
import type { Refusal } from '#core/sync/refusal.ts';
import type { ReplicaStore } from '#core/sync/replica-store.ts';
import { sealEnvelope } from '#core/sync/seal-envelope.ts';
import type { Delivery, Transport } from '#core/sync/transport.ts';
import { createWorkspaceAccess } from '#core/sync/workspace-access.ts';
import { addDevice, foundWorkspace, giveRole, removeMember } from '#core/sync/workspace-control.ts';
import type { ReplicaDatabase } from '../../app/storage/replica-database.ts';
import { makeDevice, type TestDevice } from './people.ts';

export type SealOptions = {
  subject?: string;
  kind?: EnvelopeKind;
  generation?: number;
  counter?: number;
  keyring?: Keyring;
  workspace?: string;
};

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** A Yjs update of a client that sets one key. */
export function updateOf(key: string, value: string): Bytes {
  const doc = new Y.Doc();
  doc.getMap('m').set(key, value);
  return Y.encodeStateAsUpdate(doc) as Bytes;
}

export async function makeWorld() {
  const at = new Date('2026-05-04T00:00:00Z');
  const names = ['alice', 'bob', 'carl', 'dora', 'eve', 'vera', 'mallory'] as const;
  const devices = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await makeDevice(name)] as const)),
  ) as Record<(typeof names)[number], TestDevice>;
  const { alice, mallory } = devices;
  const founder = { member: 'alice', name: 'Alice', label: '' };
  const { workspace, line } = await foundWorkspace(alice.signer, alice.agreement, founder, at);
  const lines = [line];
  const access = createWorkspaceAccess(workspace, alice.signer.fingerprint, alice.agreement);
  await access.add(lines);
  const state = () => {
    const known = access.state();
    if (!known) throw new Error('expected a founded workspace');
    return known;
  };

  async function add(...more: string[]): Promise<void> {
    lines.push(...more);
    await access.add(more);
  }

  const introduced = ({ signer: { fingerprint, publicKeySpki }, agreement }: TestDevice) => ({
    fingerprint,
    publicKeySpki,
    agreementPoint: agreement.publicPoint,
    label: '',
  });
  const roles: [Exclude<(typeof names)[number], 'alice' | 'mallory'>, Role][] = [
    ['bob', 'editor'],
    ['carl', 'auditor'],
    ['dora', 'editor'],
    ['eve', 'editor'],
    ['vera', 'editor'],
  ];
  for (const [id, role] of roles) {
    await add(await giveRole(alice.signer, state(), { id, name: id, role }, new Map(), at));
    const wish = { member: id, device: introduced(devices[id]) };
    await add(await addDevice(alice.signer, state(), access.keyring, wish, at));
  }
  /** What a member had who left before the key changed. */
  const oldKeyring = createKeyring(workspace.id, workspace.controlSecret);
  oldKeyring.add(1, access.keyring.secret(1) ?? new Uint8Array(32));
  const counters = new Map([[devices.dora.signer.fingerprint, new Map([['doc.a', 1]])]]);
  await add(...(await removeMember(alice.signer, state(), 'dora', counters, at)));

  async function seal(
    by: Signer,
    body: Bytes,
    {
      subject = 'doc.a',
      kind = 'update',
      generation = 2,
      counter = 1,
      keyring,
      workspace: id,
    }: SealOptions = {},
  ): Promise<Bytes> {
    const where = { workspace: id ?? workspace.id, subject };
    const sealed = await sealEnvelope(by, keyring ?? access.keyring, where, {
      kind,
      generation,
      counter,
      body,
    });
    if (!sealed.ok) throw new Error(sealed.error.kind);
    return sealed.value;
  }

  /** A control line as its author would send it. */
  const sealLine = (by: Signer, controlLine: string, counter = 1) =>
    seal(by, textToBytes(controlLine), { subject: 'ctl', kind: 'control', generation: 0, counter });

  const doc = (envelope: Bytes): Delivery => ({ subject: 'doc.a', envelope });
  const genuine = {
    alice1: await seal(alice.signer, updateOf('a1', 'alice'), { counter: 1 }),
    alice2: await seal(alice.signer, updateOf('a2', 'alice'), { counter: 2 }),
    bob1: await seal(devices.bob.signer, updateOf('b1', 'bob'), { counter: 1 }),
    dora1: await seal(devices.dora.signer, updateOf('d1', 'dora'), { counter: 1, generation: 1 }),
    carl1: await seal(devices.carl.signer, updateOf('c1', 'carl'), { subject: 'note.a' }),
    /** Not delivered at first: shows afterwards that the replica still goes on. */
    alice3: await seal(alice.signer, updateOf('a3', 'alice'), { counter: 3 }),
  };
  const control = await Promise.all(lines.map((each, index) => sealLine(alice.signer, each, index + 1)));
  const start: Delivery[] = [
    ...control.map((envelope) => ({ subject: 'ctl', envelope })),
    doc(genuine.dora1),
    doc(genuine.alice1),
    doc(genuine.alice2),
    doc(genuine.bob1),
    { subject: 'note.a', envelope: genuine.carl1 },
  ];
  const stranger = { signer: deviceSigner(await createDeviceKey()), agreement: mallory.agreement };
  return {
    at,
    workspace,
    devices,
    lines,
    access,
    state,
    introduced,
    oldKeyring,
    seal,
    sealLine,
    genuine,
    control,
    start,
    doc,
    stranger,
  };
}

/** A transport that is the attacker: it delivers whatever it is told to, when it is told to. */
export function hostileTransport(): Transport & {
  deliver: (deliveries: readonly Delivery[], cursor?: string) => Promise<void>;
  whisper: (delivery: Delivery) => void;
  sent: Delivery[];
} {
  const sent: Delivery[] = [];
  let receive: Parameters<Transport['follow']>[1] | undefined;
  let hear: ((delivery: Delivery) => void) | undefined;
  const done = { ok: true, value: undefined } as const;
  return {
    name: 'hostile',
    sent,
    append: (subject, envelope) => {
      sent.push({ subject, envelope });
      return Promise.resolve(done);
    },
    async follow(_, take) {
      receive = take;
      const ended = Promise.withResolvers<undefined>();
      await take({ deliveries: [], cursor: '1', caughtUp: true });
      return { ok: true, value: { ended: ended.promise, stop: () => ended.resolve(undefined) } };
    },
    compact: () => Promise.resolve(done),
    announce: () => undefined,
    listen(listener) {
      hear = listener;
      return () => undefined;
    },
    putChunk: () => Promise.resolve(done),
    getChunk: () => Promise.resolve(done),
    count: () => Promise.resolve({ ok: true, value: 0 }),
    chunksOf: () => Promise.resolve({ ok: true, value: new Set() }),
    close: () => Promise.resolve(),
    deliver: async (deliveries, cursor = '1') => receive?.({ deliveries, cursor, caughtUp: true }),
    whisper: (delivery) => hear?.(delivery),
  };
}

export type Victim = {
  replica: Replica;
  store: ReplicaStore;
  database: ReplicaDatabase;
  transport: ReturnType<typeof hostileTransport>;
  refusals: Refusal[];
  notices: ReplicaNotice[];
  heard: PresenceMessage[];
  document: Y.Doc;
  /** Everything that a hostile envelope must not change. */
  content: () => unknown;
  close: () => Promise<void>;
};

/** A replica of Vera's that knows what the world began with. */
export async function makeVictim(world: World, start: readonly Delivery[] = world.start): Promise<Victim> {
  const { store, database } = await makeDevice('vera');
  const { signer, agreement } = world.devices.vera;
  const refusals: Refusal[] = [];
  const notices: ReplicaNotice[] = [];
  const heard: PresenceMessage[] = [];
  const listener: ReplicaListener = {
    onRefusal: (refusal) => refusals.push(refusal),
    onNotice: (notice) => notices.push(notice),
    onPresence: (message) => heard.push(message),
  };
  const timing = { batchMs: 1, retryFirstMs: 5, retryMostMs: 20 };
  const now = () => world.at;
  const replica = await openReplica(
    { workspace: world.workspace, signer, agreement, store, now, timing },
    listener,
  );
  const document = await replica.document('doc.a');
  const notes = await replica.document('note.a');
  const transport = hostileTransport();
  const connection = replica.connect(transport);
  await connection.caughtUp;
  await transport.deliver(start);
  refusals.length = 0;
  return {
    replica,
    store,
    database,
    transport,
    refusals,
    notices,
    heard,
    document,
    content: () => [
      document.getMap('m').toJSON(),
      notes.getMap('m').toJSON(),
      replica.control().state?.head,
      replica.control().state?.devices.size,
      Y.encodeStateVector(document),
    ],
    close: async () => {
      await connection.close();
      await replica.close();
    },
  };
}
