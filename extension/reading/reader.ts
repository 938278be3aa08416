/** Works through the queue of clips, one at a time, until it is empty. Everything it must remember is in the database. */
import type { ControlClassifier } from '#core/recognition/control-classifier.ts';
import type { TextRecogniser } from '#core/recognition/text-recogniser.ts';
import { createControlClassifier } from '#models/classify/control-classifier.ts';
import { createTesseractRecogniser } from '#models/ocr/tesseract-recogniser.ts';
import { onMessage, tell } from '../messages/messages.ts';
import { beginTry, nextClip, storeFailure, storeProposals, storeReading } from '../outbox/clips.ts';
import type { Clip, ClipFailure } from '../outbox/database.ts';
import { ExtensionDatabase } from '../outbox/database.ts';
import { classifyClip, readClip } from './steps.ts';

const maxTries = 3;
/** How long the models stay warm after the last clip. */
const idleMs = 60_000;

type Engines = { recogniser: TextRecogniser; classifier: () => Promise<ControlClassifier> };

type Step = 'reading' | 'classifying';

/** Gives the clip up for this step: it goes on without, and the panel says why. */
async function giveUp(db: ExtensionDatabase, clip: Clip, failure: ClipFailure): Promise<void> {
  if (failure.step === 'reading') await storeReading(db, clip.id, { failure });
  else await storeProposals(db, clip.id, { failure });
}

async function run(
  db: ExtensionDatabase,
  clip: Clip,
  step: Step,
  engines: Engines,
  report: (fraction: number) => void,
) {
  if (step === 'reading') await readClip(db, clip, engines.recogniser, report);
  else await classifyClip(db, clip, await engines.classifier());
}

/** One step of one clip. What fails three times, or stops the reader three times, is left out. */
async function takeStep(db: ExtensionDatabase, clip: Clip, engines: Engines): Promise<void> {
  const step: Step = clip.state === 'captured' ? 'reading' : 'classifying';
  const report = (fraction: number) => void tell({ kind: 'progress', clip: clip.id, step, fraction });
  const failed = (message: string): ClipFailure => ({ step, message, at: new Date().toISOString() });
  const tries = await beginTry(db, clip.id);
  report(0);
  try {
    if (tries > maxTries)
      await giveUp(db, clip, failed(`The browser stopped ${maxTries} times at this step.`));
    else await run(db, clip, step, engines, report);
  } catch (error) {
    const failure = failed(error instanceof Error ? error.message : String(error));
    if (tries >= maxTries) await giveUp(db, clip, failure);
    else await storeFailure(db, clip.id, failure);
  }
  report(1);
}

/** Starts the reader in this context: works now and whenever it is told. Safe to call again. */
export function startReader(): void {
  if (started) return;
  started = true;
  const db = new ExtensionDatabase();
  const asset = (path: string) => chrome.runtime.getURL(path);
  let classifier: Promise<ControlClassifier> | undefined;
  const engines: Engines = {
    recogniser: createTesseractRecogniser({ baseUrl: asset('/ocr/') }),
    classifier: () => {
      const place = { modelBaseUrl: asset('/models/annex-a/'), wasmBaseUrl: asset('/ort/') };
      classifier ??= createControlClassifier(place).catch((error: unknown) => {
        // A failed start must not be kept: the next try reads the files again.
        classifier = undefined;
        throw error;
      });
      return classifier;
    },
  };
  let working = false;
  let wokenAgain = false;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  async function work(): Promise<void> {
    if (working) {
      wokenAgain = true;
      return;
    }
    working = true;
    clearTimeout(idleTimer);
    try {
      do {
        wokenAgain = false;
        for (let clip = await nextClip(db); clip; clip = await nextClip(db))
          await takeStep(db, clip, engines);
      } while (wokenAgain);
    } finally {
      working = false;
    }
    idleTimer = setTimeout(() => void rest(), idleMs);
  }

  async function rest(): Promise<void> {
    await Promise.all([engines.recogniser.close(), classifier?.then((running) => running.close())]);
    await tell({ kind: 'reader-idle' });
  }

  onMessage((message) => {
    if (message.kind === 'work') void work();
  });
  void work();
}

let started = false;
