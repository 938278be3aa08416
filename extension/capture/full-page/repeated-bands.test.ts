import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasRepeatedBands, isShifted, looksRepeated, rowHashes } from './repeated-bands.ts';

/** A page of rows that all differ, beginning with row `from`. */
const page = (rows: number, from = 0) =>
  Uint32Array.from({ length: rows }, (_, row) => Math.imul(from + row + 1, 2_654_435_761));

const joined = (...parts: Uint32Array[]) => Uint32Array.from(parts.flatMap((part) => [...part]));

describe('hashes of rows', () => {
  it('tell rows apart by a single pixel and find equal ones', () => {
    const width = 50;
    const pixels = new Uint32Array(3 * width).fill(0xffffffff);
    pixels[2 * width + 7] = 0xff000000;
    const [first, second, third] = rowHashes(pixels, width);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });
});

describe('the guard against repeated bands', () => {
  it('finds the first window tiled over the page, as captureBeyondViewport gives it', () => {
    const window = page(900);
    expect(hasRepeatedBands(joined(window, window, window), 900)).toBe(true);
  });

  it('finds one repeated tile in the middle of a right picture', () => {
    const repeated = page(600, 1_200);
    expect(hasRepeatedBands(joined(page(600), page(600, 600), repeated, repeated), 600)).toBe(true);
  });

  it('finds a cut repetition at the end', () => {
    const window = page(600);
    expect(hasRepeatedBands(joined(window, window.subarray(0, 320)), 600)).toBe(true);
  });

  it('lets every page pass whose rows differ', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 900 }), (rows, band) => {
        expect(hasRepeatedBands(page(rows), band)).toBe(false);
      }),
    );
  });

  it('lets blank parts pass, which look alike everywhere', () => {
    const blank = new Uint32Array(900).fill(7);
    expect(hasRepeatedBands(joined(page(900), blank, blank, blank), 900)).toBe(false);
  });
});

describe('a tile that looks like the one above', () => {
  // Lines of 30 rows each, all the same: a window of 600 rows looks the same after scrolling by 600.
  const lines = (rows: number, from: number) =>
    Uint32Array.from({ length: rows }, (_, row) => Math.imul(((from + row) % 30) + 1, 2_654_435_761));

  it('is genuine when the page, scrolled back by a little, shows it lower by as much', () => {
    const tile = lines(600, 1_200);
    expect(looksRepeated(lines(600, 600), tile)).toBe(true);
    expect(isShifted(tile, lines(600, 1_200 - 37), 37)).toBe(true);
  });

  it('is an old picture when that changes nothing', () => {
    const tile = lines(600, 1_200);
    expect(isShifted(tile, tile, 37)).toBe(false);
  });
});
