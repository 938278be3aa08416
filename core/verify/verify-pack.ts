/**
 * Checks an audit pack from the first byte to the last. Nothing in it is believed: keys count as far as the reader knows their
 * fingerprints, authorities as far as the reader trusts their roots, and what can be derived is derived anew and compared.
 */
import type { Manifest } from '../pack/manifest.ts';
import { paths } from '../pack/pack-paths.ts';
import { isReadAgain } from '../pack/pack-viewer.ts';
import { sha256Hex } from '../shared/bytes.ts';
import { readArchive, readEntry, type Archive } from './archive.ts';
import type { ByteSource } from './byte-source.ts';
import { checkDevices, type CheckedDevices } from './check-devices.ts';
import { checkExhibits } from './check-exhibits.ts';
import { archiveOrder, checkListing, expectedOrder } from './check-listing.ts';
import { checkManifest, readManifest } from './check-manifest.ts';
import { checkRedactions, type ReadAgain } from './redaction-proof.ts';
import { checkScope } from './check-scope.ts';
import { checkSealStamps, checkStamp } from './check-stamp.ts';
import { checkViewer } from './check-viewer.ts';
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
  const { top } = archive;
  const { contents, reportOf } = emptyContents();
  await readFiles(source, archive, contents, options);
  const entryOf = new Map(archive.entries.map((entry) => [entry.name, entry]));
  const readAgain: ReadAgain = async (path) => {
    options.signal?.throwIfAborted();
    const entry = entryOf.get(`${top}/${path}`);
    return entry && readEntry(source, archive, entry);
  };
  const checked = await checkContents(contents, archive, readAgain, known);
  // Where no entry could be read, a file is still named by its own header, top folder and all.
  const before = archive.faults.map((fault) => ({
    ...fault,
    path: withoutTop(fault.path, top || (fault.path.split('/')[0] ?? '')),
  }));
  return reportOf(checked, before);
}

/** What was read of a pack that is no archive any more: hashes of all files, and the bytes of those for which `isReadAgain` holds. */
export type UnpackedFiles = Pick<PackContents, 'texts' | 'hashes'> & {
  /** Where files can be read again: without it redacted exhibits are not compared with their originals. */
  readAgain?: ReadAgain;
};

/**
 * Checks the files of a pack that somebody unpacked: all that `verifyPack` does, but for the archive itself, its order and its name.
 * Paths are from the pack's top folder. Never throws for what is in the files.
 */
export async function verifyUnpacked(files: UnpackedFiles, known: Known): Promise<PackReport> {
  const { contents, reportOf } = emptyContents();
  for (const [path, bytes] of files.texts) contents.texts.set(path, bytes);
  const manifest = readManifest({ ...contents, fault: () => undefined });
  // Folders have no order, and SHA256SUMS has the archive's.
  for (const path of new Set([...(manifest ? archiveOrder(manifest) : []), ...files.hashes.keys()])) {
    const found = files.hashes.get(path);
    if (found) contents.hashes.set(path, found);
  }
  return reportOf(await checkContents(contents, undefined, files.readAgain, known), []);
}

type Checked = Omit<PackReport, 'ok' | 'faults' | 'notes' | 'files' | 'manifestSha256'>;

function emptyContents() {
  const notes: string[] = [];
  const faults: PackFault[] = [];
  const contents: PackContents = {
    texts: new Map(),
    hashes: new Map(),
    fault: (kind, path, detail) => void faults.push({ kind, path, detail }),
    note: (sentence) => void notes.push(sentence),
  };
  const reportOf = (checked: Checked, before: readonly PackFault[]): PackReport => {
    // One file may be wrong in one way for two reasons; a person wants to read it once.
    const all = [...before, ...faults].map((fault) => [JSON.stringify(fault), fault] as const);
    const once = [...new Map(all).values()];
    const { hashes } = contents;
    const manifestSha256 = hashes.get(paths.manifest)?.sha256;
    return { ...checked, ok: once.length === 0, faults: once, notes, files: hashes.size, manifestSha256 };
  };
  return { contents, reportOf };
}

const withoutTop = (path: string, top: string) =>
  path.startsWith(`${top}/`) ? path.slice(top.length + 1) : path;

/** Of one file that is kept. 65,535 files make a manifest of half of it, as many seals a log of it. */
const mostKeptFileBytes = 32 * 1024 * 1024;
/** Of all that are kept: what is above it cannot be checked in the memory of a page. */
const mostKeptBytes = 256 * 1024 * 1024;

async function readFiles(
  source: ByteSource,
  archive: Archive,
  { texts, hashes, fault }: PackContents,
  { onProgress, signal }: VerifyOptions,
): Promise<void> {
  const { top } = archive;
  let doneBytes = 0;
  let keptBytes = 0;
  for (const entry of archive.entries) {
    signal?.throwIfAborted();
    if (!entry.name.startsWith(`${top}/`)) {
      fault('added-file', entry.name, 'it stands outside the pack’s folder');
      continue;
    }
    const path = withoutTop(entry.name, top);
    if (isReadAgain(path)) {
      keptBytes += entry.sizeBytes;
      if (entry.sizeBytes > mostKeptFileBytes || keptBytes > mostKeptBytes) {
        fault('too-large', path, `${entry.sizeBytes} bytes; no pack of ours has so much in such files`);
        continue;
      }
    }
    const bytes = await readEntry(source, archive, entry);
    doneBytes += entry.sizeBytes;
    onProgress?.({ doneBytes, totalBytes: source.sizeBytes });
    if (!bytes) continue;
    hashes.set(path, { sha256: await sha256Hex(bytes), sizeBytes: bytes.length });
    if (isReadAgain(path)) texts.set(path, bytes);
  }
}

async function checkContents(
  contents: PackContents,
  archive: Archive | undefined,
  readAgain: ReadAgain | undefined,
  known: Known,
): Promise<Checked> {
  const manifest = readManifest(contents);
  if (!manifest) {
    checkListing(contents, undefined);
    const none = { signer: undefined, stamp: undefined, audited: undefined };
    return { ...none, exhibits: 0, sealed: 0, sealStamps: [], redacted: [], heads: [] };
  }
  checkListing(contents, manifest);
  expectedOrder(contents, manifest);
  if (archive) checkArchive(contents, manifest, archive);
  if (Date.parse(manifest.generatedAt) > known.now.getTime() + toleranceMs)
    contents.fault('wrong-time', '99_Integrity/manifest.json', 'it says it was made in the future');
  await checkManifest(contents, manifest);
  await checkViewer(contents, manifest);
  const stamp = await checkStamp(contents, manifest, known);
  const devices: CheckedDevices = await checkDevices(contents, manifest, known, stamp);
  const sealStamps = await checkSealStamps(contents, devices, known);
  const { sealed, records } = await checkExhibits(contents, manifest, devices);
  const redacted = await checkRedactions(contents, manifest, records, devices, readAgain);
  const audited = await checkScope(contents, manifest, records, known);
  return {
    exhibits: manifest.exhibits.length,
    sealed,
    signer: devices.signer,
    stamp,
    sealStamps,
    redacted,
    audited,
    heads: manifest.heads,
  };
}

function checkArchive({ fault }: PackContents, manifest: Manifest, { top, dosTime, entries }: Archive): void {
  if (dosTime !== dosTimeOf(manifest.generatedAt))
    fault('wrong-time', entries[0]?.name ?? top, 'the archive’s time is not the one in its manifest');
  if (top !== manifest.folder) fault('archive', top, 'the manifest names the top folder otherwise');
}
