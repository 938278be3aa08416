import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandsOf } from './bands.ts';

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 4_000 }),
  height: fc.integer({ min: 1, max: 60_000 }),
});

describe('cutting a picture into bands', () => {
  it('takes a screenshot in one piece', () => {
    expect(bandsOf(1440, 900)).toEqual([{ top: 0, bottom: 900, from: 0, to: 900 }]);
  });

  it('counts every row exactly once, in order', () => {
    fc.assert(
      fc.property(sizes, ({ width, height }) => {
        const bands = bandsOf(width, height);
        expect(bands[0]?.from).toBe(0);
        expect(bands.at(-1)?.to).toBe(height);
        for (const [n, band] of bands.slice(1).entries()) expect(band.from).toBe(bands[n]?.to);
      }),
    );
  });

  it('has every line of up to 160 rows whole in the band that counts its middle', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.nat(),
        fc.integer({ min: 1, max: 160 }),
        ({ width, height }, seed, lineHeight) => {
          const top = seed % height;
          const bottom = Math.min(height, top + lineHeight);
          const middle = (top + bottom - 1) / 2;
          const counting = bandsOf(width, height).filter((band) => middle >= band.from && middle < band.to);
          expect(counting).toHaveLength(1);
          expect(counting[0]?.top).toBeLessThanOrEqual(top);
          expect(counting[0]?.bottom).toBeGreaterThanOrEqual(bottom);
        },
      ),
    );
  });

  it('keeps a band to a bounded number of pixels', () => {
    fc.assert(
      fc.property(sizes, ({ width, height }) => {
        for (const { top, bottom } of bandsOf(width, height))
          expect((bottom - top) * width).toBeLessThanOrEqual(Math.max(4_000_000, 640 * width));
      }),
    );
  });
});
