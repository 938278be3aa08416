import { describe, expect, it } from 'vitest';
import { piecesOf } from './wordpieces.ts';

const marks = { start: 1, end: 2 };
/** One piece per letter, so that the ids can be read. */
const letters = (word: string) => Array.from(word, (letter) => letter.charCodeAt(0));

describe('word pieces', () => {
  it('keeps where each word stood, whatever white space is between', () => {
    const { words, ids, wordOf } = piecesOf('  ab\n\tc ', letters, marks, 128);
    expect(words).toEqual([
      { start: 2, end: 4 },
      { start: 6, end: 7 },
    ]);
    expect(ids).toEqual([1, 97, 98, 99, 2]);
    expect(wordOf).toEqual([-1, 0, 0, 1, -1]);
  });

  it('stops before the word that does not fit, and leaves room for the mark at the end', () => {
    const { ids, words } = piecesOf('ab cd efg', letters, marks, 6);
    expect(ids).toHaveLength(6);
    expect(words).toHaveLength(2);
  });

  it('gives the marks alone for a text without words', () => {
    expect(piecesOf(' \n', letters, marks, 128)).toEqual({ ids: [1, 2], wordOf: [-1, -1], words: [] });
  });
});
