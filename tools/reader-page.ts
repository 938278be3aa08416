/** What the page of reader-site.ts runs: the reader that ships, for a test or a command outside to call. */
import type { RecognisedText } from '#core/recognition/text-recogniser.ts';
import { createTesseractRecogniser } from '#models/ocr/tesseract-recogniser.ts';

export type ReaderOptions = {
  startTimeoutMs?: number;
  /** Aborts as soon as the progress has come this far, 0 to 1. */
  abortAt?: number;
};
export type PageReading = RecognisedText & {
  /** Milliseconds for the reading alone, without the way of the bytes into the page. */
  ms: number;
  /** The longest time for which the page could not answer, in milliseconds. */
  longestBlockMs: number;
  /** Every progress that was reported. */
  progress: number[];
};
export type ReaderPage = {
  /** Reads a picture given as base64 with the one warm reader of this page. */
  readPicture: (base64: string, options?: ReaderOptions) => Promise<PageReading>;
};

let reader: ReturnType<typeof createTesseractRecogniser> | undefined;

/** The longest time between two turns of the page's own event loop while `work` runs. */
const watchTheLoop = () => {
  const { port1, port2 } = new MessageChannel();
  let longest = 0;
  let last = performance.now();
  let watching = true;
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (watching) port2.postMessage(undefined);
  };
  port2.postMessage(undefined);
  return () => {
    watching = false;
    port1.close();
    return longest;
  };
};

const readPicture: ReaderPage['readPicture'] = async (base64, { abortAt = Infinity, ...options } = {}) => {
  const baseUrl = new URL('/ocr/', location.href).href;
  reader ??= createTesseractRecogniser({ baseUrl, ...options });
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const aborting = new AbortController();
  const progress: number[] = [];
  const onProgress = (fraction: number) => {
    progress.push(fraction);
    if (fraction >= abortAt) aborting.abort();
  };
  const stopWatching = watchTheLoop();
  const start = performance.now();
  const read = await reader.recognise(new Blob([bytes]), { onProgress, signal: aborting.signal });
  return { ...read, ms: performance.now() - start, longestBlockMs: stopWatching(), progress };
};
Object.assign(globalThis, { readPicture } satisfies ReaderPage);
