import { describe, expect, it } from 'vitest';
import type { Directions } from './directions.ts';
import { logOddsOf, scoreControls } from './page-score.ts';

/** Three controls and "no evidence" along four axes. */
const found: Directions = {
  model: { name: 'axes', sha256: '' },
  dimensions: 4,
  calibration: { slope: 1, intercept: 0 },
  threshold: 0.5,
  controls: ['A.5.1', 'A.5.2', 'A.5.3'],
  directions: Float32Array.from([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
  offsets: Float32Array.from([0, 0, 0.5, 0]),
  mean: new Float32Array(4),
};
const passage = (...vector: number[]) =>
  logOddsOf(found, { vector: Float32Array.from(vector), words: [], wordShares: new Float32Array() });

describe('scores of a page', () => {
  it('take the best passage of each control and say which it is', () => {
    const scored = scoreControls([passage(0.9, 0, 0, 0), passage(0, 3, 0, 0), passage(0.8, 2, 0, 0)], found);
    expect(scored.map(({ index, passage: at }) => [index, at])).toEqual([
      [1, 1],
      [0, 0],
      [2, 0],
    ]);
  });

  it('sink as far as a passage looks like no evidence', () => {
    const [plain] = scoreControls([passage(2, 0, 0, 0)], found);
    const [menu] = scoreControls([passage(2, 0, 0, 2)], found);
    expect(plain?.score).toBeCloseTo(1 / (1 + Math.exp(-2)));
    expect(menu?.index).toBe(0);
    expect(menu?.score).toBe(0.5);
  });

  it('never fall because a page shows more', () => {
    const one = [passage(1, 0, 0, 0)];
    const more = [...one, passage(0, 0, 0, 3)];
    expect(scoreControls(more, found)).toEqual(scoreControls(one, found));
  });

  it('are none for a page without passages', () => {
    expect(scoreControls([], found)).toEqual([]);
  });
});
