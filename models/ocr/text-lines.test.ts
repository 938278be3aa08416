import { describe, expect, it } from 'vitest';
import type { Mark } from './marks.ts';
import { inRows, textLines } from './text-lines.ts';

const mark = (left: number, top: number, width: number, height: number): Mark => ({
  left,
  top,
  right: left + width - 1,
  bottom: top + height - 1,
  pixels: [],
});
/** Marks as a word of `count` letters leaves them: 6 wide, 10 high, 2 apart. */
const word = (left: number, top: number, count: number): Mark[] =>
  Array.from({ length: count }, (_, n) => mark(left + n * 8, top, 6, 10));

describe('finding lines of text', () => {
  it('joins words across a space and keeps columns apart', () => {
    const lines = textLines([...word(10, 10, 4), ...word(46, 10, 5), ...word(200, 10, 3)], 1);
    expect(lines.map(({ left, right, letters }) => [left, right, letters])).toEqual([
      [10, 83, 9],
      [200, 221, 3],
    ]);
  });

  it('keeps two lines of a paragraph apart', () => {
    expect(textLines([...word(10, 10, 8), ...word(10, 24, 8)], 1)).toHaveLength(2);
  });

  it('gives the dot of an i and the full stop to their line', () => {
    const [line] = textLines([mark(18, 6, 2, 2), ...word(10, 10, 3), mark(34, 18, 2, 2)], 1);
    expect(line).toMatchObject({ left: 10, top: 6, right: 35, bottom: 19, letters: 3 });
  });

  it('leaves out pictures, and specks that belong to no line', () => {
    expect(textLines([mark(10, 10, 60, 60), mark(200, 200, 2, 2)], 1)).toEqual([]);
  });

  it('does not join an icon to the label beside it', () => {
    expect(textLines([mark(10, 2, 26, 26), ...word(40, 12, 5)], 1).map((line) => line.letters)).toEqual([
      1, 5,
    ]);
  });

  it('does not let an icon tie two lines together that it touches', () => {
    const lines = textLines([...word(10, 10, 4), mark(46, 10, 9, 18), ...word(60, 18, 6)], 1);
    expect(lines.map((line) => line.letters)).toEqual([4, 1, 6]);
  });

  it('measures in CSS pixels: the same page at twice the scale has the same lines', () => {
    const twice = (m: Mark) =>
      mark(m.left * 2, m.top * 2, (m.right - m.left + 1) * 2, (m.bottom - m.top + 1) * 2);
    const marks = [...word(10, 10, 4), ...word(46, 10, 5), ...word(200, 10, 3)];
    expect(textLines(marks.map(twice), 2).map((line) => line.letters)).toEqual([9, 3]);
  });
});

describe('putting lines in rows', () => {
  it('reads rows from top to bottom and each from left to right, even when cells are a little off', () => {
    const rows = inRows([mark(200, 11, 40, 10), mark(10, 40, 90, 10), mark(10, 10, 90, 10)]);
    expect(rows.map((row) => row.map(({ left, top }) => [left, top]))).toEqual([
      [
        [10, 10],
        [200, 11],
      ],
      [[10, 40]],
    ]);
  });
});
