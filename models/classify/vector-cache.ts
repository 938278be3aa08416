import type { Encoder } from './encoder.ts';
import { textVectorOf, type TextVector } from './text-vector.ts';

/** One run of the encoder takes this many texts; between runs the thread is free and a waiting abort is seen. */
const batchSize = 8;
/** About 12 MB of word vectors. */
const maxCachedWords = 8_000;

export type VectorCache = {
  /** The vectors of the texts, in their order. Rejects with the signal's reason when it fires. */
  vectorsOf(texts: readonly string[], signal?: AbortSignal): Promise<TextVector[]>;
};

/** Encodes each text once; when many are kept, the oldest go first. */
export function createVectorCache(encoder: Encoder): VectorCache {
  const kept = new Map<string, TextVector>();
  let keptWords = 0;

  const keep = (text: string, vector: TextVector) => {
    kept.set(text, vector);
    keptWords += vector.words.length;
    for (const [oldest, { words }] of kept) {
      if (keptWords <= maxCachedWords || oldest === text) break;
      kept.delete(oldest);
      keptWords -= words.length;
    }
  };

  const vectorsOf = async (texts: readonly string[], signal?: AbortSignal) => {
    const found = new Map<string, TextVector>();
    const missing: string[] = [];
    for (const text of new Set(texts)) {
      const known = kept.get(text);
      if (known === undefined) missing.push(text);
      else found.set(text, known);
    }
    for (const batch of batchesOf(missing)) {
      signal?.throwIfAborted();
      const encoded = await encoder.encode(batch);
      batch.forEach((text, at) => {
        const one = encoded[at];
        if (one === undefined) throw new Error('the encoder gave fewer vectors than it got texts');
        const vector = textVectorOf(one);
        found.set(text, vector);
        if (!kept.has(text)) keep(text, vector);
      });
      // The encoder's promise settles without a turn of the event loop; an abort by message needs one.
      await new Promise((resolve) => setTimeout(resolve));
    }
    signal?.throwIfAborted();
    return texts.map((text) => found.get(text)).filter((vector) => vector !== undefined);
  };
  return { vectorsOf };
}

/** Texts of like length together, so that little is padded. */
function batchesOf(texts: readonly string[]): string[][] {
  const sorted = texts.toSorted((left, right) => left.length - right.length);
  const batches: string[][] = [];
  for (let at = 0; at < sorted.length; at += batchSize) batches.push(sorted.slice(at, at + batchSize));
  return batches;
}
