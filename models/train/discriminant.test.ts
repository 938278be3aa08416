import { describe, expect, it } from 'vitest';
import { cholesky, discriminantOf, meanOf, solve } from './discriminant.ts';

const best = (scores: readonly number[]) => scores.indexOf(Math.max(...scores));

describe('linear discriminant', () => {
  it('solves a positive system', () => {
    const matrix = [[4], [2, 5], [1, 3, 6]].map((row) => Float64Array.from([...row, 0, 0].slice(0, 3)));
    const x = solve(cholesky(matrix), Float64Array.from([1, 2, 3]));
    const full = [
      [4, 2, 1],
      [2, 5, 3],
      [1, 3, 6],
    ];
    full.forEach((row, at) =>
      expect(row.reduce((sum, value, k) => sum + value * (x[k] ?? 0), 0)).toBeCloseTo(at + 1),
    );
  });

  it('refuses a matrix that is not positive', () => {
    expect(() => cholesky([Float64Array.from([-1])])).toThrow('positive');
  });

  it('listens to the axis where classes differ and not to the one where texts of a class do', () => {
    const left = [-3, -1, 1, 3].map((noise) => Float32Array.from([-0.5, noise]));
    const right = [-3, -1, 1, 3].map((noise) => Float32Array.from([0.5, noise + 1]));
    const centre = meanOf([...left, ...right], 2);
    const { directions, offsets } = discriminantOf([left, right], centre, 0.1);
    const classOf = (x: number[]) =>
      best(
        directions.map((d, at) => d.reduce((sum, value, k) => sum + value * (x[k] ?? 0), offsets[at] ?? 0)),
      );
    expect(classOf([-0.4, 4])).toBe(0);
    expect(classOf([0.4, -3])).toBe(1);
  });

  it('gives scores with a standard deviation of one over its own texts', () => {
    const classes = [0, 1, 2].map((at) =>
      [0.1, -0.1].map((e) =>
        Float32Array.from([at === 0 ? 1 + e : e, at === 1 ? 1 : e, at === 2 ? 1 - e : 0]),
      ),
    );
    const { directions, offsets } = discriminantOf(classes, meanOf(classes.flat(), 3), 1);
    const scores = classes
      .flat()
      .flatMap((x) =>
        directions.map((d, at) => d.reduce((sum, value, k) => sum + value * (x[k] ?? 0), offsets[at] ?? 0)),
      );
    const mean = scores.reduce((sum, value) => sum + value, 0) / scores.length;
    expect(scores.reduce((sum, value) => sum + (value - mean) ** 2, 0) / scores.length).toBeCloseTo(1);
  });
});
