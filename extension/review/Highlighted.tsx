import type { Span } from '#core/evidence/span.ts';

/** A passage with the words marked that speak for the control. Spans may overlap or lie outside; what is shown is the text itself. */
export function Highlighted({ text, spans }: { text: string; spans: readonly Span[] }) {
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (end <= at || start >= text.length) continue;
    const from = Math.max(start, at);
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, end)}</mark>);
    at = Math.min(end, text.length);
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
