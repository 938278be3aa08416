/** The port ControlClassifier with the sentence encoder that ships in models/annex-a. */
import type { ControlClassifier, Passage, Suggestion } from '#core/recognition/control-classifier.ts';
import { parseDirections, type Directions } from './directions.ts';
import { createEncoder, type Encoder, type ModelPlace } from './encoder.ts';
import { logOddsOf, scoreControls } from './page-score.ts';
import { speakingWords } from './speaking-words.ts';
import type { TextVector } from './text-vector.ts';
import { createVectorCache, type VectorCache } from './vector-cache.ts';

/** `prototypes` is the content of the model folder's `prototypes.json`; left out, it is fetched from there. */
export type ClassifierPlace = ModelPlace & { prototypes?: unknown };

/**
 * The classifier of a model folder. Reads `prototypes.json` (0.2 MB) at once, and library, runtime and weights (about 40
 * MB) with the first page; after `close` the next page reads them again. Rejects, as does the first `classify`, when a file
 * is missing or is not what our own tools write.
 */
export async function createControlClassifier(place: ClassifierPlace): Promise<ControlClassifier> {
  const file = place.prototypes ?? (await fetchJson(`${place.modelBaseUrl}prototypes.json`));
  return classifierOf(parseDirections(file), () => createEncoder(place));
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

/** The classifier of directions and an encoder that is started with the first page. */
function classifierOf(found: Directions, startEncoder: () => Promise<Encoder>): ControlClassifier {
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
    model: found.model,
    threshold: found.threshold,
    classify: async (passages, { signal } = {}) => {
      signal?.throwIfAborted();
      if (passages.length === 0) return [];
      const { cache } = await start();
      const vectors = await cache.vectorsOf(
        passages.map(({ text }) => text),
        signal,
      );
      return suggestionsOf(passages, vectors, found);
    },
    close: async () => {
      const running = started;
      started = undefined;
      await running?.then(({ encoder }) => encoder.close());
    },
  };
}

function suggestionsOf(
  passages: readonly Passage[],
  vectors: readonly TextVector[],
  found: Directions,
): Suggestion[] {
  const scored = scoreControls(
    vectors.map((vector) => logOddsOf(found, vector)),
    found,
  );
  return scored.flatMap(({ index, passage: at, score }) => {
    const control = found.controls[index];
    const passage = passages[at];
    const vector = vectors[at];
    if (control === undefined || passage === undefined || vector === undefined) return [];
    return [
      { control, score, passage: passage.text, words: speakingWords(passage.text, vector, index, found) },
    ];
  });
}
