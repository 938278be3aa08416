import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { starts } from './tile-plan.ts';

const ratios = fc.constantFrom(0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3);

describe('the plan of tiles', () => {
  it('takes a page of one window in one tile', () => {
    expect(starts(900, 900, 1)).toEqual([0]);
    expect(starts(900, 300, 1)).toEqual([0]);
  });

  it('covers every device pixel, with neighbours that overlap, and ends at the end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 2_000 }),
        fc.integer({ min: 1, max: 30_000 }),
        ratios,
        (size, length, ratio) => {
          const plan = starts(size, length, ratio);
          expect(plan[0]).toBe(0);
          for (const [at, start] of plan.slice(1).entries()) {
            const before = plan[at] ?? 0;
            expect(start).toBeGreaterThan(before);
            expect(start).toBeLessThan(before + size);
          }
          expect(((plan.at(-1) ?? 0) + size) * ratio).toBeGreaterThanOrEqual(length * ratio - 0.75);
        },
      ),
    );
  });

  it('begins tiles where a CSS pixel is a whole number of device pixels', () => {
    for (const start of starts(900, 9_000, 0.8).slice(0, -1))
      expect(Number.isInteger(start * 0.8)).toBe(true);
  });
});
