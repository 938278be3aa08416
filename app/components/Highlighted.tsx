import type { Span } from '#core/evidence/span.ts';

type Piece = { at: number; text: string; marked: boolean };

/** The text cut at the spans. Spans may overlap, lie outside or be empty: they come from a stored record. */
export function pieces(text: string, spans: readonly Span[]): Piece[] {
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

export function Highlighted({ text, spans }: { text: string; spans: readonly Span[] }) {
  return pieces(text, spans).map((piece) =>
    piece.marked ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
  );
}
