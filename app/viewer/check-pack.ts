/** The checks that the page runs: at once over what it holds, and over the whole pack when the reader gives it. */
import { mostFiles } from '#core/pack/manifest.ts';
import { paths } from '#core/pack/pack-paths.ts';
import { isReadAgain } from '#core/pack/pack-viewer.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { blobSource } from '#core/verify/byte-source.ts';
import type { Known, PackReport } from '#core/verify/verification.ts';
import { verifyPack, verifyUnpacked, type UnpackedFiles } from '#core/verify/verify-pack.ts';
import type { ShownPack } from './read-pack.ts';

export type CheckRun = {
  known: Known;
  signal: AbortSignal;
  onProgress: (progress: { doneBytes: number; totalBytes: number }) => void;
};

/** More than any file of a pack has; a larger one is none of ours, and is not read. */
const mostFileBytes = 256 * 1024 * 1024;

/** What the page says of itself: files that it holds, and files that it has not read. */
export type OwnCheck = { report: PackReport; read: number; unread: number };

/**
 * Records, seals, keys, signatures and timestamp as they are in the page. Files that are not in it count as what the manifest says of
 * them: `unread` is their number.
 */
export async function checkOwn({ manifest, own }: ShownPack, known: Known): Promise<OwnCheck> {
  const hashes = new Map(own.hashes);
  for (const { path, sha256, sizeBytes } of manifest.files)
    if (!hashes.has(path)) hashes.set(path, { sha256, sizeBytes });
  // Not in the manifest, as they are made after it: only the whole pack can show what they are.
  const outside = { sha256: own.scriptSha256, sizeBytes: 0 };
  for (const path of [paths.viewerManifest, paths.sums]) hashes.set(path, outside);
  const report = await verifyUnpacked({ texts: own.texts, hashes }, known);
  return { report, read: own.hashes.size, unread: hashes.size - own.hashes.size };
}

/** The pack's archive, as it was handed over: everything. Rejects with the signal's reason, or when the file cannot be read. */
export const checkArchive = (file: File, run: CheckRun): Promise<PackReport> =>
  verifyPack(blobSource(file), run.known, run);

/** The files of the unpacked pack: everything but the archive around them. Rejects as `checkArchive` does. */
export async function checkFolder(
  chosen: readonly File[],
  { known, signal, onProgress }: CheckRun,
): Promise<PackReport> {
  const files = chosen.slice(0, mostFiles).toSorted((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  const byPath = new Map(files.map((file) => [pathOf(file), file]));
  const bytesOf = async (file: File) =>
    new Uint8Array(file.size > mostFileBytes ? new ArrayBuffer(0) : await file.arrayBuffer());
  const readAgain = async (path: string) => {
    const file = byPath.get(path);
    return file && bytesOf(file);
  };
  const read = { texts: new Map(), hashes: new Map(), readAgain } satisfies UnpackedFiles;
  let doneBytes = 0;
  for (const file of files) {
    signal.throwIfAborted();
    const path = pathOf(file);
    const bytes = await bytesOf(file);
    read.hashes.set(path, { sha256: await sha256Hex(bytes), sizeBytes: file.size });
    if (isReadAgain(path)) read.texts.set(path, bytes);
    doneBytes += file.size;
    onProgress({ doneBytes, totalBytes });
  }
  return verifyUnpacked(read, known);
}

/** From the chosen folder. */
const pathOf = (file: File): string => file.webkitRelativePath.split('/').slice(1).join('/');
