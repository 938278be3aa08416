import type Tesseract from 'tesseract.js';
import type { Box, Grey } from './pixels.ts';

/** What read the picture, for the record. A test compares the version with the installed package's. */
export const engineName = 'tesseract.js 7.0.0 eng 4.0.0_best_int';

/**
 * The files the engine loads, beside each other under one address. The core's relaxed SIMD (Chromium 114, Firefox 146) reads the same
 * letters in nine tenths of the time of plain SIMD, and in less where the processor multiplies bytes by itself.
 */
export const engineFiles = {
  worker: 'worker.min.js',
  core: 'tesseract-core-relaxedsimd-lstm.wasm.js',
  data: 'eng.traineddata.gz',
} as const;

/** A word and where it stands on the picture of its line; confidence 0 to 100. */
export type ReadWord = { text: string; box: Box; confidence: number };

/** A running engine that reads single lines of text. */
export type Engine = {
  /** So many lines are read at a time; a few more may wait, so that no worker does. */
  workers: number;
  /** The words on a picture of a single line, black on white, left to right. */
  readLine(line: Grey): Promise<ReadWord[]>;
  /** Ends the workers. A reading under way never settles after that: race it with the signal. */
  stop(): void;
};

/** A worker and how many lines were given to it that it has not answered yet. */
type Desk = { worker: Tesseract.Worker; waiting: number };

/**
 * Starts tesseract in `count` workers of its own; ready with the first of them, the others join when they are. Rejects with an `Error`
 * that says what is missing when a file cannot be loaded, or when none is ready within `timeoutMs`.
 */
export const startEngine = async (baseUrl: string, timeoutMs: number, count: number): Promise<Engine> => {
  await Promise.all(Object.values(engineFiles).map((file) => requireFile(new URL(file, baseUrl), timeoutMs)));
  const { default: tesseract } = await import('tesseract.js');
  const desks: Desk[] = [];
  let stopped = false;
  const starting = Array.from({ length: count }, async () => {
    const worker = await startWorker(tesseract, baseUrl, timeoutMs);
    await worker.setParameters(parametersFor(tesseract));
    if (stopped) void worker.terminate();
    else desks.push({ worker, waiting: 0 });
  });
  try {
    await Promise.any(starting);
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
  return {
    workers: count,
    readLine: async (line) => {
      const desk = desks.reduce((least, one) => (one.waiting < least.waiting ? one : least));
      desk.waiting += 1;
      try {
        return await readLineWith(desk.worker, line);
      } finally {
        desk.waiting -= 1;
      }
    },
    stop: () => {
      stopped = true;
      for (const { worker } of desks) void worker.terminate();
    },
  };
};

const parametersFor = ({ PSM }: typeof Tesseract) => ({
  tessedit_pageseg_mode: PSM.SINGLE_LINE,
  // The engine's guess of the resolution means nothing for a screenshot; a fixed one saves the guessing.
  user_defined_dpi: '150',
  // What a line says must not depend on the lines that the same worker read before.
  tessedit_enable_doc_dict: '0',
});

const readLineWith = async (worker: Tesseract.Worker, line: Grey): Promise<ReadWord[]> => {
  const { data } = await worker.recognize(portableGreymap(line), {}, { text: false, blocks: true });
  return (data.blocks ?? [])
    .flatMap((block) => block.paragraphs)
    .flatMap((paragraph) => paragraph.lines)
    .flatMap((each) => each.words)
    .map(({ text, bbox, confidence }) => ({ text: text.trim(), box: boxOf(bbox), confidence }))
    .filter(({ text }) => text !== '');
};

/** tesseract.js waits for ever for a file that is not there, so ask for each of them first. */
const requireFile = async (url: URL, timeoutMs: number): Promise<void> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) }).catch(() => undefined);
  await response?.body?.cancel();
  if (!response?.ok) throw new Error(`The OCR engine cannot start: ${url.pathname} is missing.`);
};

/** Settles in any case: tesseract.js itself stays silent when, for instance, the page may not compile WebAssembly. */
const startWorker = async (
  tesseract: typeof Tesseract,
  baseUrl: string,
  timeoutMs: number,
): Promise<Tesseract.Worker> => {
  const { promise, resolve, reject } = Promise.withResolvers<Tesseract.Worker>();
  const fail = (reason: unknown) => reject(new Error(`The OCR engine cannot start: ${String(reason)}`));
  let givenUp = false;
  const timer = setTimeout(() => {
    givenUp = true;
    fail(`it was not ready within ${timeoutMs} ms.`);
  }, timeoutMs);
  tesseract
    .createWorker('eng', tesseract.OEM.LSTM_ONLY, {
      workerPath: new URL(engineFiles.worker, baseUrl).href,
      corePath: new URL(engineFiles.core, baseUrl).href,
      langPath: new URL('.', baseUrl).href,
      workerBlobURL: false,
      cacheMethod: 'none',
      gzip: true,
      // Without a handler tesseract.js throws inside its own event listener, where nobody can catch it.
      errorHandler: fail,
    })
    // One that comes too late has nobody who would end it.
    .then(async (worker) => {
      resolve(worker);
      if (givenUp) await worker.terminate();
    })
    .catch(fail);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
};

const boxOf = ({ x0, y0, x1, y1 }: Tesseract.Bbox) => ({ left: x0, top: y0, right: x1 - 1, bottom: y1 - 1 });

/** The simplest picture format the engine reads (PGM, `man pgm`): no time goes into packing pixels that stay here. */
const portableGreymap = ({ width, height, data }: Grey): Blob =>
  new Blob([`P5\n${width} ${height}\n255\n`, new Uint8Array(data)]);
