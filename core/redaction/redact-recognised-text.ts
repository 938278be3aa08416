/** Redaction of what OCR read, and of the places in the picture where it read it. */
import type { Span } from '../evidence/span.ts';
import type { PlacedWord } from '../recognition/page-text.ts';
import type { RecognisedText } from '../recognition/text-recogniser.ts';
import { sourceSpan, type PlacedText } from './decoded-text.ts';
import { foldText } from './folded-text.ts';
import { redactedMark } from './mark.ts';
import { misreadIn } from './misread-occurrences.ts';
import { joinSpans, needleIn, needleOf, type Needle } from './occurrences.ts';
import { redactSpans } from './redact-text.ts';

/** In pixels of the picture, origin top left. */
export type PictureBox = { x: number; y: number; width: number; height: number };

/** Pixels around a word: the soft edges of letters lie outside the box that OCR gives. */
const padding = 2;

/** Fewer letters than this before an ellipsis may begin many words. */
const leastBeforeEllipsis = 5;

/** Where a column was too narrow: "jane.doe@exam…" is the begin of what is looked for. */
function* cutOffIn(text: string, folded: PlacedText, { folded: wanted }: Needle): Generator<Span> {
  for (const { index, 0: dots } of text.matchAll(/…|\.{2,}/g)) {
    const before = folded.ends.findLastIndex((end) => end <= index) + 1;
    for (let length = Math.min(wanted.length - 1, before); length >= leastBeforeEllipsis; length--) {
      if (!folded.text.startsWith(wanted.slice(0, length), before - length)) continue;
      const { start, end } = sourceSpan(folded, before - length, before);
      if (index - end <= 1) yield { start, end: index + dots.length };
      break;
    }
  }
}

/** Where OCR text says one of the words, misread or cut off or not. */
function occurrencesInReading(text: string, words: readonly string[]): Span[] {
  const folded = foldText(text, 'look-alike');
  const needles = words
    .map((word) => needleOf(word, 'look-alike'))
    .filter((needle): needle is Needle => needle !== undefined);
  return joinSpans(
    needles.flatMap((needle) => {
      const plain = [...needleIn(text, folded, needle)];
      const misread = misreadIn(folded, needle, plain.length > 0);
      return [...plain, ...misread, ...cutOffIn(text, folded, needle)];
    }),
  );
}

const middleOf = ({ y, height }: PlacedWord) => y + height / 2;

/** Whether the second word follows the first on the same line of the picture. */
const isBeside = (word: PlacedWord, next: PlacedWord) =>
  next.x >= word.x && Math.abs(middleOf(word) - middleOf(next)) < Math.max(word.height, next.height) / 2;

/** The numbers of the words that each finding covers, one list for each line that it runs over. */
function struckRuns(words: readonly PlacedWord[], struck: readonly string[]): number[][] {
  const ends: number[] = [];
  let text = '';
  for (const word of words) {
    text += word.text;
    ends.push(text.length);
    text += ' ';
  }
  const runs: number[][] = [];
  for (const { start, end } of occurrencesInReading(text, struck)) {
    let run: number[] | undefined;
    for (const [at, word] of words.entries()) {
      const isStruck = ends[at]! > start && ends[at]! - word.text.length < end;
      if (!isStruck) continue;
      const before = run?.at(-1);
      // Two findings may lie in one word: "a@x.org,b@x.org".
      if (before === undefined && runs.at(-1)?.at(-1) === at) run = runs.at(-1);
      else if (run && before !== undefined && isBeside(words[before]!, word)) run.push(at);
      else runs.push((run = [at]));
    }
  }
  return runs;
}

function boxAround(words: readonly PlacedWord[]): PictureBox {
  const x = Math.min(...words.map((word) => word.x));
  const y = Math.min(...words.map((word) => word.y));
  const right = Math.max(...words.map((word) => word.x + word.width));
  const bottom = Math.max(...words.map((word) => word.y + word.height));
  return { x, y, width: right - x, height: bottom - y };
}

function padded({ x, y, width, height }: PictureBox): PictureBox {
  const [left, top] = [Math.max(0, Math.floor(x) - padding), Math.max(0, Math.floor(y) - padding)];
  return {
    x: left,
    y: top,
    width: Math.ceil(x + width) + padding - left,
    height: Math.ceil(y + height) + padding - top,
  };
}

/**
 * The boxes of the picture to fill so that the words cannot be read: whole pixels, two wider on each side (they may reach over the
 * picture's right and bottom edge), one for each line that a finding runs over. A word that holds one of them in part is covered
 * whole. `words` are those that OCR read or that the page placed; others have no box.
 */
export const boxesToFill = (words: readonly PlacedWord[], struck: readonly string[]): PictureBox[] =>
  struckRuns(words, struck).map((run) => padded(boxAround(run.map((at) => words[at]!))));

/** The words with those struck that say one of `struck`: the words of one finding become one, the mark made by `marked`, in their common box. */
function strikeWords<Word extends PlacedWord>(
  words: readonly Word[],
  struck: readonly string[],
  marked: (box: PictureBox) => Word,
): Word[] {
  const runs = struckRuns(words, struck);
  const runOf = new Map(runs.flatMap((run) => run.map((at) => [at, run] as const)));
  return words.flatMap((word, at) => {
    const run = runOf.get(at);
    if (!run) return [word];
    return run[0] === at ? [marked(boxAround(run.map((n) => words[n]!)))] : [];
  });
}

/** Words that the page placed, with those struck that say one of `struck`. */
export const redactPlacedWords = (words: readonly PlacedWord[], struck: readonly string[]): PlacedWord[] =>
  strikeWords(words, struck, (box) => ({ text: redactedMark, ...box }));

/**
 * What OCR read with the words struck, also where it split or misread them. The words of one finding become one word with the mark
 * and their common box; its confidence is 100, for it was not read.
 */
export function redactRecognisedText(recognised: RecognisedText, struck: readonly string[]): RecognisedText {
  const words = strikeWords(recognised.words, struck, (box) => ({
    text: redactedMark,
    ...box,
    confidence: 100,
  }));
  const text = redactSpans(recognised.text, occurrencesInReading(recognised.text, struck));
  return { ...recognised, text, words };
}
