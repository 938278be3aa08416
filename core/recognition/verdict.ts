/** What several readings of one word tell about it. */
import { alignTexts, foldLookAlikes, hasDigit } from './look-alike.ts';

/** From so many letters on, a single one that OCR sees otherwise is a misreading: no two words differ by as little. */
const longWord = 5;
/** The same for keys and hashes, in which digits and letters stand side by side: one sign of so many. */
const signsPerError = 12;
/** In an identifier of random signs, which no sense tells from each other, OCR errs more often. */
const randomSignsPerError = 7;
const leastRandom = 12;

/** One run of letters and digits in which they change at least twice: "5f87bd4xa2ke9nt", no date, version or address. */
const isRandom = (word: string): boolean =>
  word.length >= leastRandom &&
  /^[\p{L}\p{N}]+$/u.test(word) &&
  (word.match(/\p{L}+|\p{N}+/gu) ?? []).length >= 3;

/** Mostly digits: a time, an account, an address. Each counts. */
const isOfDigits = (word: string): boolean => {
  const [letters, digits] = [/\p{L}/gu, /\p{N}/gu].map((kind) => (word.match(kind) ?? []).length) as [
    number,
    number,
  ];
  return letters * 3 < digits;
};

/** What OCR may get wrong in a word before it counts as another one. */
function allowedEdits(word: string, folded: string, withDigits: boolean): number {
  if (withDigits && isRandom(word)) return Math.floor(folded.length / randomSignsPerError);
  if (withDigits)
    return folded.length < 16 || isOfDigits(word) ? 0 : Math.floor(folded.length / signsPerError);
  return folded.length < longWord ? 0 : Math.max(1, Math.floor(folded.length / 8));
}

/** True when the reading shows the word. A neighbour's letters may stand beside it, digits may not. */
export function readsAs(word: string, reading: string): boolean {
  const folded = foldLookAlikes(word);
  const read = foldLookAlikes(reading);
  if (read === folded) return true;
  if (reading.split(/\s+/).some((part) => foldLookAlikes(part) === folded)) return true;
  const withDigits = hasDigit(word) || hasDigit(reading);
  const besides = read.replace(folded, '');
  if (!withDigits && besides.length < read.length && besides.length <= 3) return true;
  return alignTexts(folded, read).edits <= allowedEdits(word, folded, withDigits);
}

/** So many different readings are enough to tell what a word is not. */
const leastUnlike = 3;

const isFarFrom = (folded: string, read: string): boolean =>
  folded.length >= 3 && alignTexts(folded, read).edits >= 0.7 * folded.length;

/** `shows`: the word that the pixels have instead. */
export type Verdict = 'agrees' | 'unread' | { shows: string };

/**
 * Judges the readings of one word: one that shows it is enough. Otherwise the pixels show another word when two readings agree on it,
 * or when none of at least three is anything like the word; else nobody knows.
 */
export function verdictOf(word: string, readings: readonly string[]): Verdict {
  if (readings.some((reading) => readsAs(word, reading))) return 'agrees';
  const folded = foldLookAlikes(word);
  const count = new Map<string, { times: number; text: string }>();
  for (const text of readings) {
    const key = foldLookAlikes(text);
    if (key === '') continue;
    const known = count.get(key);
    count.set(key, { times: (known?.times ?? 0) + 1, text: known?.text ?? text });
  }
  const [best] = [...count.values()].sort((a, b) => b.times - a.times);
  if (!best) return 'unread';
  const isUnlike = count.size >= leastUnlike && [...count.keys()].every((read) => isFarFrom(folded, read));
  return best.times >= 2 || isUnlike ? { shows: best.text } : 'unread';
}

/** True when the reading is the word with some of its letters left out at one end, as OCR drops them. */
export const isPartOf = (word: string, reading: string): boolean => {
  const [folded, read] = [foldLookAlikes(word), foldLookAlikes(reading)];
  return read.length < folded.length && (folded.startsWith(read) || folded.endsWith(read));
};

/** True when the reading is the word with some of its letters left out anywhere, as OCR loses pale ones. */
export function isThinned(word: string, reading: string): boolean {
  const read = foldLookAlikes(reading);
  let at = 0;
  for (const sign of foldLookAlikes(word)) if (sign === read[at]) at += 1;
  return at === read.length;
}
