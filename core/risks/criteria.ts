/**
 * How an organisation measures its risks (ISO/IEC 27001:2022, 6.1.2 a): the steps of likelihood and consequence with what each
 * means, the level that a pair of steps comes to, and up to which level a risk may be accepted.
 */
import * as v from 'valibot';

const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));
const stepSchema = v.object({ label, description: v.pipe(v.string(), v.trim(), v.maxLength(500)) });
const scaleSchema = v.pipe(v.array(stepSchema), v.minLength(3), v.maxLength(5));
const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4));

export const riskCriteriaSchema = v.pipe(
  v.object({
    /** Grows with each saved change; what was accepted under another version has to be looked at again. */
    version: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
    likelihood: scaleSchema,
    consequence: scaleSchema,
    /** From the least to the worst. */
    levels: scaleSchema,
    /** The index of the level, by step of likelihood and then of consequence, both counted from 0. */
    matrix: v.pipe(v.array(v.pipe(v.array(index), v.maxLength(5))), v.maxLength(5)),
    /** The index of the worst level at which a risk may be accepted. */
    acceptUpTo: index,
  }),
  v.check(
    ({ likelihood, consequence, levels, matrix, acceptUpTo }) =>
      acceptUpTo < levels.length &&
      matrix.length === likelihood.length &&
      matrix.every((row) => row.length === consequence.length && row.every((level) => level < levels.length)),
    'the matrix does not fit the scales',
  ),
);

export type RiskCriteria = v.InferOutput<typeof riskCriteriaSchema>;
export type ScaleStep = RiskCriteria['likelihood'][number];

/** Steps counted from 1 in the order of the scale; 0 where nobody has scored yet. */
export type Score = { likelihood: number; consequence: number };

const scale = (...steps: readonly [label: string, description: string][]): ScaleStep[] =>
  steps.map(([name, description]) => ({ label: name, description }));

const likelihood = scale(
  ['Rare', 'Nobody here has seen it; less than once in ten years.'],
  ['Unlikely', 'It has happened to others like us; once in three to ten years.'],
  ['Possible', 'It may well happen; once in one to three years.'],
  ['Likely', 'Expected about once a year.'],
  ['Frequent', 'Expected several times a year, or it happens already.'],
);
const consequence = scale(
  ['Negligible', 'A nuisance inside one team; over within the day.'],
  ['Minor', 'Noticed by a few customers; some days of extra work.'],
  [
    'Serious',
    'A customer is harmed or a contract is breached; up to a month of work or 2 % of yearly revenue.',
  ],
  ['Major', 'Many customers are harmed or an authority must be told; up to 10 % of yearly revenue.'],
  ['Severe', 'The company may not survive it, or people come to lasting harm.'],
);
const levels = scale(
  ['Low', 'Watch it at the yearly review.'],
  ['Moderate', 'Treat it where that is worth the effort.'],
  ['High', 'Treat it with a plan, an owner and a date.'],
  ['Critical', 'Act at once; management decides.'],
);

/** The levels of a scale that was just made, longer or shorter: the higher the product of two steps, the worse. */
export function suggestedMatrix(rows: number, columns: number, levelCount: number): number[][] {
  const least = Math.sqrt(1 / (rows * columns));
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const root = Math.sqrt(((row + 1) * (column + 1)) / (rows * columns));
      return Math.min(levelCount - 1, Math.floor(((root - least) / (1 - least)) * levelCount));
    }),
  );
}

/** What holds until an organisation writes its own: five by five, four levels, moderate risks may be accepted. */
export const defaultCriteria: RiskCriteria = {
  version: 1,
  likelihood,
  consequence,
  levels,
  matrix: suggestedMatrix(5, 5, 4),
  acceptUpTo: 1,
};

/** The index of the score's level; undefined while a part is not scored or lies outside the scale. */
export const levelOf = (criteria: RiskCriteria, score: Score): number | undefined =>
  criteria.matrix[score.likelihood - 1]?.[score.consequence - 1];

/** Whether a risk at this score may be accepted; never while it has no level. */
export function isAcceptable(criteria: RiskCriteria, score: Score): boolean {
  const level = levelOf(criteria, score);
  return level !== undefined && level <= criteria.acceptUpTo;
}
