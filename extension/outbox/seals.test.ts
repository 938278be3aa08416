import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import { checkDeviceLog } from '#core/seal/device-log.ts';
import { readRoster } from '#core/seal/device-roster.ts';
import { parseSeal } from '#core/seal/seal.ts';
import { makeWorkspaceSample, sampleExhibits } from '../../tests/fixtures/workspace-sample.ts';
import { purgeClips } from './clips.ts';
import { acceptClip, acceptedClips, discardClip, reopenClip } from './review.ts';
import { ExtensionDatabase } from './database.ts';
import { createHandoverSource } from './handover-source.ts';
import { logHead, ownDevice, ownSigner, sealAndAccept } from './seals.ts';

let db: ExtensionDatabase;
let count = 0;
beforeEach(() => {
  db = new ExtensionDatabase(`seals-${(count += 1)}`);
});

const idOf = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;

async function aRecord(): Promise<ExhibitRecord> {
  const [record] = (await makeWorkspaceSample(sampleExhibits.slice(0, 1))).exhibits;
  if (!record) throw new Error('the sample has one exhibit');
  return record;
}

/** Clips that wait for a person. */
async function proposed(numbers: readonly number[]): Promise<void> {
  const { provenance, files, reading, model } = await aRecord();
  const rest = { provenance, files, reading, model, proposals: [], addedControls: [], note: '', tries: 0 };
  await db.clips.bulkAdd(
    numbers.map((number) => ({ id: idOf(number), state: 'proposed' as const, ...rest })),
  );
}

const source = () =>
  createHandoverSource(db, {
    isPaired: async () => true,
    tryCode: async () => 'paired',
    stamp: async () => ({ reason: 'authority-not-allowed' }),
  });

/** The log as the app gets it, checked as the app does. */
async function checkedLog() {
  const { introduction } = await source().device();
  const { devices, faults } = await readRoster([introduction ?? '']);
  expect(faults).toEqual([]);
  const [device] = devices.values();
  if (!device) throw new Error('the device introduced itself');
  return checkDeviceLog(await source().log(0, 1_000), device);
}

describe('acceptance', () => {
  it('seals the record, and hands the seal over with it', async () => {
    await proposed([1, 2]);
    expect(await source().device()).toEqual({ introduction: null, head: null });
    await acceptClip(db, idOf(1));
    await acceptClip(db, idOf(2));
    const { faults, seals, head } = await checkedLog();
    expect(faults).toEqual([]);
    expect(seals.map(({ exhibit }) => exhibit)).toEqual([idOf(1), idOf(2)]);
    expect((await source().device()).head).toEqual(head);
    const given = await source().record(idOf(2));
    expect((await parseSeal(given?.seal ?? ''))?.recordSha256).toBe(given?.recordSha256);
    expect((await ownDevice(db))?.key.privateKey.extractable).toBe(false);
  });

  it('introduces the device with its first seal, by the name that holds then, though it signed something before', async () => {
    await proposed([1, 2]);
    const { fingerprint } = await ownSigner(db);
    expect(await source().device()).toEqual({ introduction: null, head: null });
    await db.settings.put({ name: 'collectedBy', value: 'Alice Weber' });
    await acceptClip(db, idOf(1));
    const first = (await source().device()).introduction ?? '';
    expect((await readRoster([first])).devices.get(fingerprint)?.member).toBe('Alice Weber');
    await db.settings.put({ name: 'collectedBy', value: 'Bob' });
    await acceptClip(db, idOf(2));
    expect((await source().device()).introduction).toBe(first);
  });

  it('never forks the log, however many accept at once', { timeout: 30_000 }, async () => {
    const numbers = Array.from({ length: 12 }, (_, at) => at + 1);
    await proposed(numbers);
    // Each clip twice, as two panels may.
    await Promise.all([...numbers, ...numbers].map((number) => acceptClip(db, idOf(number))));
    const { faults, seals } = await checkedLog();
    expect(faults).toEqual([]);
    expect(seals.map(({ sequence }) => sequence)).toEqual(numbers);
    expect(await acceptedClips(db)).toHaveLength(12);
    expect(await db.device.count()).toBe(1);
  });

  it('leaves nothing of a seal whose transaction never came, and does not fork after it', async () => {
    await proposed([1, 2]);
    await acceptClip(db, idOf(1));
    const record = { ...(await aRecord()), id: idOf(9) };
    // The program dies after it has signed and before it has stored.
    const died = sealAndAccept(db, record, () => Promise.reject(new Error('killed')));
    await expect(died).rejects.toThrow('killed');
    // It dies within the transaction, after the seal was put and before the end.
    const diedLater = sealAndAccept(db, record, (keep) =>
      db.transaction('rw', db.seals, db.device, async () => {
        await keep();
        throw new Error('killed later');
      }),
    );
    await expect(diedLater).rejects.toThrow('killed later');
    expect((await logHead(db))?.sequence).toBe(1);
    await acceptClip(db, idOf(2));
    const { faults, seals } = await checkedLog();
    expect(faults).toEqual([]);
    expect(seals.map(({ exhibit }) => exhibit)).toEqual([idOf(1), idOf(2)]);
  });

  it('that is taken back keeps its seal; the next one is another exhibit, which supersedes it', async () => {
    await proposed([1]);
    await acceptClip(db, idOf(1));
    expect(await reopenClip(db, idOf(1))).toBe(true);
    await db.clips.update(idOf(1), { note: 'better' });
    await acceptClip(db, idOf(1));
    const [offer] = await source().offers();
    expect(offer?.exhibit).not.toBe(idOf(1));
    expect(await source().record(idOf(1))).toBeUndefined();
    const given = await source().record(offer?.exhibit ?? '');
    expect(given?.record).toMatchObject({ supersedes: idOf(1), note: 'better' });
    const { faults, seals } = await checkedLog();
    expect(faults).toEqual([]);
    expect(seals.map(({ exhibit }) => exhibit)).toEqual([idOf(1), offer?.exhibit]);
  });

  it('keeps the log when clips are discarded and purged', async () => {
    await proposed([1, 2]);
    await acceptClip(db, idOf(1));
    await discardClip(db, idOf(1));
    await purgeClips(db, Date.now() + 25 * 3_600_000);
    expect(await db.clips.count()).toBe(1);
    await acceptClip(db, idOf(2));
    expect(await checkedLog()).toMatchObject({ faults: [], head: { sequence: 2 } });
  });

  it('makes no seal of a clip that was accepted before there were any, and hands it over without', async () => {
    const record = await aRecord();
    await proposed([1, 2]);
    const accepted = { record: { ...record, id: idOf(1) }, recordSha256: 'a'.repeat(64) };
    await db.clips.update(idOf(1), { state: 'accepted', accepted });
    expect(await source().record(idOf(1))).toEqual(accepted);
    await db.clips.update(idOf(2), { state: 'accepted', accepted: { ...accepted, record } });
    expect(await reopenClip(db, idOf(2))).toBe(true);
    expect((await db.clips.get(idOf(2)))?.takenBack).toBeUndefined();
  });
});
