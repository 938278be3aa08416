/** What hostile relays and members may send: each case with the name under which it must be refused. */
import * as Y from 'yjs';
import { deviceSigner, createDeviceKey } from '#core/crypto/device-key.ts';
import { randomBytes } from '#core/crypto/secret-key.ts';
import { bytesToBase64, joinBytes, type Bytes } from '#core/shared/bytes.ts';
import { parseControlEntry, signControlEntry, type ControlChange } from '#core/sync/control-entry.ts';
import { authorOf, encodeHeader, highestCounter, largestEnvelope } from '#core/sync/envelope.ts';
import { encodeContext } from '#core/sync/envelope.ts';
import { createKeyring } from '#core/sync/keyring.ts';
import type { RefusalKind } from '#core/sync/refusal.ts';
import { encodeSnapshot } from '#core/sync/snapshot.ts';
import type { Delivery } from '#core/sync/transport.ts';
import { foundWorkspace } from '#core/sync/workspace-control.ts';
import { encrypt } from '#core/crypto/secret-key.ts';
import { makeWorld, updateOf, type World } from './hostile-world.ts';

/** One world for all cases: making its people and keys takes longer than any case. */
export const world: World = await makeWorld();

export const flipped = (bytes: Bytes, at: number, mask = 1): Bytes => {
  const copy = bytes.slice();
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ mask;
  return copy;
};

export const bad = updateOf('bad', 'hostile');
export const snapshotOf = (update: Bytes, heads: [string, number][] = []) =>
  encodeSnapshot({ heads: new Map(heads), update });

type Case = [string, RefusalKind, () => Promise<Delivery | Delivery[]> | Delivery | Delivery[]];

/** An envelope whose plaintext is chosen byte by byte: what an editor with a program of his own can send. */
export async function sealPlaintext(plaintext: Bytes, { signer } = world.devices.eve): Promise<Bytes> {
  const nonce = randomBytes(12);
  const header = encodeHeader({
    kind: 'update',
    generation: 2,
    author: authorOf(signer.fingerprint),
    counter: 1,
    nonce,
  });
  const context = encodeContext({ workspace: world.workspace.id, subject: 'doc.a' }, header);
  const key = await world.access.keyring.subjectKey(2, 'doc.a');
  if (!key) throw new Error('expected the key');
  const ciphertext = await encrypt(key, nonce, plaintext, context);
  return joinBytes(header, ciphertext, await signer.sign(joinBytes(context, ciphertext)));
}

async function gzipOf(bytes: Bytes): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export const controlBy = async (
  by: keyof World['devices'],
  change: ControlChange,
  head = world.state().head,
) => (await signControlEntry(world.devices[by].signer, head, change, world.at)).line;

export const sentControl = async (by: keyof World['devices'], line: string): Promise<Delivery> => ({
  subject: 'ctl',
  envelope: await world.sealLine(world.devices[by].signer, line, 90),
});

export const giveOwner = (member: string): ControlChange => ({
  kind: 'role-given',
  member,
  name: member,
  role: 'owner',
  lastCounters: {},
});

/** Lets in the device of somebody; some of it may be a lie. */
function lettingIn(
  member: string,
  who: keyof World['devices'],
  lies: { device?: string; keys?: Record<string, string> } = {},
): ControlChange {
  const { fingerprint, publicKeySpki, agreementPoint } = world.introduced(world.devices[who]);
  return {
    kind: 'device-added',
    member,
    device: fingerprint,
    publicKey: bytesToBase64(publicKeySpki),
    agreementPoint: bytesToBase64(agreementPoint),
    label: '',
    keys: {},
    ...lies,
  };
}

export const hashesOf = async (...lines: string[]): Promise<(string | undefined)[]> =>
  (await Promise.all(lines.map(parseControlEntry))).map((entry) => entry?.sha256);

export const eveSeals = (body: Bytes, options: Parameters<World['seal']>[2] = {}) =>
  world.seal(world.devices.eve.signer, body, options);

const forged: Case[] = [
  [
    'a stranger with a key of his own',
    'unknown-device',
    async () => world.doc(await world.seal(world.stranger.signer, bad)),
  ],
  [
    'a stranger who says that he is alice',
    'bad-signature',
    async () => {
      const envelope = await world.seal(world.stranger.signer, bad, { counter: 3 });
      envelope.set(world.genuine.alice1.subarray(6, 14), 6);
      return world.doc(envelope);
    },
  ],
  [
    'an editor who says that he is alice',
    'bad-signature',
    async () => {
      const envelope = await eveSeals(bad, { counter: 3 });
      envelope.set(world.genuine.alice1.subarray(6, 14), 6);
      return world.doc(envelope);
    },
  ],
  [
    'a signature of zeros',
    'bad-signature',
    () => world.doc(joinBytes(world.genuine.alice3.slice(0, -64), new Uint8Array(64))),
  ],
  [
    'a random signature',
    'bad-signature',
    () => world.doc(joinBytes(world.genuine.alice3.slice(0, -64), randomBytes(64))),
  ],
  [
    'the signature of another envelope',
    'bad-signature',
    () => world.doc(joinBytes(world.genuine.alice3.slice(0, -64), world.genuine.alice1.slice(-64))),
  ],
  [
    'the ciphertext of another envelope',
    'bad-signature',
    () => world.doc(joinBytes(world.genuine.alice3.slice(0, 34), world.genuine.alice1.slice(34))),
  ],
  [
    'a known device with a key of the workspace that never was',
    'unknown-generation',
    async () => {
      const keyring = createKeyring(world.workspace.id, randomBytes(32));
      keyring.add(7, randomBytes(32));
      return world.doc(await eveSeals(bad, { keyring, generation: 7 }));
    },
  ],
  [
    'a member who encrypts with another key under the number of the right one',
    'not-decrypted',
    async () => {
      const keyring = createKeyring(world.workspace.id, randomBytes(32));
      keyring.add(2, randomBytes(32));
      return world.doc(await eveSeals(bad, { keyring }));
    },
  ],
  [
    'a document under the control secret',
    'not-decrypted',
    async () => {
      const keyring = createKeyring(world.workspace.id, randomBytes(32));
      return world.doc(await eveSeals(bad, { keyring, generation: 0 }));
    },
  ],
];

const headers: Case[] = [
  ...[0, 2, 255].map((version): Case => [
    `version ${version}`,
    'malformed-envelope',
    () => world.doc(joinBytes(new Uint8Array([version]), world.genuine.alice3.slice(1))),
  ]),
  ...[0, 6, 255].map((kind): Case => [
    `kind ${kind}`,
    'malformed-envelope',
    () =>
      world.doc(
        joinBytes(world.genuine.alice3.slice(0, 1), new Uint8Array([kind]), world.genuine.alice3.slice(2)),
      ),
  ]),
  ['counter 0', 'malformed-envelope', async () => world.doc(await eveSeals(bad, { counter: 0 }))],
  [
    'a counter that leaves no room to count on',
    'malformed-envelope',
    async () => world.doc(await eveSeals(bad, { counter: highestCounter + 1 })),
  ],
  [
    'an update that calls itself a snapshot',
    'bad-signature',
    () => world.doc(flipped(world.genuine.alice3, 1, 3)),
  ],
  ['another generation in the header', 'bad-signature', () => world.doc(flipped(world.genuine.alice3, 5, 3))],
  ['a higher counter in the header', 'bad-signature', () => world.doc(flipped(world.genuine.alice3, 21, 4))],
  ['another nonce', 'bad-signature', () => world.doc(flipped(world.genuine.alice3, 25))],
];

const sizes: Case[] = [
  ...[0, 1, 33, 34, 98, 113, 114].map((length): Case => [
    `cut to ${length} bytes`,
    'malformed-envelope',
    () => world.doc(world.genuine.alice3.slice(0, length)),
  ]),
  ['cut by a byte', 'bad-signature', () => world.doc(world.genuine.alice3.slice(0, -1))],
  ['a byte more', 'bad-signature', () => world.doc(joinBytes(world.genuine.alice3, new Uint8Array(1)))],
  [
    'a byte before',
    'malformed-envelope',
    () => world.doc(joinBytes(new Uint8Array(1), world.genuine.alice3)),
  ],
  ['larger than any envelope', 'too-large', () => world.doc(new Uint8Array(largestEnvelope + 1))],
  [
    'a body that unpacks to more than 64 MiB',
    'too-large',
    async () => {
      const bomb = await gzipOf(new Uint8Array(65 * 1024 * 1024));
      return world.doc(await sealPlaintext(joinBytes(new Uint8Array([1]), bomb)));
    },
  ],
];

const places: Case[] = [
  ...['doc.b', 'note.a', 'note.b'].map((subject): Case => [
    `posted to ${subject}`,
    'bad-signature',
    () => ({ subject, envelope: world.genuine.alice3 }),
  ]),
  ...['ctl', '', 'doc.', 'doc.A', 'doc.a.b', 'doc.a/../b', 'evd.a', 'doc.*', `doc.${'a'.repeat(65)}`].map(
    (subject): Case => [
      `posted to "${subject}"`,
      'wrong-place',
      () => ({ subject, envelope: world.genuine.alice3 }),
    ],
  ),
  ['a comment among documents', 'bad-signature', () => world.doc(world.genuine.carl1)],
  ['a control entry among documents', 'wrong-place', () => world.doc(world.control[0] ?? new Uint8Array())],
  [
    'stored presence',
    'wrong-place',
    async () => ({ subject: 'aw.a', envelope: await eveSeals(bad, { subject: 'aw.a', kind: 'presence' }) }),
  ],
  [
    'an envelope of another workspace',
    'bad-signature',
    async () =>
      world.doc(await world.seal(world.devices.alice.signer, bad, { workspace: 'f'.repeat(64), counter: 3 })),
  ],
];

const replayed: Case[] = [
  ['the same again', 'duplicate', () => world.doc(world.genuine.alice2)],
  ['an older one', 'duplicate', () => world.doc(world.genuine.alice1)],
  [
    'another content under a used counter',
    'duplicate',
    async () => {
      const { signer } = world.devices.alice;
      return world.doc(await world.seal(signer, bad, { counter: 2 }));
    },
  ],
  ['one of a member who left, from before', 'duplicate', () => world.doc(world.genuine.dora1)],
];

const roles: Case[] = [
  [
    'an auditor who writes',
    'role-may-not-write',
    async () => world.doc(await world.seal(world.devices.carl.signer, bad)),
  ],
  [
    'an auditor who sends a snapshot',
    'role-may-not-write',
    async () => world.doc(await world.seal(world.devices.carl.signer, snapshotOf(bad), { kind: 'snapshot' })),
  ],
  [
    'an auditor who writes with the key of before',
    'role-may-not-write',
    async () => world.doc(await world.seal(world.devices.carl.signer, bad, { generation: 1 })),
  ],
  [
    'an auditor who names an exhibit',
    'role-may-not-write',
    async () => {
      const subject = 'doc.evidence';
      return { subject, envelope: await world.seal(world.devices.carl.signer, bad, { subject }) };
    },
  ],
  [
    'an auditor who sends a part of something larger',
    'role-may-not-write',
    async () => world.doc(await world.seal(world.devices.carl.signer, bad, { kind: 'part' })),
  ],
  [
    'a removed member who sends a part of something larger',
    'device-removed',
    async () => world.doc(await world.seal(world.devices.dora.signer, bad, { kind: 'part', counter: 2 })),
  ],
  [
    'a removed member with the old key',
    'device-removed',
    async () => {
      const options = { keyring: world.oldKeyring, generation: 1, counter: 2 };
      return world.doc(await world.seal(world.devices.dora.signer, bad, options));
    },
  ],
  [
    'a removed member who got hold of the new key',
    'device-removed',
    async () => world.doc(await world.seal(world.devices.dora.signer, bad, { counter: 2 })),
  ],
  [
    'a removed member who sends a snapshot',
    'device-removed',
    async () => {
      const options = { kind: 'snapshot', counter: 2 } as const;
      return world.doc(await world.seal(world.devices.dora.signer, snapshotOf(bad), options));
    },
  ],
  [
    'a removed member who comments',
    'device-removed',
    async () => ({
      subject: 'note.a',
      envelope: await world.seal(world.devices.dora.signer, bad, { subject: 'note.a' }),
    }),
  ],
  [
    'a removed member with the old key in the name of another',
    'bad-signature',
    async () => {
      const options = { keyring: world.oldKeyring, generation: 1, counter: 2 };
      const envelope = await world.seal(world.devices.dora.signer, bad, options);
      envelope.set(world.genuine.bob1.subarray(6, 14), 6);
      return world.doc(envelope);
    },
  ],
  [
    'another device of a removed member',
    'unknown-device',
    async () =>
      world.doc(
        await world.seal(deviceSigner(await createDeviceKey()), bad, {
          keyring: world.oldKeyring,
          generation: 1,
        }),
      ),
  ],
];

const bodies: Case[] = [
  [
    'an unknown packing',
    'malformed-body',
    async () => world.doc(await sealPlaintext(new Uint8Array([9, 1, 2]))),
  ],
  [
    'gzip that is none',
    'malformed-body',
    async () => world.doc(await sealPlaintext(new Uint8Array([1, 2, 3, 4]))),
  ],
  [
    'gzip that is cut off',
    'malformed-body',
    async () => {
      const cut = (await gzipOf(new Uint8Array(500))).slice(0, -9);
      return world.doc(await sealPlaintext(joinBytes(new Uint8Array([1]), cut)));
    },
  ],
  ['an empty update', 'malformed-update', async () => world.doc(await sealPlaintext(new Uint8Array([0])))],
  [
    'an update of random bytes',
    'malformed-update',
    async () => world.doc(await eveSeals(Uint8Array.from({ length: 300 }, (_, at) => (at * 7 + 200) & 255))),
  ],
  [
    'an update whose second half is broken',
    'malformed-update',
    async () => {
      const two = Y.mergeUpdates([bad, updateOf('worse', 'hostile')]) as Bytes;
      return world.doc(await eveSeals(two.slice(0, -3)));
    },
  ],
  [
    'an update that promises 2^31 structs',
    'malformed-update',
    async () => world.doc(await eveSeals(new Uint8Array([1, 255, 255, 255, 255, 7, 1, 0, 0]))),
  ],
  [
    'an update of an unknown content',
    'malformed-update',
    async () => world.doc(await eveSeals(new Uint8Array([1, 1, 5, 0, 0x1f, 1, 1, 109, 0, 0]))),
  ],
  [
    'a snapshot without a table',
    'malformed-body',
    async () => world.doc(await eveSeals(new Uint8Array([0, 0]), { kind: 'snapshot' })),
  ],
  [
    'a snapshot whose table is longer than itself',
    'malformed-body',
    async () => world.doc(await eveSeals(new Uint8Array([255, 255, 255, 255, 0, 0]), { kind: 'snapshot' })),
  ],
  [
    'a snapshot that names an author twice',
    'malformed-body',
    async () => {
      const one = snapshotOf(bad, [['0'.repeat(16), 1]]);
      const body = joinBytes(new Uint8Array([0, 0, 0, 2]), one.slice(4, 20), one.slice(4));
      return world.doc(await eveSeals(body, { kind: 'snapshot' }));
    },
  ],
  [
    'a snapshot with a counter beyond all counting',
    'malformed-body',
    async () => world.doc(await eveSeals(snapshotOf(bad, [['0'.repeat(16), 2 ** 50]]), { kind: 'snapshot' })),
  ],
  [
    'a snapshot of no document',
    'malformed-update',
    async () => world.doc(await eveSeals(snapshotOf(new Uint8Array([1, 2, 3])), { kind: 'snapshot' })),
  ],
];

const control: Case[] = [
  ['a control line that is none', 'control-refused', () => sentControl('alice', 'hello')],
  [
    'a control line with a space too many',
    'control-refused',
    () => sentControl('alice', world.lines[1]?.replace(',"by"', ', "by"') ?? ''),
  ],
  [
    'an editor who makes himself an owner',
    'control-refused',
    async () => sentControl('eve', await controlBy('eve', giveOwner('eve'))),
  ],
  [
    'an editor who sends it in the name of the owner',
    'not-decrypted',
    async () => {
      const sent = await sentControl('eve', await controlBy('eve', giveOwner('eve')));
      sent.envelope.set((world.control[0] ?? new Uint8Array(14)).subarray(6, 14), 6);
      return sent;
    },
  ],
  [
    'an entry that claims to be by the owner and is signed by another',
    'control-refused',
    async () => {
      const { signer } = world.devices.eve;
      const liar = { ...signer, fingerprint: world.devices.alice.signer.fingerprint };
      const { line } = await signControlEntry(liar, world.state().head, giveOwner('eve'), world.at);
      return sentControl('eve', line);
    },
  ],
  [
    'an auditor who lets himself write',
    'control-refused',
    async () =>
      sentControl('carl', await controlBy('carl', { ...giveOwner('carl'), role: 'editor' } as ControlChange)),
  ],
  [
    'a removed member who lets himself in again',
    'control-refused',
    async () => sentControl('dora', await controlBy('dora', giveOwner('dora'))),
  ],
  [
    'an editor who removes the owner',
    'control-refused',
    async () =>
      sentControl(
        'eve',
        await controlBy('eve', { kind: 'member-removed', member: 'alice', lastCounters: {} }),
      ),
  ],
  [
    'a stranger who adds himself',
    'unknown-device',
    async () => ({
      subject: 'ctl',
      envelope: await world.sealLine(
        world.stranger.signer,
        (await signControlEntry(world.stranger.signer, world.state().head, giveOwner('mallory'), world.at))
          .line,
      ),
    }),
  ],
  [
    'an entry whose predecessor is missing',
    'control-refused',
    async () =>
      sentControl(
        'alice',
        await controlBy('alice', giveOwner('eve'), { sequence: 40, sha256: '0'.repeat(64) }),
      ),
  ],
  [
    'an entry that skips a number',
    'control-refused',
    async () =>
      sentControl(
        'alice',
        await controlBy('alice', giveOwner('eve'), { ...world.state().head, sequence: 40 }),
      ),
  ],
  [
    'the last owner removed',
    'control-refused',
    async () =>
      sentControl(
        'alice',
        await controlBy('alice', { kind: 'member-removed', member: 'alice', lastCounters: {} }),
      ),
  ],
  [
    'the last owner made an auditor',
    'control-refused',
    async () =>
      sentControl(
        'alice',
        await controlBy('alice', { ...giveOwner('alice'), role: 'auditor' } as ControlChange),
      ),
  ],
  [
    'a device that is there already',
    'control-refused',
    async () => {
      return sentControl('alice', await controlBy('alice', lettingIn('eve', 'bob')));
    },
  ],
  [
    'a device whose agreement point is on no curve',
    'control-refused',
    async () => {
      const change = { ...lettingIn('eve', 'mallory'), agreementPoint: bytesToBase64(new Uint8Array(66)) };
      return sentControl('alice', await controlBy('alice', change));
    },
  ],
  [
    'a device under a fingerprint that is not its key’s',
    'control-refused',
    async () =>
      sentControl('alice', await controlBy('alice', lettingIn('eve', 'mallory', { device: 'a'.repeat(64) }))),
  ],
  [
    'a device with a key of a generation that there is not',
    'control-refused',
    async () => {
      const keys = { '9': bytesToBase64(new Uint8Array(125)) };
      return sentControl('alice', await controlBy('alice', lettingIn('eve', 'mallory', { keys })));
    },
  ],
  [
    'a device for a member who was removed',
    'control-refused',
    async () => sentControl('alice', await controlBy('alice', lettingIn('dora', 'mallory'))),
  ],
  [
    'a role for a member who was removed',
    'control-refused',
    async () => sentControl('alice', await controlBy('alice', giveOwner('dora'))),
  ],
  [
    'an editor who lets a device in',
    'control-refused',
    async () => sentControl('eve', await controlBy('eve', lettingIn('eve', 'mallory'))),
  ],
  [
    'an editor who gives out a new key',
    'control-refused',
    async () => {
      const key = { generation: 3, commitment: '0'.repeat(64), wrapped: {} };
      return sentControl('eve', await controlBy('eve', { kind: 'key-generation', ...key }));
    },
  ],
  [
    'a removal that counts beyond all counting',
    'control-refused',
    async () => {
      const lastCounters = { 'doc.a': highestCounter + 1 };
      const device = world.devices.bob.signer.fingerprint;
      return sentControl('alice', await controlBy('alice', { kind: 'device-removed', device, lastCounters }));
    },
  ],
  [
    'a control line longer than any',
    'control-refused',
    () => sentControl('alice', `${world.lines[0] ?? ''}${' '.repeat(300_000)}`),
  ],
  [
    'a key generation out of turn',
    'control-refused',
    async () =>
      sentControl(
        'alice',
        await controlBy('alice', {
          kind: 'key-generation',
          generation: 9,
          commitment: '0'.repeat(64),
          wrapped: {},
        }),
      ),
  ],
  [
    'another founding entry',
    'control-refused',
    async () => {
      const { signer, agreement } = world.devices.eve;
      const founder = { member: 'eve', name: 'Eve', label: '' };
      return sentControl('eve', (await foundWorkspace(signer, agreement, founder, world.at)).line);
    },
  ],
  [
    'a control entry of another workspace',
    'control-refused',
    async () => {
      const { signer, agreement } = world.devices.alice;
      const founder = { member: 'alice', name: 'Alice', label: '' };
      return sentControl('alice', (await foundWorkspace(signer, agreement, founder, world.at)).line);
    },
  ],
];

export const cases = [
  ...forged,
  ...headers,
  ...sizes,
  ...places,
  ...replayed,
  ...roles,
  ...bodies,
  ...control,
];
