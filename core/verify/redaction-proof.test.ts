/** The rules of SPEC.md about redacted exhibits, over whole packs. */
import { beforeAll, describe, expect, it } from 'vitest';
import { forgeries, redactedPack } from '../../tests/fixtures/redacted-pack.ts';
import { makeSigner } from '../../tests/fixtures/sealing.ts';
import type { Signer } from '../crypto/device-key.ts';
import type { Bytes } from '../shared/bytes.ts';
import { bytesSource } from './byte-source.ts';
import { verifyPack } from './verify-pack.ts';

let camera: Signer;
beforeAll(async () => {
  camera = await makeSigner();
});

const reportOf = (pack: Bytes) =>
  verifyPack(bytesSource(pack), { devices: [], heads: [], stampRoots: [], now: new Date('2026-06-01') });

describe('a redacted exhibit', () => {
  it('[REMAINS-2] says how much of it is provably the original’s', async () => {
    const { pack } = await redactedPack(camera);
    const report = await reportOf(pack);
    expect(report.faults).toEqual([]);
    expect(report.redacted).toEqual([
      {
        number: 'EV-0001',
        tiles: 12,
        tilesLeft: 10,
        texts: 6,
        textsLeft: 4,
        signedAt: '2026-03-04T05:06:30.000Z',
      },
    ]);
  });

  it.each(forgeries)('is a fault %s', async (_, deed, detail) => {
    const { pack, path } = await redactedPack(camera, deed);
    const report = await reportOf(pack);
    expect(report.redacted).toEqual([]);
    expect(report.faults).toEqual([
      { kind: 'bad-proof', path, detail: expect.stringMatching(detail) as string },
    ]);
  });

  it('[REMAINS-1] is a fault when another device signed its original, or nobody in this name', async () => {
    const stranger = await makeSigner();
    const impostor = { ...camera, sign: (bytes: Bytes) => stranger.sign(bytes) };
    for (const [signer, detail] of [
      [stranger, /another device/],
      [impostor, /does not hold/],
    ] as const) {
      const { pack, path } = await redactedPack(camera, { signer });
      expect((await reportOf(pack)).faults).toEqual([
        { kind: 'bad-proof', path, detail: expect.stringMatching(detail) as string },
      ]);
    }
  });

  it('claims nothing where pictures or texts are left out, and says so', async () => {
    for (const leftOut of ['originals', 'texts'] as const) {
      const report = await reportOf((await redactedPack(camera, {}, [leftOut])).pack);
      expect(report.faults).toEqual([]);
      expect(report.redacted).toEqual([]);
      expect(report.notes.join()).toContain('1 redacted exhibits were not compared');
    }
  });
});
