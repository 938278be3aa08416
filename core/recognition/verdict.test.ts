import { describe, expect, it } from 'vitest';
import { readsAs } from './verdict.ts';

describe('a reading of an identifier of random signs', () => {
  it.each([
    ['5f87bd4xa2ke9nt', '5f87bd4xa2kednt'],
    ['a8rzphe6nqghcyw', 'a8rzpheéngghcyw'],
    ['zceukrojyjs4tvt', 'zceukrojyjsatvt'],
  ])('shows %s as OCR misreads it: %s', (word, reading) => {
    expect(readsAs(word, reading)).toBe(true);
  });

  it.each([
    ['5f87bd4xa2ke9nt', '5f87bd4xa3kd7nt'],
    ['2026-11-29T09:53:55Z', '2026-11-29T09:58:55Z'],
    ['2026-11-29', '2026-11-26'],
    ['203.0.113.25', '203.0.113.26'],
    ['90', '30'],
  ])('is another one than %s: %s', (word, reading) => {
    expect(readsAs(word, reading)).toBe(false);
  });
});
