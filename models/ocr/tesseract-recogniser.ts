import type { PictureEvidence } from '#core/recognition/picture-evidence.ts';
import type { TextRecogniser } from '#core/recognition/text-recogniser.ts';
import { bandsOf, type Band } from './bands.ts';
import { clean, measure, type Measured } from './clean.ts';
import { engineName, startEngine, type Engine } from './engine.ts';
import { enlarge } from './enlarge.ts';
import { evidenceOf } from './evidence.ts';
import { inParallel } from './in-parallel.ts';
import { openPicture, type Picture } from './picture.ts';
import { middleOf, type Grey, type Pixels } from './pixels.ts';
import { readOnce } from './read-once.ts';
import { joinLines, placeWords, type ReadLine } from './reading.ts';
import { inSlices } from './slices.ts';
import { textLines, type TextLine } from './text-lines.ts';

/** `baseUrl` is the folder with the engine's files, absolute and with a slash at its end; see `engineFiles`. */
export type TesseractOptions = {
  baseUrl: string;
  /** Longest the engine may take until it is ready, in milliseconds. A slow disk takes a few seconds, a machine that has much else to do many. */
  startTimeoutMs?: number;
};

type ReadOptions = NonNullable<Parameters<TextRecogniser['recognise']>[1]>;

/** A recogniser that can also look again at places of a picture. */
export interface PictureReader extends TextRecogniser {
  /**
   * Runs `work` with what the pixels of a picture can tell; the evidence is good until that settles. `scale` is pixels of the
   * picture per CSS pixel. Rejects as `recognise` does, and as `work` does.
   */
  examine<Value>(
    picture: Blob,
    scale: number,
    work: (evidence: PictureEvidence) => Promise<Value>,
    options?: ReadOptions,
  ): Promise<Value>;
}

/**
 * Letters are read best at two to three times the size they have on a screen with one device pixel per CSS pixel. Over 49
 * console pages, with the native engine: recall 0.978 at 1.6, 0.981 at 2, 0.982 at 2.5; precision 0.93, 0.95, 0.95.
 */
const bestScale = 2.5;
/** White pixels around an enlarged line. */
const margin = 20;
/** Each worker has the engine and its data in memory, about 100 MB; a third one would have no processor on most machines. */
const mostWorkers = 2;
/** So many lines a worker are begun: the next one is there as soon as it is free. */
const linesPerWorker = 2;
/** Share of the progress that is cleaning the page, before the first line is read. */
const cleaningShare = 0.1;

/**
 * Reads console pages with tesseract.js in two workers, without any network. Works in every page that may start a worker and
 * compile WebAssembly. The pixel work is cut into slices of a few milliseconds, the engine runs beside the page. One
 * picture is read at a time, others wait. The workers stay warm until `close`; an abort ends them and the next picture
 * starts others.
 *
 * The page is cut into its lines of text by our own code and each is read alone: the engine's own look for text drops
 * single digits in inputs, grey text beside dark bars and short cells of tables.
 */
export const createTesseractRecogniser = ({
  baseUrl,
  startTimeoutMs = 60_000,
}: TesseractOptions): PictureReader => {
  let warm: { engine: Promise<Engine>; stopped: AbortController } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const start = () => {
    warm ??= { engine: startEngine(baseUrl, startTimeoutMs, workersHere()), stopped: new AbortController() };
    return warm;
  };
  const stop = (reason: DOMException): void => {
    const stopping = warm;
    warm = undefined;
    stopping?.stopped.abort(reason);
    // One that never got ready has nothing to end.
    stopping?.engine.then(
      (engine) => engine.stop(),
      () => {},
    );
  };

  const withEngine = async <Value>(
    blob: Blob,
    signal: AbortSignal | undefined,
    work: (picture: Picture, engine: Engine, stopped: AbortSignal) => Promise<Value>,
  ): Promise<Value> => {
    if (signal?.aborted) throw aborted();
    const picture = await openPicture(blob);
    const { engine: starting, stopped } = start();
    const stopOnAbort = () => stop(aborted());
    signal?.addEventListener('abort', stopOnAbort, { once: true });
    try {
      if (signal?.aborted) stopOnAbort();
      const engine = await unlessAborted(starting, stopped.signal);
      return await work(picture, engine, stopped.signal);
    } catch (error) {
      // Whatever went wrong here went wrong in the engine: the next picture gets a fresh one.
      stop(aborted());
      throw error;
    } finally {
      signal?.removeEventListener('abort', stopOnAbort);
      picture.close();
    }
  };

  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };

  return {
    recognise: (blob, { onProgress, signal } = {}) =>
      inTurn(() =>
        withEngine(blob, signal, async (picture, engine, stopped) => {
          const lines = await readPicture(picture, engine, stopped, onProgress);
          return { engine: engineName, ...joinLines(lines) };
        }),
      ),
    examine: (blob, scale, work, { onProgress, signal } = {}) =>
      inTurn(() =>
        withEngine(blob, signal, (picture, engine, stopped) => {
          const readLine = (line: Grey) => unlessAborted(engine.readLine(line), stopped);
          return work(evidenceOf(picture, { readLine, workers: engine.workers }, scale, onProgress));
        }),
      ),
    close: async () => stop(aborted()),
  };
};

const workersHere = () => Math.max(1, Math.min(mostWorkers, navigator.hardwareConcurrency));

const aborted = () => new DOMException('Reading was aborted.', 'AbortError');

const readPicture = async (
  picture: Picture,
  engine: Engine,
  signal: AbortSignal,
  onProgress: (fraction: number) => void = () => {},
): Promise<ReadLine[]> => {
  const bands = bandsOf(picture.width, picture.height);
  const once = { ...engine, readLine: readOnce(engine.readLine) };
  const found: ReadLine[] = [];
  let scale: number | undefined;
  for (const [n, band] of bands.entries()) {
    const pixels = picture.pixels(band.top, band.bottom);
    const measured = scale === undefined ? await inSlices(measure(pixels), signal) : { scale };
    scale = measured.scale;
    const report = (share: number) => onProgress((n + share) / bands.length);
    found.push(...(await readBand(pixels, band, measured, once, signal, report)));
  }
  return found;
};

const readBand = async (
  pixels: Pixels,
  band: Band,
  { scale, ink }: Measured,
  engine: Engine,
  signal: AbortSignal,
  report: (share: number) => void,
): Promise<ReadLine[]> => {
  report(0);
  const { page, marks } = await inSlices(clean(pixels, scale, ink), signal);
  const isOurs = (line: TextLine) => {
    const middle = band.top + middleOf(line);
    return middle >= band.from && middle < band.to;
  };
  const lines = textLines(marks, scale).filter(isOurs);
  const cut = { top: band.top, factor: Math.max(1, bestScale / scale), margin };
  report(cleaningShare);
  let done = 0;
  const read = await inParallel(lines, linesPerWorker * engine.workers, async (line) => {
    const words = await unlessAborted(engine.readLine(enlarge(page, line, cut.factor, margin)), signal);
    done += 1;
    report(cleaningShare + ((1 - cleaningShare) * done) / lines.length);
    return placeWords(line, words, cut);
  });
  report(1);
  return read.filter((line) => line !== undefined);
};

/** The result, unless the signal fires first: then its reason is thrown. A terminated worker never answers. */
const unlessAborted = async <Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};
