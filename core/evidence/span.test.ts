import { describe, expect, it } from 'vitest';
import { cutAtSpans } from './span.ts';

const shown = (text: string, spans: { start: number; end: number }[]) =>
  cutAtSpans(text, spans)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

describe('cutAtSpans', () => {
  it('marks the spans and keeps the rest', () =>
    expect(
      shown('MFA is on for all', [
        { start: 0, end: 3 },
        { start: 7, end: 9 },
      ]),
    ).toBe('[MFA] is [on] for all'));

  it('copes with spans that overlap, come unsorted or end after the text', () =>
    expect(
      shown('abcdef', [
        { start: 4, end: 99 },
        { start: 1, end: 3 },
        { start: 2, end: 4 },
      ]),
    ).toBe('a[bc][d][ef]'));

  it('shows the text unchanged for spans beyond it', () =>
    expect(shown('abc', [{ start: 50, end: 60 }])).toBe('abc'));
});
