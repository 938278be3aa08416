import type { Mark } from './marks.ts';
import { around, heightOf, middleOf, widthOf, type Box } from './pixels.ts';

/** A piece of one line of text without a wide gap in it: a label, a table cell, a line of a paragraph. */
export type TextLine = Box & {
  /** How many letter-high marks it has: about its letters without dots and commas. */
  letters: number;
};

/**
 * Joins marks to lines of text, top to bottom. A gap of a space is bridged, one between columns is not. Marks higher than
 * 44 CSS pixels (pictures) and small ones that belong to no line are left out. `scale` is device pixels per CSS pixel.
 */
export const textLines = (marks: readonly Mark[], scale: number): TextLine[] => {
  const letters = marks
    .filter((mark) => heightOf(mark) >= 5 * scale && heightOf(mark) <= 44 * scale)
    .sort((a, b) => a.left - b.left);
  const small = marks.filter((mark) => heightOf(mark) < 5 * scale && widthOf(mark) <= 30 * scale);
  const lines = joinNeighbours(letters, scale);
  for (const mark of small) addToNearest(mark, lines);
  return lines.sort((a, b) => middleOf(a) - middleOf(b) || a.left - b.left);
};

/** Widest gap that is bridged anywhere, in CSS pixels: a bound for the search, above any space between words. */
const widestGap = 60;

const joinNeighbours = (letters: readonly Mark[], scale: number): TextLine[] => {
  const parent = letters.map((_, i) => i);
  const root = (of: number): number => {
    let i = of;
    while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  for (const [i, mark] of letters.entries()) {
    for (let j = i + 1; j < letters.length && letters[j]!.left <= mark.right + widestGap * scale; j++) {
      if (onOneLine(mark, letters[j]!, scale)) parent[root(j)] = root(i);
    }
  }
  const lines = new Map<number, TextLine>();
  for (const [i, mark] of letters.entries()) {
    const line = lines.get(root(i));
    const box = line ? around(line, mark) : around(mark, mark);
    lines.set(root(i), { ...box, letters: (line?.letters ?? 0) + 1 });
  }
  return [...lines.values()];
};

const onOneLine = (a: Mark, b: Mark, scale: number): boolean => {
  const lower = Math.min(heightOf(a), heightOf(b));
  const higher = Math.max(heightOf(a), heightOf(b));
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) + 1;
  const gap = b.left - a.right;
  // Inside a word a bracket may be twice as high as its neighbour. Across a space that would be an icon or a heading,
  // and what stands a few pixels off is another line that a mark between them touches.
  return gap <= lower / 2
    ? overlap >= lower / 2 && higher <= 2.3 * lower
    : overlap >= 0.6 * lower &&
        higher <= 1.65 * lower &&
        gap <= Math.max(8 * scale, 1.3 * Math.min(higher, 1.6 * lower));
};

/** Dots, commas, hyphens and accents go to the line they stand in, over or under. */
const addToNearest = (mark: Mark, lines: TextLine[]): void => {
  let best: TextLine | undefined;
  let nearest = Infinity;
  for (const line of lines) {
    const aside = Math.max(0, line.left - mark.right, mark.left - line.right);
    const apart = Math.max(0, line.top - mark.bottom, mark.top - line.bottom);
    if (aside > 0.8 * heightOf(line) || apart > 0.35 * heightOf(line)) continue;
    if (aside + 2 * apart < nearest) {
      nearest = aside + 2 * apart;
      best = line;
    }
  }
  if (best) Object.assign(best, around(best, mark));
};

/** Lines side by side as one row, rows from top to bottom, each from left to right: the order people read a console in. */
export const inRows = <Line extends Box>(lines: readonly Line[]): Line[][] => {
  const rows: { middle: number; height: number; lines: Line[] }[] = [];
  for (const line of lines.toSorted((a, b) => middleOf(a) - middleOf(b))) {
    const row = rows.at(-1);
    if (row && middleOf(line) - row.middle < Math.min(row.height, heightOf(line)) / 2) {
      row.lines.push(line);
      row.middle += (middleOf(line) - row.middle) / row.lines.length;
      row.height = Math.max(row.height, heightOf(line));
    } else rows.push({ middle: middleOf(line), height: heightOf(line), lines: [line] });
  }
  return rows.map((row) => row.lines.sort((a, b) => a.left - b.left));
};
