import type { Span } from '#core/evidence/span.ts';
import type { EncodedText } from './encoder.ts';

/**
 * A text as a point on the unit sphere: the mean of its word pieces' vectors, made one long. `wordShares` has one vector
 * per word of `words`; with the share of the two marks around the text they add up to `vector`.
 */
export type TextVector = { vector: Float32Array; words: readonly Span[]; wordShares: Float32Array };

export const dot = (
  left: Float32Array,
  leftAt: number,
  right: Float32Array,
  rightAt: number,
  size: number,
) => {
  let sum = 0;
  for (let at = 0; at < size; at += 1) sum += (left[leftAt + at] ?? 0) * (right[rightAt + at] ?? 0);
  return sum;
};

/** Mean pooling, kept linear so that each word's part in a score can be told. */
export function textVectorOf({ ids, words, wordOf, vectors }: EncodedText): TextVector {
  const size = vectors.length / ids.length;
  const vector = new Float32Array(size);
  const wordShares = new Float32Array(words.length * size);
  wordOf.forEach((word, token) => {
    for (let at = 0; at < size; at += 1) {
      const value = vectors[token * size + at] ?? 0;
      vector[at] = (vector[at] ?? 0) + value;
      if (word >= 0) wordShares[word * size + at] = (wordShares[word * size + at] ?? 0) + value;
    }
  });
  const length = Math.sqrt(dot(vector, 0, vector, 0, size));
  const scaled = (values: Float32Array) => values.map((value) => value / length);
  return { vector: scaled(vector), words, wordShares: scaled(wordShares) };
}
