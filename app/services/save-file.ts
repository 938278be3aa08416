/** Where a file is going to be written. The person has agreed to it already. */
export type Destination = {
  /** The name that the person chose, or the one that was suggested. */
  name: string;
  /**
   * Writes all of the content. Rejects when the content fails, the disk refuses or `signal` fires; nothing that looks like a
   * finished file is left then.
   */
  write(content: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<void>;
};

type SavePicker = (options: {
  suggestedName: string;
  types: { description: string; accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle & { remove?: () => Promise<void> }>;

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

/** Gathers everything first, for browsers that can only download a finished thing. */
const downloadDestination = (name: string, mediaType: string): Destination => ({
  name,
  async write(content, signal) {
    const parts: BlobPart[] = [];
    await content.pipeTo(
      new WritableStream({ write: (chunk: Uint8Array) => void parts.push(chunk as Uint8Array<ArrayBuffer>) }),
      { signal },
    );
    download(new Blob(parts, { type: mediaType }), name);
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
        try {
          await content.pipeTo(await handle.createWritable(), { signal });
        } catch (error) {
          // The picker has made an empty file; without remove() it stays, empty.
          await handle.remove?.().catch(() => undefined);
          throw error;
        }
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
