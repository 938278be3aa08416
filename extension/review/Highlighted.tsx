import { Fragment } from 'react';
import { cutAtSpans } from '#core/evidence/span.ts';
import type { Span } from '#core/evidence/span.ts';

/** A passage with the words marked that speak for the control. */
export function Highlighted({ text, spans }: { text: string; spans: readonly Span[] }) {
  return cutAtSpans(text, spans).map(({ at, text: part, marked }) =>
    marked ? <mark key={at}>{part}</mark> : <Fragment key={at}>{part}</Fragment>,
  );
}
