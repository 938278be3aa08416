/** Takes a file that a person dropped or chose into the queue of clips, as it is. */
import { mostFileBytes } from '#core/evidence/exhibit.ts';
import { v7 as uuidv7 } from 'uuid';
import { inspectFile, type KnownFile } from '#core/files/file-kind.ts';
import type { FileProblem } from '#core/files/file-problem.ts';
import type { ImageSize } from '#core/files/image-size.ts';
import type { Provenance } from '#core/evidence/exhibit.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import { failure, ok, type Result } from '#core/shared/result.ts';
import { clipWithOriginal, newFile, storeChosenFile } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';

/** What became of a file. `same`: a clip has its very bytes as original already, and nothing was stored. */
export type TakenFile =
  { kind: 'stored'; id: string } | { kind: 'same'; clip: Clip } | { kind: 'refused'; problem: FileProblem };

/** Longest name that is kept: as file systems have it, and so that two names still differ at their ends. */
const longestName = 500;

function provenanceOf(file: File, collectedBy: string): Provenance {
  const now = new Date();
  return {
    url: '',
    title: file.name.slice(0, longestName),
    capturedAt: now.toISOString(),
    utcOffsetMinutes: -now.getTimezoneOffset(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    collectedBy,
    mode: 'file',
    scroll: null,
    language: '',
    userAgent: navigator.userAgent.slice(0, 1_000),
    extensionVersion: chrome.runtime.getManifest().version,
    ...(file.lastModified > 0 && { fileModifiedAt: new Date(file.lastModified).toISOString() }),
  };
}

async function bytesOf(file: File): Promise<Result<Bytes, FileProblem>> {
  // Before it is read: a disk image must not fill the memory.
  if (file.size > mostFileBytes) return failure({ kind: 'too-large' });
  try {
    return ok(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return failure({ kind: 'unreadable' });
  }
}

/** The size that a picture really has, turned as its metadata says. Its header was checked before, so that it is no bomb. */
async function decodedSize(file: File): Promise<Result<ImageSize, FileProblem>> {
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return ok({ width, height });
  } catch {
    return failure({ kind: 'broken' });
  }
}

async function knownFile(file: File, bytes: Bytes): Promise<Result<KnownFile, FileProblem>> {
  const known = inspectFile(bytes, file.name);
  if (!known.ok || !known.value.size) return known;
  const size = await decodedSize(file);
  return size.ok ? ok({ ...known.value, size: size.value }) : size;
}

/**
 * Stores the file's bytes, never changed, as a clip that waits for reading. What cannot become evidence is refused and leaves nothing
 * behind. The same bytes a second time are stored only with `keepBoth`. Rejects when the storage refuses.
 */
export async function takeFile(
  db: ExtensionDatabase,
  file: File,
  { keepBoth = false } = {},
): Promise<TakenFile> {
  const bytes = await bytesOf(file);
  if (!bytes.ok) return { kind: 'refused', problem: bytes.error };
  const known = await knownFile(file, bytes.value);
  if (!known.ok) return { kind: 'refused', problem: known.error };
  const { mediaType, size } = known.value;
  const original = await newFile('original', mediaType, bytes.value, size);
  const same = keepBoth ? undefined : await clipWithOriginal(db, original.entry.sha256);
  if (same) return { kind: 'same', clip: same };
  const id = uuidv7();
  const collectedBy = (await db.settings.get('collectedBy'))?.value ?? '';
  await storeChosenFile(db, id, original, provenanceOf(file, collectedBy));
  return { kind: 'stored', id };
}
