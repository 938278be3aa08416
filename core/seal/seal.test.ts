import { describe, expect, it } from 'vitest';
import { longAgo, makeLog, makeSigner } from '../../tests/fixtures/sealing.ts';
import { makeWorkspaceSample, sampleExhibits } from '../../tests/fixtures/workspace-sample.ts';
import type { Signer } from '../crypto/device-key.ts';
import { canonicalRecordSha256 } from '../evidence/canonical-record.ts';
import type { ExhibitRecord } from '../evidence/exhibit.ts';
import { checkDeviceLog } from './device-log.ts';
import { introduceDevice, isRevoked, isSealRevoked, readRoster, revokeDevice } from './device-roster.ts';
import { sealRecord, type LogHead } from './seal.ts';

async function fiveSeals(): Promise<{
  signer: Signer;
  records: ExhibitRecord[];
  lines: string[];
  head: LogHead;
}> {
  const wanted = Array.from({ length: 5 }, (_, at) => ({
    ...sampleExhibits[0],
    title: `Page ${at}`,
    url: 'https://a.example/',
    controls: [],
  }));
  const { exhibits } = await makeWorkspaceSample(wanted);
  const signer = await makeSigner();
  const { lines, head } = await makeLog(signer, exhibits);
  if (!head) throw new Error('five records were sealed');
  return { signer, records: exhibits, lines, head };
}
const without = (lines: string[], at: number) => lines.filter((_, index) => index !== at);

describe('checkDeviceLog', () => {
  it('accepts a log whose seals follow each other', async () => {
    const { signer, records, lines, head } = await fiveSeals();
    const log = await checkDeviceLog(lines, signer, [head]);
    expect(log.faults).toEqual([]);
    expect(log.head).toEqual(head);
    expect(log.seals.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    const [first] = records;
    expect(log.seals[0]?.recordSha256).toBe(first && (await canonicalRecordSha256(first)));
  });

  it('names a gap', async () => {
    const { signer, lines } = await fiveSeals();
    const { faults } = await checkDeviceLog(without(lines, 2), signer);
    expect(faults).toEqual([{ kind: 'gap', line: 3, sequence: 4, expected: 3 }]);
  });

  it('names a log that lacks its start', async () => {
    const { signer, lines } = await fiveSeals();
    const { faults } = await checkDeviceLog(lines.slice(1), signer);
    expect(faults).toEqual([{ kind: 'gap', line: 1, sequence: 2, expected: 1 }]);
  });

  it('names a fork: two seals with one number, and one that follows another history', async () => {
    const { signer, records, lines } = await fiveSeals();
    const [first, , third] = records;
    if (!first || !third) throw new Error('there are five records');
    const twice = await sealRecord(
      { ...first, id: third.id.replace(/.$/, 'f') },
      signer,
      undefined,
      new Date(),
    );
    const { faults } = await checkDeviceLog([...lines, twice.line], signer);
    expect(faults).toEqual([{ kind: 'fork', line: 6, sequence: 1 }]);
    const strange = { device: signer.fingerprint, sequence: 2, sha256: 'a'.repeat(64) };
    const follows = await sealRecord(third, signer, strange, new Date());
    const other = await checkDeviceLog([...lines.slice(0, 2), follows.line], signer);
    expect(other.faults).toEqual([{ kind: 'fork', line: 3, sequence: 3 }]);
  });

  it('names a replay: the same seal again, and the same exhibit again', async () => {
    const { signer, records, lines, head } = await fiveSeals();
    expect((await checkDeviceLog([...lines, lines[1] ?? ''], signer)).faults).toEqual([
      { kind: 'replay', line: 6, sequence: 2 },
    ]);
    const [first] = records;
    if (!first) throw new Error('there are five records');
    const again = await sealRecord({ ...first, note: 'changed' }, signer, head, new Date());
    expect((await checkDeviceLog([...lines, again.line], signer)).faults).toEqual([
      { kind: 'replay', line: 6, sequence: 6 },
    ]);
  });

  it('names a log that was cut, and one that was rewritten, by a head seen earlier', async () => {
    const { signer, records, lines, head } = await fiveSeals();
    expect((await checkDeviceLog(lines.slice(0, 3), signer, [head])).faults).toEqual([
      { kind: 'truncated', sequence: 5, lastSequence: 3 },
    ]);
    expect((await checkDeviceLog([], signer, [head])).faults).toEqual([
      { kind: 'truncated', sequence: 5, lastSequence: 0 },
    ]);
    const anew = await makeLog(
      signer,
      records.map((record) => ({ ...record, note: 'rewritten' })),
    );
    expect((await checkDeviceLog(anew.lines, signer, [head])).faults).toEqual([
      { kind: 'rewritten', sequence: 5 },
    ]);
  });

  it('names a wrong signature, another device and what is no seal', async () => {
    const { signer, records, lines } = await fiveSeals();
    const stranger = await makeSigner();
    const [forged = ''] = (await makeLog({ ...stranger, fingerprint: signer.fingerprint }, records)).lines;
    const [foreign = ''] = (await makeLog(stranger, records)).lines;
    const { faults, seals } = await checkDeviceLog([forged, foreign, 'x', ...lines], signer);
    expect(faults).toEqual([
      { kind: 'bad-signature', line: 1, sequence: 1 },
      { kind: 'other-device', line: 2 },
      { kind: 'malformed', line: 3 },
    ]);
    expect(seals).toHaveLength(5);
  });

  it('notices a clock that went back, which is no fault', async () => {
    const { signer, records } = await fiveSeals();
    const [first, second] = records;
    if (!first || !second) throw new Error('there are five records');
    const one = await sealRecord(first, signer, undefined, new Date('2026-05-02T00:00:00Z'));
    const two = await sealRecord(second, signer, one.head, new Date('2026-05-01T00:00:00Z'));
    expect(await checkDeviceLog([one.line, two.line], signer)).toMatchObject({
      faults: [],
      clockWentBack: [2],
    });
  });
});

describe('readRoster', () => {
  const day = (number: number) => new Date(Date.UTC(2026, 0, number));
  const of = (signer: Signer, member: string) => ({ ...signer, member, label: '' });

  it('knows who introduced whom, and from when a device is revoked', async () => {
    const [alice, phone, bob] = await Promise.all([makeSigner(), makeSigner(), makeSigner()]);
    const { devices, faults } = await readRoster([
      await introduceDevice(alice, of(alice, 'Alice'), day(1)),
      await introduceDevice(alice, of(phone, 'Alice'), day(2)),
      await introduceDevice(alice, of(bob, 'Bob'), day(3)),
      await revokeDevice(
        bob,
        { device: phone.fingerprint, from: day(10), lastSeal: null, reason: 'lost' },
        day(12),
      ),
    ]);
    expect(faults).toEqual([]);
    const lost = devices.get(phone.fingerprint);
    if (!lost) throw new Error('the phone was introduced');
    expect(lost).toMatchObject({ member: 'Alice', introducedBy: alice.fingerprint });
    expect(isRevoked(lost, day(9).toISOString())).toBe(false);
    expect(isRevoked(lost, day(10).toISOString())).toBe(true);
    // Nothing of its log was known when it was lost, so a seal that claims to be older does not count either.
    expect(isSealRevoked(lost, { sequence: 1, sealedAt: day(5).toISOString() })).toBe(true);
  });

  it('lets a device of the same member vouch, once, for one that introduced itself', async () => {
    const [alice, clipper, mallory] = await Promise.all([makeSigner(), makeSigner(), makeSigner()]);
    const lines = [
      await introduceDevice(alice, of(alice, 'Alice'), day(1)),
      await introduceDevice(mallory, of(mallory, 'Mallory'), day(1)),
      await introduceDevice(clipper, of(clipper, 'Alice'), day(2)),
      await introduceDevice(mallory, of(clipper, 'Mallory'), day(3)),
      await introduceDevice(clipper, of(clipper, 'Alice'), day(3)),
      await introduceDevice(alice, of(clipper, 'Alice'), day(4)),
      await introduceDevice(mallory, of(clipper, 'Alice'), day(5)),
    ];
    const { devices, faults } = await readRoster(lines);
    expect(faults).toEqual([4, 5, 7].map((line) => ({ kind: 'introduced-twice', line })));
    expect(devices.get(clipper.fingerprint)).toMatchObject({
      introducedBy: alice.fingerprint,
      introducedAt: day(2).toISOString(),
    });
  });

  it('keeps what a lost device sealed up to the seal that was known', async () => {
    const [alice, phone] = await Promise.all([makeSigner(), makeSigner()]);
    const lastSeal = { device: phone.fingerprint, sequence: 7, sha256: 'b'.repeat(64) };
    const { devices } = await readRoster([
      await introduceDevice(alice, of(alice, 'Alice'), day(1)),
      await introduceDevice(alice, of(phone, 'Alice'), day(2)),
      await revokeDevice(alice, { device: phone.fingerprint, from: day(10), lastSeal, reason: '' }, day(12)),
    ]);
    const lost = devices.get(phone.fingerprint);
    if (!lost) throw new Error('the phone was introduced');
    const early = day(5).toISOString();
    expect(isSealRevoked(lost, { sequence: 7, sealedAt: early })).toBe(false);
    expect(isSealRevoked(lost, { sequence: 8, sealedAt: early })).toBe(true);
    expect(isSealRevoked(lost, { sequence: 6, sealedAt: day(11).toISOString() })).toBe(true);
  });

  it('lets no later line give a lost device time back, and no lost device speak', async () => {
    const [alice, phone, third] = await Promise.all([makeSigner(), makeSigner(), makeSigner()]);
    const lost = { device: phone.fingerprint, lastSeal: null, reason: '' };
    const { devices, faults } = await readRoster([
      await introduceDevice(alice, of(alice, 'Alice'), day(1)),
      await introduceDevice(alice, of(phone, 'Alice'), day(1)),
      await revokeDevice(alice, { ...lost, from: day(5) }, day(6)),
      await revokeDevice(alice, { ...lost, from: day(20) }, day(7)),
      await introduceDevice(phone, of(third, 'Mallory'), day(8)),
    ]);
    expect(devices.get(phone.fingerprint)?.revocation?.from).toBe(day(5).toISOString());
    expect(faults).toEqual([{ kind: 'revoked-signer', line: 5 }]);
  });

  it('names what does not hold', async () => {
    const [alice, mallory] = await Promise.all([makeSigner(), makeSigner()]);
    const first = await introduceDevice(alice, of(alice, 'Alice'), longAgo);
    const { faults, devices } = await readRoster([
      'x',
      await introduceDevice(mallory, of(alice, 'Alice'), longAgo),
      await introduceDevice({ ...mallory, fingerprint: alice.fingerprint }, of(alice, 'Mallory'), longAgo),
      await introduceDevice(alice, { ...of(alice, 'Alice'), publicKeySpki: mallory.publicKeySpki }, longAgo),
      first,
      first,
      await revokeDevice(
        alice,
        { device: mallory.fingerprint, from: day(1), lastSeal: null, reason: '' },
        day(1),
      ),
    ]);
    expect(faults.map(({ kind, line }) => [line, kind])).toEqual([
      [1, 'malformed'],
      [2, 'unknown-signer'],
      [3, 'bad-signature'],
      [4, 'malformed'],
      [6, 'introduced-twice'],
      [7, 'unknown-device'],
    ]);
    expect([...devices.keys()]).toEqual([alice.fingerprint]);
  });
});
