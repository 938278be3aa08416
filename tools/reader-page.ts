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

/** The longest time for which a timer had to wait. A loop without pauses would tell it to the microsecond, and take a processor away. */
const watchTheLoop = () => {
  let longest = 0;
  let due = performance.now();
  const turn = () => {
    longest = Math.max(longest, performance.now() - due);
    due = performance.now() + pauseMs;
  };
  const timer = setInterval(turn, pauseMs);
  return () => {
    clearInterval(timer);
    turn();
    return longest;
  };
};
/** The shortest that a browser lets timers repeat in. */
const pauseMs = 4;

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
