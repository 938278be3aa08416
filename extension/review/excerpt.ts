import type { Span } from '#core/evidence/span.ts';

/** Characters that a person takes in at a glance. */
const longest = 260;
const before = 60;

/**
 * The part of a passage that shows most: it begins a little before the first span, at a word, and has at most 260 characters. What was
 * left out is marked by an ellipsis; spans are moved along, and those that lie outside are gone.
 */
export function excerptOf(text: string, spans: readonly Span[]): { text: string; spans: Span[] } {
  if (text.length <= longest) return { text, spans: [...spans] };
  const first = Math.min(...spans.map(({ start }) => start), text.length);
  const wanted = Math.max(0, Math.min(first - before, text.length - longest));
  const from = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1;
  const to =
    from + longest >= text.length ? text.length : Math.max(text.lastIndexOf(' ', from + longest), from + 1);
  const lead = from === 0 ? '' : '… ';
  const moved = spans
    .filter(({ start, end }) => start >= from && end <= to)
    .map(({ start, end }) => ({ start: start - from + lead.length, end: end - from + lead.length }));
  return { text: lead + text.slice(from, to) + (to === text.length ? '' : ' …'), spans: moved };
}
