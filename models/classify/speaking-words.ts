import type { Span } from '#core/evidence/span.ts';
import type { ModelHead } from './model-head.ts';
import { dot, type TextVector } from './text-vector.ts';

const maxWords = 8;
/** The words shown carry this share of all that speaks for the control. */
const enough = 0.6;

/** Words that join others. They take up meaning from their neighbours in the encoder, but tell a reader nothing. */
const joining = new Set(
  (
    'a an and any are as at be been but by can did do does for from had has have if in into is it its may more most must no not ' +
    'of off on or other our out over per shall she should so such than that the their them then there these they this to ' +
    'too up was we were what when which who will with would you your'
  ).split(' '),
);

/** The span without the punctuation around the word; nothing for joining words and for words without letters. */
function wordSpan(text: string, { start, end }: Span): Span | undefined {
  const match = /[\p{L}\p{N}].*[\p{L}\p{N}]|[\p{L}\p{N}]/u.exec(text.slice(start, end));
  if (match === null || !/\p{L}/u.test(match[0]) || joining.has(match[0].toLowerCase())) return undefined;
  return { start: start + match.index, end: start + match.index + match[0].length };
}

/**
 * The words of a passage that speak most for a control, in reading order, at most eight. Each word's part is exact, because
 * vector and score are both sums: its share of the vector along the control's direction, less that of the "no evidence"
 * direction, beyond what an average text has there.
 */
export function speakingWords(text: string, passage: TextVector, control: number, found: ModelHead): Span[] {
  const { directions, dimensions, controls, mean } = found;
  const none = controls.length * dimensions;
  const direction = directions
    .slice(control * dimensions, (control + 1) * dimensions)
    .map((value, at) => value - (directions[none + at] ?? 0));
  const average = dot(direction, 0, mean, 0, dimensions) / Math.max(1, passage.words.length);
  const parts = passage.words
    .map((word, at) => ({
      span: wordSpan(text, word),
      part: dot(direction, 0, passage.wordShares, at * dimensions, dimensions) - average,
    }))
    .filter(({ part }) => part > 0)
    .toSorted((left, right) => right.part - left.part);
  const shown: Span[] = [];
  let open = enough * parts.reduce((sum, { part }) => sum + part, 0);
  for (const { span, part } of parts) {
    if (shown.length >= maxWords || open <= 0) break;
    open -= part;
    if (span !== undefined) shown.push(span);
  }
  return shown.toSorted((left, right) => left.start - right.start);
}
