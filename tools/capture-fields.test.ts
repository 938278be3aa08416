import { describe, expect, it } from 'vitest';
import { fieldLinesOf, type CaptureWord } from './capture-fields.ts';

const word = (t: string, x: number, y: number, field = false): CaptureWord => ({
  t,
  x,
  y,
  w: t.length * 7,
  h: 16,
  ...(field && { src: 'field' }),
});

describe('what the fields of a capture hold', () => {
  it('stands beside the label before it', () => {
    const words = [word('Minimum', 20, 100), word('length:', 74, 100), word('14', 200, 101, true)];
    expect(fieldLinesOf(words)).toEqual(['Minimum length: 14']);
  });

  it('stands beside the label above it, words of one field together', () => {
    const words = [word('Schedule', 20, 80), word('every', 24, 104, true), word('night', 62, 104, true)];
    expect(fieldLinesOf(words)).toEqual(['Schedule: every night']);
  });

  it('stands alone where no label is near, and is nothing without fields', () => {
    expect(fieldLinesOf([word('Backups', 20, 20), word('on', 600, 400, true)])).toEqual(['on']);
    expect(fieldLinesOf([word('Backups', 20, 20)])).toEqual([]);
  });
});
