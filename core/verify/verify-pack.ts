/**
 * Checks an audit pack from the first byte to the last. Nothing in it is believed: keys count as far as the reader knows their
 * fingerprints, authorities as far as the reader trusts their roots, and what can be derived is derived anew and compared.
 */
import { auditPackName } from '../pack/audit-pack-name.ts';
import { sha256Hex } from '../shared/bytes.ts';
import { readArchive, readEntry, type Archive } from './archive.ts';
import type { ByteSource } from './byte-source.ts';
import { checkDevices, type CheckedDevices } from './check-devices.ts';
import { checkExhibits } from './check-exhibits.ts';
import { checkListing, expectedOrder } from './check-listing.ts';
import { checkManifest, readManifest } from './check-manifest.ts';
import { checkStamp } from './check-stamp.ts';
import type { PackFault } from './pack-fault.ts';
import { toleranceMs, type Known, type PackContents, type PackReport } from './verification.ts';
import { dosTimeOf } from './zip-layout.ts';

export type VerifyOptions = {
  onProgress?: (progress: { doneBytes: number; totalBytes: number }) => void;
  signal?: AbortSignal;
};

/** Never throws for what is in the pack; rejects with the signal's reason, or when the source itself cannot be read. */
export async function verifyPack(
  source: ByteSource,
  known: Known,
  options: VerifyOptions = {},
): Promise<PackReport> {
  const archive = await readArchive(source);
  const notes: string[] = [];
  const faults: PackFault[] = [];
  const top = archive.entries[0]?.name.split('/')[0] ?? '';
  const contents: PackContents = {
    texts: new Map(),
    hashes: new Map(),
    fault: (kind, path, detail) => void faults.push({ kind, path, detail }),
    note: (sentence) => void notes.push(sentence),
  };
  await readFiles(source, archive, top, contents, options);
  faults.unshift(...archive.faults.map((fault) => ({ ...fault, path: withoutTop(fault.path, top) })));
  const report = await checkContents(contents, archive, top, known);
  // One file may be wrong in one way for two reasons; a person wants to read it once.
  const once = [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
  return { ...report, ok: once.length === 0, faults: once, notes, files: contents.hashes.size };
}

const withoutTop = (path: string, top: string) =>
  path.startsWith(`${top}/`) ? path.slice(top.length + 1) : path;

/** Everything but pictures and workbooks is needed again; those are the large ones. */
const isKept = (path: string) =>
  /^(99_Integrity\/|04_Exhibits\/[^/]+\/record\.json$|03_SoA\/SoA\.json$)/.test(path);

async function readFiles(
  source: ByteSource,
  archive: Archive,
  top: string,
  { texts, hashes, fault }: PackContents,
  { onProgress, signal }: VerifyOptions,
): Promise<void> {
  let doneBytes = 0;
  for (const entry of archive.entries) {
    signal?.throwIfAborted();
    if (!entry.name.startsWith(`${top}/`)) {
      fault('added-file', entry.name, 'it stands outside the pack’s folder');
      continue;
    }
    const bytes = await readEntry(source, archive, entry);
    doneBytes += entry.sizeBytes;
    onProgress?.({ doneBytes, totalBytes: source.sizeBytes });
    if (!bytes) continue;
    const path = withoutTop(entry.name, top);
    hashes.set(path, { sha256: await sha256Hex(bytes), sizeBytes: bytes.length });
    if (isKept(path)) texts.set(path, bytes);
  }
}

async function checkContents(
  contents: PackContents,
  archive: Archive,
  top: string,
  known: Known,
): Promise<Omit<PackReport, 'ok' | 'faults' | 'notes' | 'files'>> {
  const manifest = readManifest(contents);
  if (!manifest) {
    checkListing(contents, undefined);
    return { exhibits: 0, sealed: 0, signer: undefined, stamp: undefined, heads: [] };
  }
  checkListing(contents, manifest);
  expectedOrder(contents, manifest);
  if (archive.dosTime !== dosTimeOf(manifest.generatedAt))
    contents.fault(
      'wrong-time',
      archive.entries[0]?.name ?? top,
      'the archive’s time is not the one in its manifest',
    );
  if (top !== auditPackName(manifest))
    contents.fault('archive', top, 'the top folder’s name does not fit the manifest');
  if (Date.parse(manifest.generatedAt) > known.now.getTime() + toleranceMs)
    contents.fault('wrong-time', '99_Integrity/manifest.json', 'it says it was made in the future');
  await checkManifest(contents, manifest);
  const stamp = await checkStamp(contents, manifest, known);
  const devices: CheckedDevices = await checkDevices(contents, manifest, known, stamp);
  const sealed = await checkExhibits(contents, manifest, devices);
  return {
    exhibits: manifest.exhibits.length,
    sealed,
    signer: devices.signer,
    stamp,
    heads: manifest.heads,
  };
}
