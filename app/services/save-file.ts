import type { Bytes } from '#core/shared/bytes.ts';

/** What a file is going to hold. A piece of what comes in pieces is not looked at any more once the next one is asked for. */
type Content = Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** Where a file is going to be written. The person has agreed to it already. */
export type Destination = {
  /** The name that the person chose, or the one that was suggested. */
  name: string;
  /**
   * Writes all of the content; what comes in pieces is never held in memory where the browser has a file for it. Rejects when the content
   * fails, the disk refuses or `signal` fires; nothing that looks like a finished file is left then.
   */
  write(content: Content, signal: AbortSignal): Promise<void>;
};

type SavePicker = (options: {
  suggestedName: string;
  types: { description: string; accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle>;

/** The picker is not in every browser, and not in TypeScript's DOM library. */
const savePicker = () =>
  (window as Window & { showSaveFilePicker?: SavePicker }).showSaveFilePicker?.bind(window);

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';

function download(content: Blob, name: string) {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read by the next turn, but large files take a while.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A folder in the origin's own file system (OPFS): what is downloaded waits there, so that no memory has to hold it. */
const waitingFolder = 'downloads';
/** By then the browser has long copied the file to the person's folder; nothing tells the page when. */
const waitingMs = 60 * 60_000;

/** Removes what waited for a download that is over. Does nothing where the browser has no such files. */
export async function removeOldDownloads(now: Date): Promise<void> {
  try {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(waitingFolder);
    for await (const [name, handle] of folder.entries()) {
      const isOld =
        handle.kind === 'file' && (await handle.getFile()).lastModified < now.getTime() - waitingMs;
      if (isOld) await folder.removeEntry(name);
    }
  } catch {
    // No folder yet, or no such file system: then nothing waits. What is in use is removed the next time.
  }
}

/** A new file of ours to write into; undefined in browsers, and in private windows, that have none. */
async function waitingFile(): Promise<FileSystemFileHandle | undefined> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(waitingFolder, { create: true });
    const handle = await folder.getFileHandle(crypto.randomUUID(), { create: true });
    return 'createWritable' in handle ? handle : undefined;
  } catch {
    return undefined;
  }
}

/** Not every browser can go through a stream with `for await`. */
async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    // Of a stream that ended or failed there is nothing to cancel.
    await reader.cancel().catch(() => undefined);
  }
}

/** Hands on one piece after the other; rejects with the signal's reason when that fires. */
async function writeEach(
  content: Content,
  write: (piece: Bytes) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const stream = content instanceof Blob ? content.stream() : content;
  for await (const piece of stream instanceof ReadableStream ? piecesOf(stream) : stream) {
    signal.throwIfAborted();
    // Nothing of ours is shared between threads.
    await write(piece as Bytes);
  }
  signal.throwIfAborted();
}

/** Writes all of it; where that fails nothing is left. The browser makes an empty file beforehand, which stays without `remove`. */
async function writeInto(
  handle: FileSystemFileHandle & { remove?: () => Promise<void> },
  content: Content,
  signal: AbortSignal,
): Promise<void> {
  let file: FileSystemWritableFileStream | undefined;
  try {
    const opened = (file = await handle.createWritable());
    await writeEach(content, (piece) => opened.write(piece), signal);
    await opened.close();
  } catch (error) {
    await file?.abort().catch(() => undefined);
    await handle.remove?.().catch(() => undefined);
    throw error;
  }
}

/** As blobs, which browsers may keep out of the page's memory. */
async function gathered(content: Content, signal: AbortSignal): Promise<Blob> {
  const parts: Blob[] = [];
  await writeEach(content, async (piece) => void parts.push(new Blob([piece])), signal);
  return new Blob(parts);
}

/** For browsers that can only download a finished thing. */
const downloadDestination = (name: string, mediaType: string): Destination => ({
  name,
  async write(content, signal) {
    if (content instanceof Blob) return download(content, name);
    await removeOldDownloads(new Date());
    const handle = await waitingFile();
    if (handle) await writeInto(handle, content, signal);
    const whole = handle ? await handle.getFile() : await gathered(content, signal);
    download(whole.slice(0, whole.size, mediaType), name);
  },
});

/**
 * Asks where to save where the browser can ask, so that a large file goes to the disk while it is made; a plain download
 * elsewhere. Undefined when the person closed the question. Call it directly from a click.
 */
export async function chooseDestination(file: {
  name: string;
  mediaType: string;
  description: string;
}): Promise<Destination | undefined> {
  const { name, mediaType, description } = file;
  const pick = savePicker();
  if (!pick) return downloadDestination(name, mediaType);
  try {
    const ending = name.slice(name.lastIndexOf('.'));
    const handle = await pick({
      suggestedName: name,
      types: [{ description, accept: { [mediaType]: [ending] } }],
    });
    return {
      name: handle.name,
      async write(content, signal) {
        await writeInto(handle, content, signal);
      },
    };
  } catch (error) {
    if (isAbort(error)) return undefined;
    // A frame or a policy forbids the picker; the download still works.
    return downloadDestination(name, mediaType);
  }
}

/** A small file, straight to the browser's downloads. */
export function saveBlob(content: Blob, name: string): void {
  download(content, name);
}
