import type { Span } from '../evidence/span.ts';
import { redactedMark } from './mark.ts';
import { joinSpans, makeWordFinder } from './occurrences.ts';

/** The text with `redactedMark` in the place of each span (UTF-16 units). Spans that overlap or touch get one mark. */
export function redactSpans(text: string, spans: readonly Span[]): string {
  let redacted = '';
  let at = 0;
  for (const { start, end } of joinSpans(spans)) {
    if (start >= text.length) break;
    redacted += text.slice(at, start) + redactedMark;
    at = Math.min(end, text.length);
  }
  return redacted + text.slice(at);
}

/** Strikes the words: gives a text with `redactedMark` in the place of each occurrence, in whatever way it is written (`makeWordFinder`). */
export function makeRedactor(words: readonly string[]): (text: string) => string {
  const occurrences = makeWordFinder(words);
  return (text) => redactSpans(text, occurrences(text));
}

/** `makeRedactor` for one text. */
export const redactText = (text: string, words: readonly string[]): string => makeRedactor(words)(text);
