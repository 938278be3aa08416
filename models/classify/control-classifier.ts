/** The port ControlClassifier with the model that ships in models/annex-a. */
import type {
  Classification,
  ClassifyOptions,
  ControlClassifier,
  Passage,
} from '#core/recognition/control-classifier.ts';
import { changesByFeedback, signatureOf } from '#core/recognition/feedback.ts';
import { createEncoder, type Encoder, type ModelPlace } from './encoder.ts';
import { parseModelHead, type ModelHead } from './model-head.ts';
import { evidenceShareOf, logOddsOf, scoreControls } from './page-score.ts';
import { speakingWords } from './speaking-words.ts';
import type { TextVector } from './text-vector.ts';
import { createVectorCache, type VectorCache } from './vector-cache.ts';

/** `head` and `calibration` are the contents of the model folder's files of that name; left out, they are fetched from there. */
export type ClassifierPlace = ModelPlace & { head?: unknown; calibration?: unknown };

/** More would be noise to a person and cost time; the rest of the ranking carries no words. */
const explained = 12;

/**
 * The classifier of a model folder. Reads `head.json` and `calibration.json` (0.2 MB) at once, and library, runtime and
 * weights (about 40 MB) with the first page; after `close` the next page reads them again. Rejects, as does the first
 * `classify`, when a file is missing or is not what our own tools write.
 */
export async function createControlClassifier(place: ClassifierPlace): Promise<ControlClassifier> {
  const [head, calibration] = await Promise.all([
    Promise.resolve(place.head ?? fetchJson(`${place.modelBaseUrl}head.json`)),
    Promise.resolve(place.calibration ?? fetchJson(`${place.modelBaseUrl}calibration.json`)),
  ]);
  return classifierOf(parseModelHead(head, calibration), () => createEncoder(place));
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

/** The classifier of a head and an encoder that is started with the first page. */
function classifierOf(head: ModelHead, startEncoder: () => Promise<Encoder>): ControlClassifier {
  let started: Promise<{ encoder: Encoder; cache: VectorCache }> | undefined;
  const start = () => {
    started ??= startEncoder().then((encoder) => ({ encoder, cache: createVectorCache(encoder) }));
    // A failed start must not be kept: the next page tries again.
    started.catch(() => {
      started = undefined;
    });
    return started;
  };
  return {
    model: head.model,
    threshold: head.threshold,
    classify: async (passages, options = {}) => {
      options.signal?.throwIfAborted();
      if (passages.length === 0) return { suggestions: [], signature: new Float32Array() };
      const { cache } = await start();
      const texts = passages.map(({ text }) => text);
      return classificationOf(passages, await cache.vectorsOf(texts, options.signal), head, options);
    },
    close: async () => {
      const running = started;
      started = undefined;
      await running?.then(({ encoder }) => encoder.close());
    },
  };
}

function classificationOf(
  passages: readonly Passage[],
  vectors: readonly TextVector[],
  head: ModelHead,
  { reviewed = [] }: ClassifyOptions,
): Classification {
  const logOdds = vectors.map((vector) => logOddsOf(head, vector));
  const texts = passages.map(({ text }) => text);
  const signature = signatureOf(meaningOf(vectors, logOdds), texts);
  const changes = changesByFeedback(signature, reviewed);
  const suggestions = scoreControls(logOdds, head, changes).flatMap(
    ({ index, passage: at, score }, place) => {
      const control = head.controls[index];
      const passage = passages[at];
      const vector = vectors[at];
      if (control === undefined || passage === undefined || vector === undefined) return [];
      const words = place < explained ? speakingWords(passage.text, vector, index, head) : [];
      return [{ control, score, passage: passage.text, words }];
    },
  );
  return { suggestions, signature };
}

/** The mean of the passages' vectors, those that look like evidence counting most: what a page is about, without its menus. */
function meaningOf(vectors: readonly TextVector[], logOdds: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.vector.length ?? 0);
  vectors.forEach(({ vector }, at) => {
    const weight = 0.01 + evidenceShareOf(logOdds[at] ?? new Float32Array());
    vector.forEach((value, place) => {
      sum[place] = (sum[place] ?? 0) + weight * value;
    });
  });
  return sum;
}
