/** A rectangle of a picture as RGBA bytes, row by row from the top: the shape of the browser's `ImageData`. */
export type Pixels = { width: number; height: number; data: Uint8ClampedArray };

/** One byte per pixel, row by row from the top. What the byte means is said where a `Grey` is made. */
export type Grey = { width: number; height: number; data: Uint8Array };

/** A box in pixels; `right` and `bottom` are the last column and row inside it. */
export type Box = { left: number; top: number; right: number; bottom: number };

export const widthOf = (box: Box): number => box.right - box.left + 1;
export const heightOf = (box: Box): number => box.bottom - box.top + 1;
export const middleOf = (box: Box): number => (box.top + box.bottom) / 2;

/** The smallest box around both. */
export const around = (a: Box, b: Box): Box => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

/**
 * Long pixel work is a generator that yields now and then, so that whoever runs it can let the page breathe.
 * Yields carry nothing; the result is the return value.
 */
export type Work<Result> = Generator<void, Result>;

/** Runs the work in one go. For tests and for places without a user interface. */
export const atOnce = <Result>(work: Work<Result>): Result => {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
};

/** Rows (or other small units) of work between two yields. */
export const rowsPerYield = 32;

/**
 * Calls `work` for each row, `rowsPerYield` of them at a time. The loop over a row's pixels stands in a plain function that way: in a
 * generator it takes several times as long.
 */
export function* rowByRow(rows: number, work: (row: number) => void): Work<void> {
  for (let row = 0; row < rows; row++) {
    work(row);
    if (row % rowsPerYield === 0) yield;
  }
}
