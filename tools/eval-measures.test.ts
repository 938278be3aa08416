import { describe, expect, it } from 'vitest';
import { measuresOf, measuresToText, type Judged } from './eval-measures.ts';

const judged = (acceptable: string[], ranked: string[], first: number, abstained = false): Judged => ({
  acceptable,
  ranked,
  probability: ranked.map((_, at) => first / (at + 1)),
  abstained,
});

describe('measures of an evaluation', () => {
  it('counts any acceptable control, and its place', () => {
    const measures = measuresOf([
      judged(['A.8.5', 'A.5.17'], ['A.5.17', 'A.8.5', 'A.8.2', 'A.5.1'], 0.9),
      judged(['A.8.13'], ['A.8.14', 'A.8.13', 'A.8.2', 'A.5.1'], 0.4),
      judged(['A.5.1'], ['A.8.14', 'A.8.13', 'A.8.2', 'A.5.1'], 0.4, true),
      judged(['A.7.4'], ['A.8.14', 'A.8.13', 'A.8.2', 'A.5.1'], 0.6),
    ]);
    expect(measures).toMatchObject({
      evidence: 4,
      any: { top1: 0.25, top3: 0.5, mrr: (1 + 0.5 + 0.25) / 4 },
      primary: { top1: 0, top3: 0.5, mrr: (0.5 + 0.5 + 0.25) / 4 },
      wronglyRefused: 0.25,
    });
    expect(measures.shownRight).toBe(0.5);
  });

  it('keeps pages without evidence apart, and forgives leaving out what may be left out', () => {
    const measures = measuresOf([
      judged(['none'], ['A.8.5'], 0.1, true),
      judged(['none', 'A.8.5'], ['A.8.5'], 0.7),
      judged(['A.8.9', 'none'], ['A.8.9'], 0.2, true),
    ]);
    expect(measures).toMatchObject({
      evidence: 1,
      noEvidence: 2,
      refused: 0.5,
      wronglyRefused: 0,
      any: { top1: 1 },
    });
  });

  it('says how far the scores are from the truth', () => {
    const half = [judged(['A.8.5'], ['A.8.5'], 0.52), judged(['A.8.5'], ['A.8.9'], 0.52)];
    expect(measuresOf(half).calibrationError).toBeCloseTo(0.02);
    expect(measuresOf([judged(['A.8.5'], ['A.8.9'], 1)]).calibrationError).toBe(1);
  });

  it('shows a dash where there is nothing to count', () => {
    expect(measuresToText(measuresOf([judged(['A.8.5'], ['A.8.5'], 0.9)]))).toContain(
      'no evidence (0): refused -',
    );
  });
});
