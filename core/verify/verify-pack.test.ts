import { describe, expect, it } from 'vitest';
import { makeSealing } from '../../tests/fixtures/sealing.ts';
import { pick, seededDraw } from '../../tests/fixtures/seeded-draw.ts';
import { filesOf, streamBytes } from '../../tests/fixtures/pack-files.ts';
import { harmed, harmNames, unnamed, wholeOf } from '../../tests/fixtures/pack-harm.ts';
import { goodWayNames, makeScene, wholePack } from '../../tests/fixtures/pack-scene.ts';
import { badWayNames, drawPack } from '../../tests/fixtures/tampered-packs.ts';
import { makeWorkspaceSample } from '../../tests/fixtures/workspace-sample.ts';
import { auditPack } from '../pack/audit-pack.ts';
import { isReadAgain } from '../pack/pack-viewer.ts';
import { sha256Hex, textToBytes, type Bytes } from '../shared/bytes.ts';
import { bytesSource } from './byte-source.ts';
import type { Known } from './verification.ts';
import { verifyPack, verifyUnpacked, type UnpackedFiles } from './verify-pack.ts';

const nothing: Known = { devices: [], heads: [], stampRoots: [], now: new Date('2026-06-01T00:00:00Z') };

/** What each way must at least be called, and where; undefined: it depends on the draw. */
const mustName: Record<string, { kind: string; path?: string }> = {
  'signed anew by a stranger': { kind: 'unknown-key', path: '99_Integrity/public-key.pem' },
  'made by a stranger from the first key on': { kind: 'unknown-key', path: '99_Integrity/public-key.pem' },
  'the top folder renamed': { kind: 'archive' },
  'another time in the archive': { kind: 'wrong-time' },
  'a record changed, signed anew by the right key': { kind: 'bad-record' },
  'a record that is not canonical': { kind: 'bad-record' },
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
  'a device introduced twice': { kind: 'bad-roster', path: '99_Integrity/devices.txt' },
  'a log with its last seal cut off': { kind: 'broken-chain' },
  'a log with a gap': { kind: 'broken-chain' },
  'a log with two seals swapped': { kind: 'broken-chain' },
  'a seal replayed': { kind: 'broken-chain' },
  'a forked log': { kind: 'broken-chain' },
  'a log that is not there though its seals are known': { kind: 'broken-chain' },
  'another seal known than the log has': { kind: 'broken-chain' },
  'an exhibit sealed by two devices': { kind: 'broken-chain' },
  'seals by another key': { kind: 'bad-signature' },
  'a seal younger than the pack': { kind: 'wrong-time' },
  'a seal older than its device': { kind: 'wrong-time' },
  'seals of a device that was revoked before': { kind: 'revoked-key' },
  'a seal after the newest one that its revocation knew': { kind: 'revoked-key' },
  'seals of a device that the reader knows was lost before': { kind: 'revoked-key' },
  'a seal after the newest one that the reader knows of a lost device': { kind: 'revoked-key' },
  'signed by a device that the reader knows was lost': {
    kind: 'revoked-key',
    path: '99_Integrity/manifest.sig',
  },
  'seals of a device that a lost one introduced': { kind: 'unknown-key' },
  'signed by a device that was revoked before': { kind: 'revoked-key', path: '99_Integrity/manifest.sig' },
  'a device that nobody knows introduced itself': { kind: 'unknown-key' },
  'a device that a stranger introduced': { kind: 'bad-roster' },
  'an approval of another content': { kind: 'bad-statement', path: '99_Integrity/statements.txt' },
  'an approval in another member’s name': { kind: 'bad-statement', path: '99_Integrity/statements.txt' },
  'an approval before its device was introduced': { kind: 'bad-statement' },
  'newest seals that no log has': { kind: 'bad-manifest' },
  'two files of an exhibit in each other’s place': { kind: 'changed-file' },
  'an exhibit twice': { kind: 'bad-manifest' },
  'a root over other exhibits': { kind: 'bad-manifest' },
  'a window that its exhibits are outside of': { kind: 'bad-manifest', path: '99_Integrity/manifest.json' },
  'a theme that its exhibits are not linked to': { kind: 'bad-manifest', path: '99_Integrity/manifest.json' },
  'a sample by another seed': { kind: 'changed-file', path: '07_Populations-Samples/sample.json' },
  'a sample of fewer than are there': { kind: 'bad-manifest', path: '99_Integrity/manifest.json' },
  'the whole in a sample’s clothes': { kind: 'added-file', path: '07_Populations-Samples/sample.json' },
  'proofs of another root': { kind: 'bad-proof' },
  'proofs of a larger set': { kind: 'bad-proof' },
  'a proof with a hash changed': { kind: 'bad-proof' },
  'a proof for another place': { kind: 'bad-proof' },
  'a proof with a step less': { kind: 'bad-proof' },
  'a root that the auditor did not name': { kind: 'bad-proof', path: '99_Integrity/manifest.json' },
  'a name where names are left out': { kind: 'bad-record' },
  'pictures where they are said to be left out': { kind: 'added-file' },
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

  it('says of a pack of an earlier form that a new one is needed, and nothing else', async () => {
    const { bytes, reader } = await drawPack(seededDraw(1), 'of an earlier form');
    const { faults } = await verifyPack(bytesSource(bytes), { ...nothing, ...reader });
    expect(faults).toEqual([
      {
        kind: 'bad-manifest',
        path: '99_Integrity/manifest.json',
        detail: expect.stringContaining('ask its maker for a new pack') as unknown,
      },
    ]);
  });

  it(
    'reports 500 harms over the whole pack, each with the name of its file',
    { timeout: 300_000 },
    async () => {
      const draw = seededDraw(20_260_504);
      const scene = await makeScene(draw);
      const ways = [
        'with a viewer',
        'for a customer, without texts and names',
        'with an approval',
        'of a sample',
      ];
      const wholes = await Promise.all(
        ways.map(async (way) => {
          const { bytes, reader } = await wholePack(scene, way);
          return { whole: await wholeOf(bytes), known: { ...nothing, ...reader } };
        }),
      );
      for (let round = 0; round < 500; round += 1) {
        const { whole, known } = pick(wholes, draw);
        const name = harmNames[round % harmNames.length] ?? '';
        const harm = await harmed(whole, name, draw);
        const { ok, faults } = await verifyPack(bytesSource(harm.bytes), known);
        const paths = faults.map(({ path }) => path);
        expect({ ok, unnamed: unnamed(harm, paths) }, `round ${round}, ${name}`).toEqual({
          ok: false,
          unnamed: [],
        });
      }
      for (const { whole, known } of wholes)
        expect((await verifyPack(bytesSource(whole.bytes), known)).faults).toEqual([]);
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
