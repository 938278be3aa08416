/** Where OCR text says a word with some letters wrong. */
import type { Span } from '../evidence/span.ts';
import { sourceSpan, type PlacedText } from './decoded-text.ts';
import type { Needle } from './occurrences.ts';

/** Shorter words have neighbours that differ by a letter: Mario, Maria. */
const shortest = 7;
/** From here on no two values of a page differ by as little as OCR misreads: tokens, IBANs, card numbers. */
const longEnoughToBeUnlike = 20;
/** One letter of so many may be read wrongly. */
const lettersPerError = 8;

/**
 * Spans of the text that differ from the needle by at most one letter in eight (approximate search after Sellers, "The theory and
 * computation of evolutionary distances", 1980). A word that was read rightly somewhere (`isReadRightly`) is looked for only
 * if it is so long that no other value is so near to it.
 */
export function misreadIn(folded: PlacedText, needle: Needle, isReadRightly: boolean): Span[] {
  const wanted = needle.folded;
  if (wanted.length < shortest || needle.sameSigns) return [];
  if (isReadRightly && wanted.length < longEnoughToBeUnlike) return [];
  // In short numbers each digit counts.
  if (/^\d+$/.test(needle.core) && wanted.length < 12) return [];
  const allowed = Math.max(1, Math.floor(wanted.length / lettersPerError));
  let best: { span: Span; errors: number } | undefined;
  const spans: Span[] = [];
  // `costs[j]`: the least number of errors of a run that ends here against the first j letters; `begins[j]`: where it begins.
  let costs = Array.from({ length: wanted.length + 1 }, (_, j) => j);
  let begins = costs.map(() => 0);
  for (let at = 0; at < folded.text.length; at++) {
    const [cost, begin] = [[0], [at + 1]];
    for (let j = 1; j <= wanted.length; j++) {
      const change = costs[j - 1]! + (folded.text[at] === wanted[j - 1] ? 0 : 1);
      const gain = costs[j]! + 1;
      const loss = cost[j - 1]! + 1;
      const least = Math.min(change, gain, loss);
      cost.push(least);
      begin.push(least === change ? begins[j - 1]! : least === gain ? begins[j]! : begin[j - 1]!);
    }
    [costs, begins] = [cost, begin];
    const errors = costs[wanted.length]!;
    if (errors > allowed || begins[wanted.length]! > at) continue;
    const span = sourceSpan(folded, begins[wanted.length]!, at + 1);
    // Runs that end a letter earlier or later are the same place: the one with the fewest errors is it.
    if (best && span.start < best.span.end) {
      if (errors < best.errors) best = { span, errors };
      continue;
    }
    if (best) spans.push(best.span);
    best = { span, errors };
  }
  if (best) spans.push(best.span);
  return spans;
}
