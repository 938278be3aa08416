import { describe, expect, it } from 'vitest';
import type { ModelHead } from './model-head.ts';
import { evidenceShareOf, logOddsOf, scoreControls } from './page-score.ts';

/** Three controls and "no evidence" along four axes. */
const head: ModelHead = {
  model: { name: 'axes', sha256: '' },
  dimensions: 4,
  calibration: { share: 1, anything: 0, length: 0, offset: 0 },
  threshold: 0.5,
  controls: ['A.5.1', 'A.5.2', 'A.5.3'],
  directions: Float32Array.from([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
  offsets: Float32Array.from([0, 0, 0.5, 0]),
  mean: new Float32Array(4),
};
const passage = (...vector: number[]) =>
  logOddsOf(head, { vector: Float32Array.from(vector), words: [], wordShares: new Float32Array() });

describe('scores of a page', () => {
  it('rank by the sum of the passages’ odds and name the passage that says most', () => {
    const scored = scoreControls([passage(0.9, 0, 0, 0), passage(0, 3, 0, 0), passage(0.8, 2, 0, 0)], head);
    expect(scored.map(({ index, passage: at }) => [index, at])).toEqual([
      [1, 1],
      [0, 0],
      [2, 0],
    ]);
    const odds = [Math.exp(0.9) + 1 + Math.exp(0.8), 1 + Math.exp(3) + Math.exp(2), 3 * Math.exp(0.5)];
    const all = odds.reduce((sum, value) => sum + value, 0);
    const share = (odds[1] ?? 0) / all;
    expect(scored[0]?.score).toBeCloseTo(share / (1 + share));
  });

  it('sink with the page’s odds of being evidence, as far as the calibration says', () => {
    const calibrated = { ...head, calibration: { share: 1, anything: 1, length: 0, offset: 0 } };
    const [plain] = scoreControls([passage(2, 0, 0, 0)], calibrated);
    const [menu] = scoreControls([passage(2, 0, 0, 4)], calibrated);
    expect(menu?.index).toBe(0);
    expect(menu?.score).toBeLessThan((plain?.score ?? 0) / 2);
  });

  it('hardly change because a page shows more that says nothing', () => {
    const one = [passage(3, 0, 0, 0)];
    const more = [...one, passage(0, 0, 0, 9)];
    const [alone] = scoreControls(one, head);
    const [among] = scoreControls(more, head);
    expect(among?.index).toBe(alone?.index);
    expect(among?.score).toBeCloseTo(alone?.score ?? 0, 3);
  });

  it('follow what people decided', () => {
    const [first] = scoreControls([passage(3, 0, 0, 0)], head, new Map([['A.5.2', 9]]));
    expect(first?.index).toBe(1);
  });

  it('are none for a page without passages', () => {
    expect(scoreControls([], head)).toEqual([]);
  });

  it('tell how much a passage looks like any evidence', () => {
    expect(evidenceShareOf(passage(0, 0, 0, 9))).toBeLessThan(0.01);
    expect(evidenceShareOf(passage(9, 0, 0, 0))).toBeGreaterThan(0.99);
  });
});
