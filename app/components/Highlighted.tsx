import { cutAtSpans } from '#core/evidence/span.ts';
import type { Span } from '#core/evidence/span.ts';

export function Highlighted({ text, spans }: { text: string; spans: readonly Span[] }) {
  return cutAtSpans(text, spans).map((piece) =>
    piece.marked ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
  );
}
