/** The rules of SPEC.md about redacted exhibits, over whole packs. */
import { beforeAll, describe, expect, it } from 'vitest';
import { makeExhibit, type ExhibitFixture } from '../../tests/fixtures/exhibits.ts';
import { filled, pngOf, somePixels, type Pixels } from '../../tests/fixtures/redacted-pictures.ts';
import { makeSealing, makeSigner } from '../../tests/fixtures/sealing.ts';
import { streamBytes } from '../../tests/fixtures/pack-files.ts';
import { makeWorkspaceSample } from '../../tests/fixtures/workspace-sample.ts';
import type { Signer } from '../crypto/device-key.ts';
import type { ExhibitRecord, RecordedRemains } from '../evidence/exhibit.ts';
import { auditPack } from '../pack/audit-pack.ts';
import type { LeftOut } from '../pack/pack-scope.ts';
import { remainsFile, remainsOf, signOriginal, withoutRedacted } from '../remains/original.ts';
import type { OriginalFiles } from '../remains/leaves.ts';
import { bytesToText, sha256Hex, type Bytes } from '../shared/bytes.ts';
import { bytesSource } from './byte-source.ts';
import { verifyPack } from './verify-pack.ts';

const capturedAt = '2026-03-04T05:06:07.000Z';
const lines = ['Users', 'PIN of the safe is 4711', 'Two-factor authentication is required'];
const box = { x: 70, y: 10, width: 70, height: 20 };
const pixels = somePixels(200, 150);
const withoutPin = lines.map((line) => line.replace('4711', '█'));

const exhibitOf = (shown: Pixels, said: readonly string[]) =>
  makeExhibit({
    number: 1,
    title: 'Users',
    url: 'https://console.example/users',
    capturedAt,
    picture: { bytes: pngOf(shown), width: shown.width, height: shown.height },
    lines: said,
  });

function contentsOf({ record, files }: ExhibitFixture): OriginalFiles {
  const bytesOf = (role: string) =>
    files.get(record.files.find((file) => file.role === role)?.sha256 ?? '') ?? new Uint8Array();
  return {
    picture: bytesOf('original'),
    page: bytesToText(bytesOf('page')),
    ocr: bytesToText(bytesOf('ocr')),
  };
}

type Deed = {
  /** What the exhibit shows in the end, where that is not the honest redaction. */
  shown?: Pixels;
  said?: readonly string[];
  signer?: Signer;
  capturedAt?: string;
  signedAt?: string;
  after?: { device: string; sequence: number; sha256: string };
  /** What the record says of it. */
  claim?: Partial<RecordedRemains>;
};

let camera: Signer;
beforeAll(async () => {
  camera = await makeSigner();
});

/** A pack with one exhibit that was signed, redacted, perhaps forged, and then sealed by the camera. */
async function packWith(deed: Deed = {}, leftOut: LeftOut[] = []): Promise<{ pack: Bytes; path: string }> {
  const capture = { capturedAt: deed.capturedAt ?? capturedAt, after: deed.after };
  const signedAt = new Date(deed.signedAt ?? '2026-03-04T05:06:30.000Z');
  const kept = await signOriginal(
    contentsOf(await exhibitOf(pixels, lines)),
    capture,
    deed.signer ?? camera,
    signedAt,
  );
  const honest = contentsOf(await exhibitOf(filled(pixels, box), withoutPin));
  const left = kept && (await withoutRedacted(kept, honest, [box]));
  const counts = left && (await remainsOf(left));
  if (!left || !counts) throw new Error('something is left');
  const { record, files } = await exhibitOf(deed.shown ?? filled(pixels, box), deed.said ?? withoutPin);
  const proof = remainsFile(left);
  const sha256 = await sha256Hex(proof);
  const whole: ExhibitRecord = {
    ...record,
    files: [
      ...record.files,
      { role: 'remains', mediaType: 'application/json', sizeBytes: proof.length, sha256 },
    ],
    redactions: [{ at: capturedAt, by: 'Alice', words: 1, areas: [box] }],
    remains: { statement: left.statement, ...counts, ...deed.claim },
  };
  const stored = new Map([...files, [sha256, proof]]);
  const sample = await makeWorkspaceSample([]);
  const sealing = await makeSealing([whole], camera);
  const pack = await streamBytes(
    auditPack({
      ...sample,
      exhibits: [whole],
      sealing,
      leftOut,
      readFile: async (wanted) => stored.get(wanted),
    }),
  );
  return { pack, path: '04_Exhibits/EV-0001_users_2026-03-04/remains.json' };
}

const reportOf = (pack: Bytes) =>
  verifyPack(bytesSource(pack), { devices: [], heads: [], stampRoots: [], now: new Date('2026-06-01') });

describe('a redacted exhibit', () => {
  it('[REMAINS-2] says how much of it is provably the original’s', async () => {
    const { pack } = await packWith();
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

  const other = filled(pixels, { x: 10, y: 100, width: 3, height: 3 });
  it.each<[string, Deed, RegExp]>([
    [
      'whose picture was changed beside what was redacted',
      { shown: filled(other, box) },
      /not what the device signed/,
    ],
    [
      'whose text was changed beside what was redacted',
      { said: withoutPin.with(2, 'Two-factor authentication is optional') },
      /not what the device signed/,
    ],
    ['whose picture has another size', { shown: somePixels(200, 90) }, /not one of the size/],
    ['which says that more of it is left', { claim: { tilesLeft: 12 } }, /another part of its original/],
    ['of another capture', { capturedAt: '2026-03-04T05:00:00.000Z' }, /captured at another time/],
    [
      'that was signed only after it was sealed',
      { signedAt: '2026-03-05T00:00:00.000Z' },
      /between its capture/,
    ],
    [
      'whose statement names a seal that is in no log',
      { after: { device: 'a'.repeat(64), sequence: 1, sha256: 'b'.repeat(64) } },
      /not in the device’s log/,
    ],
    ['whose statement is none', { claim: { statement: 'x' } }, /no statement/],
  ])('is a fault %s', async (_, deed, detail) => {
    const { pack, path } = await packWith(deed);
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
      const { pack, path } = await packWith({ signer });
      expect((await reportOf(pack)).faults).toEqual([
        { kind: 'bad-proof', path, detail: expect.stringMatching(detail) as string },
      ]);
    }
  });

  it('claims nothing where pictures or texts are left out, and says so', async () => {
    for (const leftOut of ['originals', 'texts'] as const) {
      const report = await reportOf((await packWith({}, [leftOut])).pack);
      expect(report.faults).toEqual([]);
      expect(report.redacted).toEqual([]);
      expect(report.notes.join()).toContain('1 redacted exhibits were not compared');
    }
  });
});
