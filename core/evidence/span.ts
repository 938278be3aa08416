import * as v from 'valibot';

const offset = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A run of characters in a text: `start` inclusive, `end` exclusive, in UTF-16 units. */
export const spanSchema = v.object({ start: offset, end: offset });
export type Span = v.InferOutput<typeof spanSchema>;

/** A part of a text that lies in a span (`marked`) or between two; `at` is where it begins, in UTF-16 units. */
type Piece = { at: number; text: string; marked: boolean };

/** The text cut at the spans. Spans may overlap, lie outside or be empty: they come from a stored record. */
export function cutAtSpans(text: string, spans: readonly Span[]): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  const push = (to: number, marked: boolean) => {
    if (to > at) found.push({ at, text: text.slice(at, to), marked });
    at = Math.max(at, to);
  };
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    push(Math.min(span.start, text.length), false);
    push(Math.min(span.end, text.length), true);
  }
  push(text.length, false);
  return found;
}
