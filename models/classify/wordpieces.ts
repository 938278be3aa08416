import type { Span } from '#core/evidence/span.ts';

/** The ids of one word's pieces, as the model's vocabulary has them. */
export type PiecesOf = (word: string) => readonly number[];

/** A text as the encoder takes it: `ids` with the two marks around them; `wordOf` names each id's word, -1 for the marks. */
export type Pieces = { ids: number[]; wordOf: number[]; words: Span[] };

/** The marks that BERT wants at the start and the end. */
export type Marks = { start: number; end: number };

/**
 * Cuts a text into word pieces and keeps where each word stood. Words are what white space separates: BERT's own
 * splitting begins there too, so the ids are the same as for the whole text. Stops before the word that would make more
 * than `maxTokens`; an empty text gives the two marks alone.
 */
export function piecesOf(text: string, piecesOfWord: PiecesOf, marks: Marks, maxTokens: number): Pieces {
  const ids = [marks.start];
  const wordOf = [-1];
  const words: Span[] = [];
  for (const match of text.matchAll(/\S+/g)) {
    const pieces = piecesOfWord(match[0]);
    if (ids.length + pieces.length + 1 > maxTokens) break;
    for (const id of pieces) {
      ids.push(id);
      wordOf.push(words.length);
    }
    words.push({ start: match.index, end: match.index + match[0].length });
  }
  ids.push(marks.end);
  wordOf.push(-1);
  return { ids, wordOf, words };
}
