import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt.ts';

const words = Array.from({ length: 120 }, (_, at) => `word${at}`).join(' ');
const spanOf = (text: string, word: string) => ({
  start: text.indexOf(word),
  end: text.indexOf(word) + word.length,
});

describe('excerptOf', () => {
  it('leaves a short passage as it is', () => {
    expect(excerptOf('MFA: required', [{ start: 0, end: 3 }])).toEqual({
      text: 'MFA: required',
      spans: [{ start: 0, end: 3 }],
    });
  });

  it('shows the place where the words are, and marks what it left out', () => {
    const { text, spans } = excerptOf(words, [spanOf(words, 'word70'), spanOf(words, 'word73')]);
    expect(text.startsWith('… word')).toBe(true);
    expect(text.endsWith(' …')).toBe(true);
    expect(text.length).toBeLessThanOrEqual(266);
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['word70', 'word73']);
  });

  it('drops words that lie too far from the first', () => {
    const { text, spans } = excerptOf(words, [spanOf(words, 'word1 '), spanOf(words, 'word110')]);
    expect(text.startsWith('word0')).toBe(true);
    expect(spans).toHaveLength(1);
  });

  it('shows the end when the words are there, and a passage without words from its start', () => {
    expect(excerptOf(words, [spanOf(words, 'word119')]).text.endsWith('word119')).toBe(true);
    expect(excerptOf('x'.repeat(1_000), []).text.length).toBeLessThanOrEqual(266);
  });
});
