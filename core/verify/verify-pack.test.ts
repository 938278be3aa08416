import { describe, expect, it } from 'vitest';
import { makeSealing } from '../../tests/fixtures/sealing.ts';
import { seededDraw } from '../../tests/fixtures/seeded-draw.ts';
import {
  badWayNames,
  drawPack,
  filesOf,
  goodWayNames,
  streamBytes,
} from '../../tests/fixtures/tampered-packs.ts';
import { makeWorkspaceSample } from '../../tests/fixtures/workspace-sample.ts';
import { auditPack } from '../pack/audit-pack.ts';
import { isReadAgain } from '../pack/pack-viewer.ts';
import { sha256Hex, textToBytes, type Bytes } from '../shared/bytes.ts';
import { readArchive } from './archive.ts';
import { bytesSource } from './byte-source.ts';
import type { Known } from './verification.ts';
import { verifyPack, verifyUnpacked, type UnpackedFiles } from './verify-pack.ts';

const nothing: Known = { devices: [], heads: [], stampRoots: [], now: new Date('2026-06-01T00:00:00Z') };

/** What each way must at least be called, and where; undefined: it depends on the draw. */
const mustName: Record<string, { kind: string; path?: string }> = {
  'signed anew by a stranger': { kind: 'unknown-key', path: '99_Integrity/public-key.pem' },
  'a record changed, signed anew by the right key': { kind: 'bad-record' },
  'a script in the viewer’s data, signed anew by the right key': {
    kind: 'changed-file',
    path: '99_Integrity/viewer-data.js',
  },
  'another manifest in the viewer, sums anew': {
    kind: 'changed-file',
    path: '99_Integrity/viewer-manifest.js',
  },
  'half a viewer, signed anew by the right key': { kind: 'missing-file', path: '00_VIEWER.html' },
  'made in the future': { kind: 'wrong-time', path: '99_Integrity/manifest.json' },
  'a log with its last seal cut off': { kind: 'broken-chain' },
  'a log with a gap': { kind: 'broken-chain' },
  'a log with two seals swapped': { kind: 'broken-chain' },
  'a seal replayed': { kind: 'broken-chain' },
  'a forked log': { kind: 'broken-chain' },
  'seals by another key': { kind: 'bad-signature' },
  'a seal younger than the pack': { kind: 'wrong-time' },
  'seals of a device that was revoked before': { kind: 'revoked-key' },
  'signed by a device that was revoked before': { kind: 'revoked-key', path: '99_Integrity/manifest.sig' },
  'a device that nobody knows introduced itself': { kind: 'unknown-key' },
  'an approval of another content': { kind: 'bad-statement', path: '99_Integrity/statements.txt' },
  'a window that its exhibits are outside of': { kind: 'bad-manifest', path: '99_Integrity/manifest.json' },
  'a theme that its exhibits are not linked to': { kind: 'bad-manifest', path: '99_Integrity/manifest.json' },
  'a sample by another seed': { kind: 'changed-file', path: '07_Populations-Samples/sample.json' },
  'a sample of more than was drawn': { kind: 'bad-manifest', path: '99_Integrity/manifest.json' },
  'proofs of another root': { kind: 'bad-proof' },
  'a proof with a hash changed': { kind: 'bad-proof' },
  'a name where names are left out': { kind: 'bad-record' },
  'pictures where they are said to be left out': { kind: 'added-file' },
  'two files changed places': { kind: 'order' },
  'a file added': { kind: 'added-file' },
  'a file deleted': { kind: 'missing-file' },
  'bytes behind it': { kind: 'archive', path: '(the archive)' },
  'cut off': { kind: 'archive', path: '(the archive)' },
};

describe('verifyPack', () => {
  it('finds nothing wrong with a pack as we write it', async () => {
    const sample = await makeWorkspaceSample();
    const sealing = await makeSealing(sample.exhibits);
    const pack = await streamBytes(auditPack({ ...sample, sealing }));
    const report = await verifyPack(bytesSource(pack), {
      ...nothing,
      devices: [sealing.signer.fingerprint],
      heads: sealing.head ? [sealing.head] : [],
    });
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ ok: true, exhibits: 3, sealed: 3, files: 32 });
    expect(report.signer).toEqual({ fingerprint: sealing.signer.fingerprint, member: 'Alice', known: true });
  });

  it('says that nobody vouches for the key when no fingerprint was given', async () => {
    const { bytes } = await drawPack(seededDraw(3), 'as we write it');
    const report = await verifyPack(bytesSource(bytes), nothing);
    expect(report.signer?.known).toBe(false);
    expect(report.notes.join(' ')).toContain('nothing here shows whose key signed it');
  });

  it('finds in an unpacked pack what it finds in the archive, whatever order its files come in', async () => {
    const sample = await makeWorkspaceSample();
    const sealing = await makeSealing(sample.exhibits);
    const pack = await streamBytes(auditPack({ ...sample, sealing, viewer: textToBytes('<p>Viewer') }));
    const known = { ...nothing, devices: [sealing.signer.fingerprint] };
    const whole = await unpacked(pack);
    expect(await verifyUnpacked(whole, known)).toEqual(await verifyPack(bytesSource(pack), known));
    const picture = [...whole.hashes.keys()].find((path) => path.endsWith('/original.png')) ?? '';
    whole.hashes.set(picture, { sha256: 'a'.repeat(64), sizeBytes: 1 });
    const { faults } = await verifyUnpacked(whole, known);
    expect(faults).toContainEqual(expect.objectContaining({ kind: 'changed-file', path: picture }));
    whole.hashes.delete(picture);
    expect((await verifyUnpacked(whole, known)).faults).toContainEqual(
      expect.objectContaining({ kind: 'missing-file', path: picture }),
    );
  });

  it.each(goodWayNames)('finds nothing wrong with a pack %s', async (name) => {
    const { bytes, reader } = await drawPack(seededDraw(5), name);
    expect((await verifyPack(bytesSource(bytes), { ...nothing, ...reader })).faults).toEqual([]);
  });

  it.each(badWayNames)('names what is wrong: %s', async (name) => {
    for (const seed of [1, 2, 3]) {
      const { bytes, reader } = await drawPack(seededDraw(seed), name);
      const report = await verifyPack(bytesSource(bytes), { ...nothing, ...reader });
      expect(report.ok, `seed ${seed}`).toBe(false);
      const wanted = mustName[name];
      if (wanted) expect(report.faults, `seed ${seed}`).toContainEqual(expect.objectContaining(wanted));
    }
  });

  it(
    'finds a flipped bit wherever it is, and names the file that it belongs to',
    { timeout: 300_000 },
    async () => {
      const draw = seededDraw(20_260_504);
      const sample = await makeWorkspaceSample();
      const sealing = await makeSealing(sample.exhibits);
      const pack = await streamBytes(auditPack({ ...sample, sealing }));
      const known = { ...nothing, devices: [sealing.signer.fingerprint] };
      const ownerAt = await ownersOf(pack);
      const isContent = await contentOf(pack);
      for (let round = 0; round < 500; round += 1) {
        const at = draw(pack.length);
        const bit = 1 << draw(8);
        const before = pack[at] ?? 0;
        pack[at] = before ^ bit;
        const { faults } = await verifyPack(bytesSource(pack), known);
        pack[at] = before;
        const named = faults.map(({ path }) => path);
        // A flip in a file's bytes names the file; one in the archive's own parts, such as its name there, may name the archive.
        const expected = !isContent(at) && named.includes('(the archive)') ? '(the archive)' : ownerAt(at);
        expect(named, `byte ${at}, bit ${bit}`).toContain(expected);
      }
      expect((await verifyPack(bytesSource(pack), known)).ok).toBe(true);
    },
  );
});

/** The pack's files as a folder gives them: last ones first. */
async function unpacked(pack: Bytes): Promise<UnpackedFiles> {
  const files: UnpackedFiles = { texts: new Map(), hashes: new Map() };
  for (const { path: whole, bytes } of filesOf(pack).toReversed()) {
    const path = whole.slice(whole.indexOf('/') + 1);
    files.hashes.set(path, { sha256: await sha256Hex(bytes), sizeBytes: bytes.length });
    if (isReadAgain(path)) files.texts.set(path, bytes);
  }
  return files;
}

/** Tells whether a byte is one of a file, and not of the archive around it. */
async function contentOf(pack: Bytes): Promise<(at: number) => boolean> {
  const { entries } = await readArchive(bytesSource(pack));
  const spans = entries.map(({ offset, name, sizeBytes }) => {
    const start = offset + 30 + name.length;
    return { start, end: start + sizeBytes };
  });
  return (at) => spans.some(({ start, end }) => at >= start && at < end);
}

/** The file to which each byte of a whole pack belongs: in its own part of the archive or in the list of files. */
async function ownersOf(pack: Bytes): Promise<(at: number) => string> {
  const { entries } = await readArchive(bytesSource(pack));
  const starts: [number, string][] = entries.map(({ offset, name }) => [
    offset,
    name.slice(name.indexOf('/') + 1),
  ]);
  const last = entries.at(-1);
  let central = (last?.offset ?? 0) + 30 + (last?.name.length ?? 0) + (last?.sizeBytes ?? 0) + 16;
  for (const { name } of entries) {
    starts.push([central, name.slice(name.indexOf('/') + 1)]);
    central += 46 + name.length;
  }
  starts.push([central, '(the archive)']);
  return (at) => starts.findLast(([start]) => start <= at)?.[1] ?? '';
}
