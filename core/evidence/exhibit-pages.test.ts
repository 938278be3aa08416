import { describe, expect, it } from 'vitest';
import { bandsOf, fitTogether, mostPages, stackPages } from './exhibit-pages.ts';

const size = (width: number, height: number) => ({ width, height });

describe('pages in one picture', () => {
  it('stand below their bands, as wide as the widest', () => {
    const stack = stackPages([size(900, 500), size(1200, 2_000), size(700, 100)], [40, 60, 40]);
    expect(stack).toEqual({ width: 1200, height: 2_740, tops: [40, 600, 2_640] });
    const pages = [500, 2_000, 100].map((height, at) => ({ y: stack.tops[at] ?? 0, height }));
    expect(bandsOf(pages, stack.width)).toEqual([
      { x: 0, y: 0, width: 1200, height: 40 },
      { x: 0, y: 540, width: 1200, height: 60 },
      { x: 0, y: 2_600, width: 1200, height: 40 },
    ]);
  });

  it('are refused where a canvas, the memory or the record could not hold them', () => {
    const many = (count: number, { width, height }: { width: number; height: number }) =>
      fitTogether(
        Array.from({ length: count }, () => ({ width, height })),
        80,
      );
    expect(many(31, size(1440, 900))).toBe(true);
    expect(many(32, size(1440, 900))).toBe(false);
    expect(many(2, size(9_000, 12_000))).toBe(false);
    expect(many(mostPages, size(800, 400))).toBe(true);
    expect(many(mostPages + 1, size(800, 400))).toBe(false);
  });
});
