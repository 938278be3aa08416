/** Works through the queue of clips, one at a time, until it is empty. Everything it must remember is in the database. */
import { UnfitFile } from '#core/files/file-problem.ts';
import type { ControlClassifier } from '#core/recognition/control-classifier.ts';
import { createControlClassifier } from '#models/classify/control-classifier.ts';
import { createTesseractRecogniser } from '#models/ocr/tesseract-recogniser.ts';
import type { PictureReader } from '#models/ocr/tesseract-recogniser.ts';
import {
  beginTry,
  nextClip,
  removeClip,
  storeFailure,
  storeProposals,
  storeReading,
  takeBackTry,
} from '../outbox/clips.ts';
import type { Clip, ClipFailure } from '../outbox/database.ts';
import { ExtensionDatabase } from '../outbox/database.ts';
import { mustBeMasked } from '../outbox/rules.ts';
import { maskInWorker, signInWorker } from '../redaction/in-worker.ts';
import { endIfStalled } from './stall.ts';
import { makeSnapshots } from './snapshot/make-snapshots.ts';
import { classifyClip, readClip } from './steps.ts';
import { watchDiscard } from './watch-discard.ts';
import { fileRefusal } from '../messages/file-sentences.ts';
import { sentences } from '../messages/sentences.ts';

const maxTries = 3;
/** How long the models stay warm after the last clip. */
const idleMs = 60_000;
/** A line of text or a batch of passages takes a second or two; the first one also starts the engine. */
const stallMs = 90_000;

type Step = 'reading' | 'classifying';
/** How far the clip under work is; `fraction` is 0 to 1. */
export type ReaderProgress = { clip: string; step: Step; fraction: number };
/** An offscreen document has messages and nothing else of the extension's interface, so whoever starts the reader listens for it. */
export type ReaderListeners = {
  onProgress: (progress: ReaderProgress) => void;
  /** The queue is empty and the models were let go. */
  onIdle: () => void;
  /** Not a clip failed but the storage of what came of it. */
  onBlocked: () => void;
  /** A file turned out to be unfit. It is removed once the sentence for the person has arrived. */
  onRefused: (sentence: string) => Promise<void>;
};
export type Reader = {
  /** There may be work in the queue. */
  wake(): void;
};

/** OCR and classifier, started with the first use and let go by `rest`. */
type Engines = {
  recogniser: PictureReader;
  classifier(): Promise<ControlClassifier>;
  rest(): Promise<void>;
};

function createEngines(): Engines {
  const asset = (path: string) => chrome.runtime.getURL(path);
  const recogniser = createTesseractRecogniser({ baseUrl: asset('/ocr/') });
  let classifier: Promise<ControlClassifier> | undefined;
  return {
    recogniser,
    classifier: () => {
      const place = { modelBaseUrl: asset('/models/annex-a/'), wasmBaseUrl: asset('/ort/') };
      classifier ??= createControlClassifier(place).catch((error: unknown) => {
        // A failed start must not be kept: the next try reads the files again.
        classifier = undefined;
        throw error;
      });
      return classifier;
    },
    rest: async () => {
      const running = classifier;
      classifier = undefined;
      // What never started properly has nothing to be let go.
      await Promise.allSettled([recogniser.close(), running?.then((started) => started.close())]);
    },
  };
}

/** Gives the clip up for this step: it goes on without, and the panel says why. */
async function giveUp(db: ExtensionDatabase, clip: Clip, failure: ClipFailure): Promise<void> {
  if (failure.step === 'reading') await storeReading(db, clip.id, { failure });
  else await storeProposals(db, clip.id, { failure });
}

/** Signs what was captured, applies the rules, where there are any, and classifies what they left. */
async function signMaskAndClassify(
  db: ExtensionDatabase,
  clip: Clip,
  engines: Engines,
  signal: AbortSignal,
): Promise<void> {
  // Without it a redacted clip cannot show that the rest is the original's, and is good evidence all the same.
  await signInWorker(clip.id, { signal }).catch(() => signal.throwIfAborted());
  if (await mustBeMasked(db, clip.id)) await maskInWorker(clip.id, { signal });
  const masked = await db.clips.get(clip.id);
  if (masked) await classifyClip(db, masked, await engines.classifier(), signal);
}

/** One step of one clip. What fails three times, or stops the reader three times, is left out; a clip that is discarded meanwhile is let be. */
async function takeStep(
  db: ExtensionDatabase,
  clip: Clip,
  engines: Engines,
  { onProgress, onRefused }: Pick<ReaderListeners, 'onProgress' | 'onRefused'>,
): Promise<void> {
  const step: Step = clip.state === 'captured' ? 'reading' : 'classifying';
  const report = (fraction: number) => onProgress({ clip: clip.id, step, fraction });
  // While the rules are not applied, nothing that failed may let the clip be accepted.
  const failed = async (message: string): Promise<ClipFailure> =>
    step === 'classifying' && (await mustBeMasked(db, clip.id))
      ? { step: 'masking', message: sentences.notMasked(message), at: new Date().toISOString() }
      : { step, message, at: new Date().toISOString() };
  const tries = await beginTry(db, clip.id);
  if (tries > maxTries) return giveUp(db, clip, await failed(sentences.stoppedTooOften(maxTries)));
  report(0);
  const discard = watchDiscard(db, clip.id);
  try {
    await endIfStalled(stallMs, async (stalled, alive) => {
      const signal = AbortSignal.any([stalled, discard.signal]);
      const reportAlive = (fraction: number) => {
        alive();
        report(fraction);
      };
      if (step === 'reading')
        await readClip(db, clip, engines.recogniser, { onProgress: reportAlive, signal });
      else await signMaskAndClassify(db, clip, engines, signal);
    });
  } catch (error) {
    if (discard.signal.aborted) {
      await takeBackTry(db, clip.id);
      return;
    }
    if (error instanceof UnfitFile) {
      await onRefused(fileRefusal(clip.provenance.title, error.problem));
      await removeClip(db, clip.id);
      return;
    }
    // Whatever went wrong may have left an engine in an odd state; the next try gets new ones.
    await engines.rest();
    const failure = await failed(error instanceof Error ? error.message : String(error));
    if (tries >= maxTries) await giveUp(db, clip, failure);
    else await storeFailure(db, clip.id, failure);
  } finally {
    discard.end();
  }
  report(1);
}

/** A reader for this context. It does nothing until it is woken. */
export function startReader({ onProgress, onIdle, onBlocked, onRefused }: ReaderListeners): Reader {
  const db = new ExtensionDatabase();
  const engines = createEngines();
  let working = false;
  let wokenAgain = false;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  async function emptyQueue(): Promise<void> {
    do {
      wokenAgain = false;
      await makeSnapshots(db);
      for (let clip = await nextClip(db); clip; clip = await nextClip(db))
        await takeStep(db, clip, engines, { onProgress, onRefused });
    } while (wokenAgain);
  }

  async function work(): Promise<void> {
    working = true;
    clearTimeout(idleTimer);
    try {
      await emptyQueue();
    } catch {
      onBlocked();
    } finally {
      working = false;
    }
    idleTimer = setTimeout(() => void rest(), idleMs);
  }

  async function rest(): Promise<void> {
    if (working) return;
    await engines.rest();
    // Work that began meanwhile has started new engines, and is not idle.
    if (!working) onIdle();
  }

  return {
    wake() {
      if (working) wokenAgain = true;
      else void work();
    },
  };
}
