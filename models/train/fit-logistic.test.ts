import { describe, expect, it } from 'vitest';
import { fitLogistic } from './fit-logistic.ts';

describe('the fit of probabilities', () => {
  it('finds the shares that were seen', () => {
    const seen = [
      ...Array.from({ length: 100 }, (_, at) => ({ features: [1, 1], right: at < 80, weight: 1 })),
      ...Array.from({ length: 100 }, (_, at) => ({ features: [0, 1], right: at < 30, weight: 1 })),
    ];
    const { probabilityOf } = fitLogistic(seen);
    expect(probabilityOf({ features: [1, 1] })).toBeCloseTo(0.8, 3);
    expect(probabilityOf({ features: [0, 1] })).toBeCloseTo(0.3, 3);
  });

  it('counts by weight', () => {
    const { probabilityOf } = fitLogistic([
      { features: [1], right: true, weight: 3 },
      { features: [1], right: false, weight: 1 },
    ]);
    expect(probabilityOf({ features: [1] })).toBeCloseTo(0.75, 3);
  });

  it('refuses to learn from nothing', () => {
    expect(() => fitLogistic([])).toThrow('nothing');
  });
});
