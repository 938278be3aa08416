/** Replicas that check the logs of each other's devices, over one shared document. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Signer } from '#core/crypto/device-key.ts';
import type { ReceivedSeal } from '#core/handover/pull-log.ts';
import { introduceDevice, readRoster } from '#core/seal/device-roster.ts';
import { signSighting } from '#core/seal/log-sighting.ts';
import { sealRecord, verifySeal, type LogHead } from '#core/seal/seal.ts';
import { makeLog, makeSigner } from '../../../tests/fixtures/sealing.ts';
import { makeWorkspaceSample, sampleExhibits } from '../../../tests/fixtures/workspace-sample.ts';
import { createDevicePort } from '../../services/device-port.ts';
import { createSealsPort, type Seals } from '../../services/seals-port.ts';
import { createWatchable } from '../../services/watchable.ts';
import { AppDatabase } from '../../storage/database.ts';
import { createSealStore } from '../../storage/seal-store.ts';
import { readOrCreateDevice } from '../../storage/device-store.ts';
import { deviceSigner } from '#core/crypto/device-key.ts';
import { createLogExchange, type Witness } from './shared-logs.ts';

const at = new Date('2026-05-04T00:00:00Z');
let count = 0;
let members: Map<string, Witness>;
beforeEach(() => {
  members = new Map();
});

/** A member's replica: own storage, own copy of the document, and a key that the control log names. */
async function replicaOf(name: string, doc = new Y.Doc()) {
  const db = new AppDatabase(`shared-logs-${name}-${(count += 1)}`);
  const { key, introduction } = await readOrCreateDevice(db, name, at);
  const signer = deviceSigner(key);
  members.set(signer.fingerprint, { publicKeySpki: signer.publicKeySpki, name, isPresent: true });
  const store = createSealStore(db);
  const exchange = createLogExchange({
    db,
    doc,
    signer,
    introduction,
    witnesses: () => members,
    now: () => at,
  });
  return { name, db, doc, store, signer, ...exchange };
}
type TestReplica = Awaited<ReturnType<typeof replicaOf>>;

/** Everything that one has reaches the other, and both take and share what they can. */
async function meet(...replicas: TestReplica[]): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    for (const { share } of replicas) await share();
    for (const from of replicas)
      for (const to of replicas)
        if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)));
    for (const { take } of replicas) await take();
  }
}

const received = (lines: readonly string[], signer: Signer): Promise<ReceivedSeal[]> =>
  Promise.all(
    lines.map(async (line) => {
      const seal = await verifySeal(line, signer);
      if (!seal) throw new Error('the seal is this device’s');
      return { seal, line };
    }),
  );

/** An extension with five seals, and how it gives them to a replica. */
async function clipper() {
  const signer = await makeSigner();
  const introduction = await introduceDevice(signer, { ...signer, member: 'Alice', label: 'Laptop' }, at);
  const [device] = (await readRoster([introduction])).devices.values();
  if (!device) throw new Error('it introduced itself');
  const wanted = Array.from({ length: 5 }, (_, index) => ({
    ...sampleExhibits[0],
    title: `Page ${index}`,
    url: 'https://a.example/',
    controls: [],
  }));
  const { exhibits } = await makeWorkspaceSample(wanted);
  const { lines, head } = await makeLog(signer, exhibits);
  const headAt = async (sequence: number): Promise<LogHead> => {
    const seal = await verifySeal(lines[sequence - 1] ?? '', signer);
    if (!seal) throw new Error(`there is no seal ${sequence}`);
    return { device: signer.fingerprint, sequence, sha256: seal.sha256 };
  };
  /** As a hand-over does: the device says what its newest seal is, and these lines come. */
  async function handOver({ store }: TestReplica, given: readonly string[], told?: LogHead | null) {
    await store.noteDevice(device!, { introduction, told: told === undefined ? (head ?? null) : told });
    await store.putSeals(await received(given, signer));
  }
  return { signer, introduction, device, exhibits, lines, head, headAt, handOver };
}

/** What the screens of this replica are told. */
const shownBy = ({ db, store }: TestReplica, complete = true): Promise<Seals> =>
  new Promise((resolve) => {
    const port = createSealsPort(db, store, createWatchable(complete));
    port.seals.subscribe(() => {
      const state = port.seals.getState();
      if (state) resolve(state);
    });
  });
const faultsOf = async (replica: TestReplica, complete = true) =>
  (await shownBy(replica, complete)).devices.flatMap(({ faults }) => faults);
const reportsOf = async (replica: TestReplica) =>
  (await shownBy(replica)).devices.flatMap(({ reports }) => reports);

describe('a log that comes by another member', () => {
  it('is whole at every replica, also when it came in pieces', async () => {
    const [alice, bob, device] = [await replicaOf('Alice'), await replicaOf('Bob'), await clipper()];
    await device.handOver(alice, device.lines.slice(0, 2), await device.headAt(2));
    await meet(alice, bob);
    expect(await faultsOf(bob)).toEqual([]);
    await device.handOver(alice, device.lines);
    await meet(alice, bob);
    expect((await bob.store.logs()).map(({ lines }) => lines)).toEqual([device.lines]);
    expect([await faultsOf(bob), await reportsOf(bob)]).toEqual([[], []]);
  });

  it('with a gap is no fault while this replica is behind, and one when it has read everything', async () => {
    const [alice, bob, device] = [await replicaOf('Alice'), await replicaOf('Bob'), await clipper()];
    await device.handOver(alice, [...device.lines.slice(0, 1), ...device.lines.slice(3)]);
    await meet(alice, bob);
    expect(await faultsOf(bob, false)).toEqual([]);
    expect((await shownBy(bob, false)).devices.flatMap(({ coming }) => coming)).toMatchObject([
      { kind: 'gap' },
    ]);
    expect(await faultsOf(bob)).toMatchObject([{ kind: 'gap', expected: 2, sequence: 4 }]);
    await device.handOver(alice, device.lines);
    await meet(alice, bob);
    expect(await faultsOf(bob)).toEqual([]);
  });

  it('of which this replica had more once is at fault although it is behind', async () => {
    const [alice, device] = [await replicaOf('Alice'), await clipper()];
    await device.handOver(alice, device.lines);
    await alice.db.seals.filter(({ sequence }) => sequence === 3).delete();
    expect(await faultsOf(alice, false)).toMatchObject([{ kind: 'gap', expected: 3 }]);
  });

  it('that forks between two replicas is named at both', async () => {
    const [alice, bob, device] = [await replicaOf('Alice'), await replicaOf('Bob'), await clipper()];
    await device.handOver(alice, device.lines);
    const [record] = device.exhibits;
    if (!record) throw new Error('there are five');
    const other = { ...record, id: record.id.replace(/.$/, 'f') };
    const branch = await sealRecord(other, device.signer, await device.headAt(3), at);
    await device.handOver(bob, [...device.lines.slice(0, 3), branch.line], branch.head);
    await meet(alice, bob);
    for (const replica of [alice, bob])
      expect(await faultsOf(replica)).toContainEqual(expect.objectContaining({ kind: 'fork', sequence: 4 }));
  });

  it('that its device cut is named at every replica with who saw it, until the device tells of all again', async () => {
    const [alice, bob, device] = [await replicaOf('Alice'), await replicaOf('Bob'), await clipper()];
    await device.handOver(alice, device.lines);
    await meet(alice, bob);
    await device.handOver(alice, [], await device.headAt(3));
    await meet(alice, bob);
    const cut = { kind: 'truncated', sequence: 5, lastSequence: 3 };
    expect(await faultsOf(alice)).toEqual([cut]);
    expect(await reportsOf(bob)).toEqual([{ by: 'Alice', fault: cut }]);
    await device.handOver(alice, []);
    await meet(alice, bob);
    expect([await faultsOf(alice), await reportsOf(bob)]).toEqual([[], []]);
  });
});

describe('a member whose device writes what it likes', () => {
  it('takes no seal away from anybody: it is written again, and once', async () => {
    const [alice, bob, device] = [await replicaOf('Alice'), await replicaOf('Bob'), await clipper()];
    await device.handOver(alice, device.lines);
    await meet(alice, bob);
    const { doc } = bob;
    const newest = (await device.headAt(5)).sha256;
    doc.getMap('seals').delete(newest);
    doc.getMap('seals').set((await device.headAt(2)).sha256, device.lines[3]);
    doc.getMap('devices').set(device.signer.fingerprint, { introduction: 'nonsense' });
    doc.getMap('sightings').clear();
    await meet(alice, bob);
    const carol = await replicaOf('Carol');
    await meet(alice, bob, carol);
    expect((await carol.store.logs()).map(({ lines }) => lines)).toEqual([device.lines]);
    expect(await faultsOf(carol)).toEqual([]);
    const before = Y.encodeStateAsUpdate(carol.doc);
    await meet(alice, bob, carol);
    expect(Y.encodeStateAsUpdate(carol.doc)).toEqual(before);
  });

  it('[FILE-5] is believed in nothing that the device itself did not sign', async () => {
    const [alice, bob, device] = [await replicaOf('Alice'), await replicaOf('Bob'), await clipper()];
    const mallory = await replicaOf('Mallory');
    await device.handOver(alice, device.lines);
    await meet(alice, bob);
    const stranger = await makeSigner();
    const seal = device.lines[4] ?? '';
    const head = await device.headAt(5);
    const far = { ...head, sequence: 9_000 };
    const entries: [string, unknown][] = [
      ['number', 7],
      ['text', 'x'],
      ['huge', { line: 'x'.repeat(30_000), seal }],
      ['nonsense', { line: 'x', seal: 'y' }],
      // Of a stranger; of a seal that nobody made; with another seal than it names.
      ['stranger', { line: await signSighting(stranger, { newest: head, told: null }, at), seal }],
      ['invented', { line: await signSighting(mallory.signer, { newest: far, told: head }, at), seal }],
      [
        'other',
        { line: await signSighting(mallory.signer, { newest: head, told: null }, at), seal: device.lines[1] },
      ],
    ];
    for (const [key, value] of entries) mallory.doc.getMap('sightings').set(key, value);
    mallory.doc.getMap('seals').set('a'.repeat(64), seal.replace('"sequence":5', '"sequence":6'));
    mallory.doc.getMap('seals').set('b'.repeat(64), 'z'.repeat(19_000));
    await meet(alice, bob, mallory);
    for (const replica of [alice, bob])
      expect([await faultsOf(replica), await reportsOf(replica), await replica.db.seals.count()]).toEqual([
        [],
        [],
        5,
      ]);

    // With the true seal it can say that the device told of none; then its own name stands with it, as long as it is a member.
    const claim = { line: await signSighting(mallory.signer, { newest: head, told: null }, at), seal };
    mallory.doc.getMap('sightings').set('claim', claim);
    await meet(alice, bob, mallory);
    expect(await reportsOf(bob)).toMatchObject([{ by: 'Mallory', fault: { kind: 'truncated' } }]);
    members.set(mallory.signer.fingerprint, {
      ...members.get(mallory.signer.fingerprint)!,
      isPresent: false,
    });
    await bob.take();
    expect(await reportsOf(bob)).toEqual([]);
  });
});

describe('a device that was reported as lost', () => {
  const revoke = ({ db, store, name }: TestReplica, fingerprint: string) =>
    createDevicePort(
      db,
      store,
      async () => undefined,
      () => name,
      () => at,
    ).revoke(fingerprint, new Date('2026-04-01T00:00:00Z'));

  it('is lost for every replica, with who reported it, and in the packs of all', async () => {
    const [alice, bob, device] = [await replicaOf('Alice'), await replicaOf('Bob'), await clipper()];
    await device.handOver(alice, device.lines);
    await meet(alice, bob);
    await revoke(alice, device.signer.fingerprint);
    await meet(alice, bob);
    const { devices, byExhibit } = await shownBy(bob);
    expect(devices).toMatchObject([
      { revokedBy: 'Alice', device: { revocation: { by: alice.signer.fingerprint } } },
    ]);
    expect([...byExhibit.values()].map(({ revoked }) => Boolean(revoked))).toEqual(
      device.lines.map(() => true),
    );
    const port = createDevicePort(
      bob.db,
      bob.store,
      async () => undefined,
      () => 'Bob',
      () => at,
    );
    const { devices: roster, faults } = await readRoster((await port.sealing()).roster);
    expect(faults).toEqual([]);
    expect(roster.get(device.signer.fingerprint)?.revocation).toMatchObject({ lastSeal: { sequence: 5 } });
  });

  it('is not lost because somebody says so who is no member', async () => {
    const [alice, bob, device] = [await replicaOf('Alice'), await replicaOf('Bob'), await clipper()];
    await device.handOver(alice, device.lines);
    await meet(alice, bob);
    const stranger = await replicaOf('Stranger', bob.doc);
    await stranger.take();
    await revoke(stranger, device.signer.fingerprint);
    members.delete(stranger.signer.fingerprint);
    await stranger.share();
    await meet(alice, bob);
    for (const replica of [alice, bob])
      expect((await shownBy(replica)).devices.map((each) => each.device.revocation)).toEqual([undefined]);
  });
});
