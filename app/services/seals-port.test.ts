import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Signer } from '#core/crypto/device-key.ts';
import type { ReceivedSeal } from '#core/handover/pull-log.ts';
import { introduceDevice, readRoster } from '#core/seal/device-roster.ts';
import { sealRecord, verifySeal, type LogHead } from '#core/seal/seal.ts';
import { makeLog, makeSigner } from '../../tests/fixtures/sealing.ts';
import { makeWorkspaceSample, sampleExhibits } from '../../tests/fixtures/workspace-sample.ts';
import { createDevicePort } from './device-port.ts';
import { createSealsPort, type Seals } from './seals-port.ts';
import { createWatchable } from './watchable.ts';
import { AppDatabase } from '../storage/database.ts';
import { createSealStore, type SealStore } from '../storage/seal-store.ts';

const at = new Date('2026-05-04T00:00:00Z');
let db: AppDatabase;
let store: SealStore;
let count = 0;
beforeEach(() => {
  db = new AppDatabase(`seal-store-${(count += 1)}`);
  store = createSealStore(db);
});

const records = async () => {
  const wanted = Array.from({ length: 5 }, (_, index) => ({
    ...sampleExhibits[0],
    title: `Page ${index}`,
    url: 'https://a.example/',
    controls: [],
  }));
  return (await makeWorkspaceSample(wanted)).exhibits;
};

const received = (lines: readonly string[], signer: Signer): Promise<ReceivedSeal[]> =>
  Promise.all(
    lines.map(async (line) => {
      const seal = await verifySeal(line, signer);
      if (!seal) throw new Error('the seal is this device’s');
      return { seal, line };
    }),
  );

/** A device that introduced itself, with five seals, none of which is stored yet. */
async function clipper() {
  const signer = await makeSigner();
  const introduction = await introduceDevice(signer, { ...signer, member: 'Alice', label: 'Laptop' }, at);
  const [device] = (await readRoster([introduction])).devices.values();
  if (!device) throw new Error('it introduced itself');
  const { lines, head } = await makeLog(signer, await records());
  const note = (told: LogHead | null) => store.noteDevice(device, { introduction, told });
  return { signer, introduction, device, lines, head, note, seals: await received(lines, signer) };
}

/** What the screens are told, at the first check. */
async function shown(): Promise<Seals> {
  const port = createSealsPort(db, store, createWatchable(true));
  return new Promise((resolve) => {
    port.seals.subscribe(() => {
      const state = port.seals.getState();
      if (state) resolve(state);
    });
  });
}
const faultsShown = async () => (await shown()).devices.flatMap(({ faults }) => faults);

describe('the log of a device', () => {
  it('is kept once, however often it comes, and shown as whole', async () => {
    const { note, head, seals, lines, device } = await clipper();
    await note(head ?? null);
    await store.putSeals(seals.slice(0, 3));
    await store.putSeals(seals);
    expect(await store.lastSequence(device.fingerprint)).toBe(5);
    expect((await store.logs()).map((log) => log.lines)).toEqual([lines]);
    const { devices, byExhibit } = await shown();
    expect(devices).toMatchObject([{ device: { member: 'Alice', label: 'Laptop' }, faults: [] }]);
    const [, second] = await records();
    expect(byExhibit.get(second?.id ?? '')).toMatchObject({ seal: { sequence: 2 }, revoked: false });
  });

  it('with a hole is named', async () => {
    const { note, head, seals } = await clipper();
    await note(head ?? null);
    await store.putSeals([...seals.slice(0, 2), ...seals.slice(3)]);
    expect(await faultsShown()).toMatchObject([{ kind: 'gap', sequence: 4, expected: 3 }]);
  });

  it('of which the newest seals were deleted here is named', async () => {
    const { note, head, seals } = await clipper();
    await note(head ?? null);
    await store.putSeals(seals);
    await db.seals.filter(({ sequence }) => sequence > 3).delete();
    expect(await faultsShown()).toEqual([{ kind: 'truncated', sequence: 5, lastSequence: 3 }]);
  });

  it('of which a line was changed here is named', async () => {
    const { note, head, seals } = await clipper();
    await note(head ?? null);
    await store.putSeals(seals);
    await db.seals
      .filter(({ sequence }) => sequence === 2)
      .modify((row) => {
        row.line = row.line.replace('"sequence":2', '"sequence":9');
      });
    expect((await faultsShown()).map(({ kind }) => kind)).toContain('bad-signature');
  });

  it('that the extension has cut is named, until it tells of all of it again', async () => {
    const { note, head, seals, signer } = await clipper();
    await note(head ?? null);
    await store.putSeals(seals);
    const earlier = (await verifySeal(seals[1]?.line ?? '', signer))?.sha256 ?? '';
    await note({ device: signer.fingerprint, sequence: 2, sha256: earlier });
    expect(await faultsShown()).toEqual([{ kind: 'truncated', sequence: 5, lastSequence: 2 }]);
    await note(null);
    expect(await faultsShown()).toEqual([{ kind: 'truncated', sequence: 5, lastSequence: 0 }]);
    await note({ device: signer.fingerprint, sequence: 5, sha256: 'b'.repeat(64) });
    expect(await faultsShown()).toEqual([{ kind: 'rewritten', sequence: 5 }]);
    await note(head ?? null);
    expect(await faultsShown()).toEqual([]);
  });

  it('that was rolled back and went on another way keeps both seals, and names the fork', async () => {
    const { note, head, seals, signer } = await clipper();
    await note(head ?? null);
    await store.putSeals(seals);
    const [record] = await records();
    const third = seals[2]?.seal;
    if (!record || !third) throw new Error('there are five');
    const old = { device: signer.fingerprint, sequence: 3, sha256: third.sha256 };
    const other = await sealRecord({ ...record, id: record.id.replace(/.$/, 'f') }, signer, old, at);
    await store.putSeals(await received([other.line], signer));
    expect(await db.seals.count()).toBe(6);
    expect((await faultsShown()).map(({ kind }) => kind)).toContain('fork');
  });
});

describe('what a pack says about devices', () => {
  const port = () =>
    createDevicePort(
      db,
      store,
      async () => undefined,
      () => 'Bob',
      () => at,
    );

  it('holds every log, and this device vouches for each that sealed, once', async () => {
    const { note, head, seals, lines, device } = await clipper();
    await note(head ?? null);
    await store.putSeals(seals);
    const { signer, roster, logs } = await port().sealing();
    expect(logs).toEqual({ [device.fingerprint]: lines });
    const { devices, faults } = await readRoster(roster);
    expect(faults).toEqual([]);
    expect(devices.get(device.fingerprint)).toMatchObject({
      introducedBy: signer.fingerprint,
      introducedAt: at.toISOString(),
      member: 'Alice',
    });
    expect((await port().sealing()).roster).toEqual(roster);
  });

  it('names a device that was reported as lost, and what it seals later counts no more', async () => {
    const { note, head, seals, device, signer } = await clipper();
    await note(head ?? null);
    await store.putSeals(seals.slice(0, 3));
    await port().revoke(device.fingerprint, new Date('2026-06-01T00:00:00Z'));
    // The thief seals on, and gives an early date.
    await store.putSeals(
      await received(
        seals.slice(3).map(({ line }) => line),
        signer,
      ),
    );
    const { roster } = await port().sealing();
    const { devices, faults } = await readRoster(roster);
    expect(faults).toEqual([]);
    expect(devices.get(device.fingerprint)?.revocation).toMatchObject({ lastSeal: { sequence: 3 } });
    const revoked = [...(await shown()).byExhibit.values()].map((found) => found.revoked);
    expect(revoked).toEqual([false, false, false, true, true]);
  });
});
