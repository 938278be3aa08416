/** What the page of classifier-site.ts runs: a worker with the shipped classifier, for a test or a command outside to call. */
import type { Passage } from '#core/recognition/control-classifier.ts';
import { createWorkerClassifier } from '#models/classify/worker-classifier.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../models/classify/worker.ts?worker&url';

export type PageClassification = {
  suggestions: { control: string; score: number; passage: string; words: { start: number; end: number }[] }[];
  /** Milliseconds from the call to the answer, the way to the worker and back included. */
  ms: number;
};
export type ClassifierPage = {
  /** Starts the classifier and resolves with its facts and how long that took, the first text included. */
  startClassifier: (
    threads: number,
  ) => Promise<{ model: { name: string; sha256: string }; threshold: number; ms: number }>;
  classifyPassages: (passages: readonly Passage[]) => Promise<PageClassification>;
};

let classifier: Awaited<ReturnType<typeof createWorkerClassifier>> | undefined;

const startClassifier: ClassifierPage['startClassifier'] = async (threads) => {
  const begun = performance.now();
  await classifier?.close();
  const base = new URL('/', location.href).href;
  classifier = await createWorkerClassifier(
    { modelBaseUrl: `${base}models/annex-a/`, wasmBaseUrl: `${base}ort/`, threads },
    () => new Worker(workerScript, { type: 'module' }),
  );
  await classifier.classify([{ text: 'the first text starts everything' }]);
  const { model, threshold } = classifier;
  return { model, threshold, ms: performance.now() - begun };
};

const classifyPassages: ClassifierPage['classifyPassages'] = async (passages) => {
  if (classifier === undefined) throw new Error('startClassifier comes first');
  const begun = performance.now();
  const { suggestions } = await classifier.classify(passages);
  return { suggestions, ms: performance.now() - begun };
};
Object.assign(globalThis, { startClassifier, classifyPassages } satisfies ClassifierPage);
