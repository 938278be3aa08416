/**
 * From the passages of one page to one score per control. A passage speaks for a control by the log-odds of the control
 * against "no evidence", and the best passage counts: a page shows one thing that matters among much that does not. The
 * same number ranks the controls and decides whether any is worth proposing. Other ways of adding passages up
 * were no better on the development texts and captures (models/train/README.md).
 */
import type { Directions } from './directions.ts';
import { dot, type TextVector } from './text-vector.ts';

export type ScoredControl = {
  /** The place in `Directions.controls`. */
  index: number;
  /** The place of the passage that speaks most for it. */
  passage: number;
  /** Between 0 and 1. */
  score: number;
};

/** One number per control: how much more the passage looks like evidence for it than like none. */
export function logOddsOf(
  { directions, offsets, dimensions, controls }: Directions,
  { vector }: TextVector,
): Float32Array {
  const all = offsets.map((offset, row) => offset + dot(directions, row * dimensions, vector, 0, dimensions));
  const none = all[controls.length] ?? 0;
  return all.subarray(0, controls.length).map((value) => value - none);
}

/** All controls, best first; equal ones in the order of Annex A. Nothing for a page without passages. */
export function scoreControls(
  logOdds: readonly Float32Array[],
  { calibration }: Directions,
): ScoredControl[] {
  const { slope, intercept } = calibration;
  const best = Array.from(logOdds[0] ?? [], (_, index) => bestPassage(logOdds, index));
  return best
    .toSorted((left, right) => right.value - left.value || left.index - right.index)
    .map(({ index, passage, value }) => ({
      index,
      passage,
      score: 1 / (1 + Math.exp(-(slope * value + intercept))),
    }));
}

function bestPassage(logOdds: readonly Float32Array[], index: number) {
  let value = -Infinity;
  let passage = 0;
  logOdds.forEach((row, at) => {
    const here = row[index] ?? -Infinity;
    if (here > value) {
      value = here;
      passage = at;
    }
  });
  return { index, passage, value };
}
