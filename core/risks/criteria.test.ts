import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { RiskCriteria } from './criteria.ts';
import { defaultCriteria, isAcceptable, levelOf, riskCriteriaSchema, suggestedMatrix } from './criteria.ts';

const fits = (change: Partial<RiskCriteria>) => v.is(riskCriteriaSchema, { ...defaultCriteria, ...change });

describe('risk criteria', () => {
  it('begin with a set that fits, each step described', () => {
    expect(fits({})).toBe(true);
    const { likelihood, consequence, levels } = defaultCriteria;
    for (const { description } of [...likelihood, ...consequence, ...levels])
      expect(description.length).toBeGreaterThan(20);
  });

  it('have three to five steps, and a matrix that fits them', () => {
    const { likelihood, matrix } = defaultCriteria;
    expect(fits({ likelihood: likelihood.slice(0, 2), matrix: matrix.slice(0, 2) })).toBe(false);
    expect(fits({ likelihood: likelihood.slice(0, 3), matrix: matrix.slice(0, 3) })).toBe(true);
    expect(fits({ likelihood: likelihood.slice(0, 3) })).toBe(false);
    expect(fits({ matrix: matrix.map((row) => row.map(() => 4)) })).toBe(false);
    expect(fits({ acceptUpTo: 4 })).toBe(false);
  });

  it('suggest a matrix that never falls as a step grows, from the least level to the worst', () => {
    for (const [rows, columns, levels] of [
      [3, 3, 3],
      [4, 5, 4],
      [5, 5, 5],
    ] as const) {
      const matrix = suggestedMatrix(rows, columns, levels);
      matrix.forEach((row, at) => {
        expect(row).toEqual(row.toSorted((a, b) => a - b));
        row.forEach((level, column) => expect(level).toBeGreaterThanOrEqual(matrix[at - 1]?.[column] ?? 0));
      });
      expect(matrix[0]?.[0]).toBe(0);
      expect(matrix.at(-1)?.at(-1)).toBe(levels - 1);
    }
  });

  it('give a score its level, and none to one outside the scale', () => {
    expect(levelOf(defaultCriteria, { likelihood: 5, consequence: 5 })).toBe(3);
    expect(levelOf(defaultCriteria, { likelihood: 0, consequence: 3 })).toBeUndefined();
    expect(levelOf(defaultCriteria, { likelihood: 6, consequence: 3 })).toBeUndefined();
    expect(isAcceptable(defaultCriteria, { likelihood: 1, consequence: 1 })).toBe(true);
    expect(isAcceptable(defaultCriteria, { likelihood: 5, consequence: 5 })).toBe(false);
    expect(isAcceptable(defaultCriteria, { likelihood: 0, consequence: 0 })).toBe(false);
  });
});
