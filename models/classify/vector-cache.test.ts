import { describe, expect, it } from 'vitest';
import type { Encoder } from './encoder.ts';
import { createVectorCache } from './vector-cache.ts';
import { piecesOf } from './wordpieces.ts';

/** An encoder that works: each letter is a direction. Remembers what it was asked for. */
function makeLetterEncoder(onBatch: () => void = () => undefined) {
  const batches: string[][] = [];
  const encoder: Encoder = {
    encode: async (texts) => {
      batches.push([...texts]);
      onBatch();
      return texts.map((text) => {
        const pieces = piecesOf(
          text,
          (word) => Array.from(word, (c) => c.charCodeAt(0) % 4),
          { start: 0, end: 0 },
          512,
        );
        const vectors = new Float32Array(pieces.ids.length * 4);
        pieces.ids.forEach((id, at) => {
          vectors[at * 4 + id] = 1;
        });
        return { ...pieces, vectors };
      });
    },
    close: async () => undefined,
  };
  return { encoder, batches };
}

describe('vectors of passages', () => {
  it('come in the order of the texts, each one long, repetitions included', async () => {
    const { encoder } = makeLetterEncoder();
    const [long, short, again] = await createVectorCache(encoder).vectorsOf([
      'aaa bbb ccc',
      'a',
      'aaa bbb ccc',
    ]);
    expect(long?.words).toHaveLength(3);
    expect(short?.words).toHaveLength(1);
    expect(again).toBe(long);
    expect(Math.hypot(...(long?.vector ?? []))).toBeCloseTo(1);
  });

  it('are encoded once, in batches of texts of like length', async () => {
    const { encoder, batches } = makeLetterEncoder();
    const cache = createVectorCache(encoder);
    const texts = Array.from({ length: 20 }, (_, at) => 'a'.repeat(1 + ((at * 7) % 20)));
    await cache.vectorsOf(texts);
    await cache.vectorsOf([...texts, 'bb']);
    expect(batches.map(({ length }) => length)).toEqual([8, 8, 4, 1]);
    expect(batches.flat().map(({ length }) => length)).toEqual([
      ...Array.from({ length: 20 }, (_, at) => at + 1),
      2,
    ]);
  });

  it('are forgotten, oldest first, when there are very many', async () => {
    const { encoder, batches } = makeLetterEncoder();
    const cache = createVectorCache(encoder);
    const book = (at: number) => `n${at} ${'word '.repeat(400)}`.trim();
    await cache.vectorsOf([book(0)]);
    for (let at = 1; at <= 100; at += 1) await cache.vectorsOf([book(at)]);
    const before = batches.length;
    await cache.vectorsOf([book(100)]);
    expect(batches).toHaveLength(before);
    await cache.vectorsOf([book(0)]);
    expect(batches).toHaveLength(before + 1);
  });

  it('stop between batches when the signal fires, even by a timer', async () => {
    const abort = new AbortController();
    const { encoder, batches } = makeLetterEncoder(() => setTimeout(() => abort.abort()));
    const texts = Array.from({ length: 80 }, (_, at) => 'ab '.repeat(at + 1));
    await expect(createVectorCache(encoder).vectorsOf(texts, abort.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(batches.length).toBeLessThan(4);
  });
});
