/** Where words stand in a text, in whatever way they are written there. */
import type { Span } from '../evidence/span.ts';
import { decodedLayers, sourceSpan, type PlacedText } from './decoded-text.ts';
import { foldText, type Likeness } from './folded-text.ts';

/** Words of fewer letters must stand alone: "Li" is not in "List". Longer ones are struck within words too: "Novaks", "Novakové". */
const standsAloneBelow = 5;
/** Short numbers must have the same signs: 10.0.0.1 is not 10001, and not in 10.0.0.12. Cards and phones are written in many ways. */
const sameSignsBelow = 9;
/** Characters that may come between two letters of a value where it has none itself. */
const usualGap = 3;

/**
 * A word as it is looked for: `folded` to letters and digits. `core`: from its first to its last of them. `widestGap`: characters between two letters of it, at most. `head` and
 * `tail` are its signs at both ends, which are struck with it.
 */
export type Needle = {
  core: string;
  folded: string;
  standsAlone: boolean;
  sameSigns: boolean;
  widestGap: number;
  head: string;
  tail: string;
};

/** `undefined` for a word without letter and digit. */
export function needleOf(word: string, likeness: Likeness = 'exact'): Needle | undefined {
  const exact = foldText(word);
  const { text, starts, ends } = exact;
  if (text === '') return undefined;
  const sameSigns = text.length < sameSignsBelow && /\p{N}/u.test(text);
  // Chinese, Japanese, Thai and others put no blanks between words.
  const isSpaced = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u.test(text);
  const standsAlone = sameSigns || (isSpaced && text.length < standsAloneBelow) || /^\p{N}+$/u.test(text);
  const ownGap = Math.max(0, ...starts.slice(1).map((start, n) => start - ends[n]!));
  return {
    core: word.slice(starts[0], ends.at(-1)),
    folded: foldText(word, likeness).text,
    standsAlone,
    sameSigns,
    widestGap: Math.max(usualGap, ownGap),
    head: word.slice(0, starts[0]),
    tail: word.slice(ends.at(-1)),
  };
}

const tight = (text: string) => text.replaceAll(/\s+/g, '').toLowerCase();

function isOccurrence(text: string, { starts, ends }: PlacedText, from: number, needle: Needle): boolean {
  const to = from + needle.folded.length;
  for (let n = from + 1; n < to; n++) if (starts[n]! - ends[n - 1]! > needle.widestGap) return false;
  if (needle.sameSigns && tight(text.slice(starts[from], ends[to - 1])) !== tight(needle.core)) return false;
  if (!needle.standsAlone) return true;
  const touchesBefore = from > 0 && ends[from - 1]! >= starts[from]!;
  const touchesAfter = to < starts.length && starts[to]! <= ends[to - 1]!;
  return !touchesBefore && !touchesAfter;
}

/** Where the needle stands in a text, as spans of the text; `folded` is the text folded with the needle's likeness. */
export function* needleIn(text: string, folded: PlacedText, needle: Needle): Generator<Span> {
  const { head, tail, folded: letters } = needle;
  for (let at = folded.text.indexOf(letters); at >= 0; at = folded.text.indexOf(letters, at + 1)) {
    if (!isOccurrence(text, folded, at, needle)) continue;
    const { start, end } = sourceSpan(folded, at, at + letters.length);
    yield {
      start: text.startsWith(head, start - head.length) ? start - head.length : start,
      end: text.startsWith(tail, end) ? end + tail.length : end,
    };
  }
}

function* literallyIn(text: string, word: string): Generator<Span> {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    yield { start: at, end: at + word.length };
}

/** Spans without overlap, in order; those that touch become one. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (end > start) joined.push({ start, end });
  }
  return joined;
}

/**
 * Says where the words stand in a text: without regard to case, accents, blanks and signs between their letters, also
 * percent-encoded, as HTML character references or escaped as in JSON, up to three layers deep. Words of fewer than five letters and
 * numbers count only where they stand alone. Spans are in UTF-16 units of the text, in order, without overlap. Empty words are
 * nowhere.
 */
export function makeWordFinder(words: readonly string[]): (text: string) => Span[] {
  const forms = new Set(words.flatMap((word) => decodedLayers(word.trim()).map((layer) => layer.text)));
  forms.delete('');
  const needles = [...forms].map((form) => ({ form, needle: needleOf(form) }));
  return (text) => {
    if (needles.length === 0) return [];
    const spans: Span[] = [];
    for (const layer of decodedLayers(text)) {
      const folded = foldText(layer.text);
      for (const { form, needle } of needles) {
        // Most words are nowhere: the usual case must be the fast one.
        if (needle && !folded.text.includes(needle.folded)) continue;
        for (const { start, end } of needle
          ? needleIn(layer.text, folded, needle)
          : literallyIn(layer.text, form))
          spans.push(sourceSpan(layer, start, end));
      }
    }
    return joinSpans(spans);
  };
}
