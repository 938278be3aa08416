import type { Passage } from './control-classifier.ts';

/** A page gives at most this many passages. */
const maxPassages = 120;
/** A heading lends at most this many words to each passage below it. */
const headingWords = 12;

export const wordCount = (text: string): number => text.match(/\S+/g)?.length ?? 0;

/** The first `count` words, the white space between them made single. */
export const wordsUpTo = (text: string, count: number): string =>
  (text.match(/\S+/g) ?? []).slice(0, count).join(' ');

/** A heading as context: its first words, without the punctuation at its end. */
export const pieceOfHeading = (text: string): string =>
  wordsUpTo(text, headingWords).replace(/[\s:.,;–-]+$/, '');

/** The sentences of a text, each with its full stop. */
export const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?])\s+/).filter((piece) => piece.trim() !== '');

/**
 * Passages without repetition. Two that differ only in digits or case count as one: log lines with other times, rows with
 * other numbers. A passage without any letter is left out, one of more than `maxWords` words is cut.
 */
export function createPassageList(maxWords: number): { add(text: string): void; passages(): Passage[] } {
  const seen = new Set<string>();
  const passages: Passage[] = [];
  return {
    add: (text) => {
      const words = wordsUpTo(text, maxWords);
      const key = words.toLowerCase().replace(/\d+/g, '0');
      if (passages.length >= maxPassages || !/\p{L}{2}/u.test(words) || seen.has(key)) return;
      seen.add(key);
      passages.push({ text: words });
    },
    passages: () => passages,
  };
}
