/**
 * From the passages of one page to one calibrated probability per control. The model gives each passage the log-odds of
 * each control against "no evidence"; a page's are the logarithm of the sum of its passages' odds, which is how the model was
 * trained (models/train/README.md). One passage that says something is enough, many that say nothing take nothing away.
 */
import type { AnnexControlId } from '#core/catalogue/control.ts';
import type { ModelHead } from './model-head.ts';
import { dot, type TextVector } from './text-vector.ts';

export type ScoredControl = {
  /** The place in `ModelHead.controls`. */
  index: number;
  /** The place of the passage that speaks most for it. */
  passage: number;
  /** Calibrated, between 0 and 1. */
  score: number;
};

/** One number per control: how much more the passage looks like evidence for it than like none, in nats. */
export function logOddsOf(
  { directions, offsets, dimensions, controls }: ModelHead,
  { vector }: TextVector,
): Float32Array {
  const all = offsets.map((offset, row) => offset + dot(directions, row * dimensions, vector, 0, dimensions));
  const none = all[controls.length] ?? 0;
  return all.subarray(0, controls.length).map((value) => value - none);
}

const logSumExp = (values: ArrayLike<number>): number => {
  const most = Math.max(...Array.from(values));
  return most + Math.log(Array.from(values).reduce((sum, value) => sum + Math.exp(value - most), 0));
};

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** How much a passage looks like any evidence at all, between 0 and 1. */
export const evidenceShareOf = (logOdds: Float32Array): number => logistic(logSumExp(logOdds));

/** A page's log-odds of each control against "no evidence", and of any control at all; `changes` is added to the former. */
export function pageLogOddsOf(
  passages: readonly Float32Array[],
  controls: readonly AnnexControlId[],
  changes: ReadonlyMap<AnnexControlId, number> = new Map(),
): { controls: number[]; evidence: number } {
  const each = controls.map(
    (control, index) =>
      logSumExp(passages.map((row) => row[index] ?? -Infinity)) + (changes.get(control) ?? 0),
  );
  return { controls: each, evidence: logSumExp(each) };
}

/**
 * All controls, best first; equal ones in the order of Annex A. Nothing for a page without passages. `changes` is added to
 * the page's log-odds (core/recognition/feedback.ts).
 */
export function scoreControls(
  passages: readonly Float32Array[],
  { calibration, controls }: Pick<ModelHead, 'calibration' | 'controls'>,
  changes?: ReadonlyMap<AnnexControlId, number>,
): ScoredControl[] {
  if (passages.length === 0) return [];
  const { controls: values, evidence } = pageLogOddsOf(passages, controls, changes);
  const { share, anything, length, offset } = calibration;
  const same = length * Math.log(passages.length) + offset;
  return values
    .map((value, index) => ({
      index,
      passage: bestPassage(passages, index),
      value,
      score: logistic(share * (value - evidence) + anything * evidence + same),
    }))
    .toSorted((left, right) => right.value - left.value || left.index - right.index)
    .map(({ index, passage, score }) => ({ index, passage, score }));
}

function bestPassage(logOdds: readonly Float32Array[], index: number): number {
  let best = 0;
  logOdds.forEach((row, at) => {
    if ((row[index] ?? -Infinity) > (logOdds[best]?.[index] ?? -Infinity)) best = at;
  });
  return best;
}
