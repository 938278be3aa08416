import { marksOf, type Mark } from './marks.ts';
import { heightOf, middleOf, rowByRow, widthOf, type Grey, type Work } from './pixels.ts';

/** Fainter ink than this is not followed when outlines are looked for. */
const faintest = 16;

/**
 * Erases what is drawn around text: borders of inputs, pills, buttons and tables, and empty check boxes. The engine
 * takes a short value alone in a bordered field for a picture and drops it. `scale` is device pixels per CSS pixel.
 */
export function* eraseFrames(ink: Grey, scale: number): Work<void> {
  const marks = yield* marksOf(ink, faintest);
  const label = new Int32Array(ink.data.length);
  for (const [n, mark] of marks.entries()) {
    for (const i of mark.pixels) label[i] = n + 1;
    if (n % 64 === 0) yield;
  }
  const content = marks
    .filter((mark) => heightOf(mark) > 4 * scale)
    .sort((a, b) => middleOf(a) - middleOf(b));
  const middles = content.map(middleOf);
  const isFrame = (mark: Mark, own: number) => {
    if (widthOf(mark) < 9 * scale || heightOf(mark) < 9 * scale) return false;
    if (isRectangle(mark, ink)) return true;
    if (mark.pixels.length > 0.4 * widthOf(mark) * heightOf(mark)) return false;
    for (let n = firstFrom(middles, mark.top); n < content.length && middles[n]! < mark.bottom; n++) {
      if (encloses(mark, content[n]!, own, label, ink.width)) return true;
    }
    return false;
  };
  const frames: Mark[] = [];
  for (const [n, mark] of marks.entries()) {
    if (isFrame(mark, n + 1)) frames.push(mark);
    if (n % 64 === 0) yield;
  }
  for (const frame of frames) for (const i of frame.pixels) ink.data[i] = 0;
}

const firstFrom = (sorted: readonly number[], value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The share of a side that corners leave over, however round they are. */
const straightShare = 0.62;
/** The share of a side's middle part that has ink. Thick stems fill as much of a side as a frame does, but leave gaps between them: N, m, u. */
const unbrokenShare = 0.9;

/** Straight and unbroken along all four sides, as no letter is. */
const isRectangle = (mark: Mark, ink: Grey): boolean => {
  let darkest = 0;
  for (const i of mark.pixels) darkest = Math.max(darkest, ink.data[i]!);
  const sides = [0, 0, 0, 0];
  const middles = [0, 0, 0, 0];
  const [across, down] = [middlePart(mark.left, mark.right), middlePart(mark.top, mark.bottom)];
  const count = (side: number, isMiddle: boolean) => {
    sides[side]! += 1;
    if (isMiddle) middles[side]! += 1;
  };
  for (const i of mark.pixels) {
    if (ink.data[i]! < darkest / 3) continue;
    const x = i % ink.width;
    const y = (i - x) / ink.width;
    const [inWidth, inHeight] = [isIn(x, across), isIn(y, down)];
    if (y === mark.top) count(0, inWidth);
    if (y === mark.bottom) count(1, inWidth);
    if (x === mark.left) count(2, inHeight);
    if (x === mark.right) count(3, inHeight);
  }
  const lengths = [widthOf(mark), widthOf(mark), heightOf(mark), heightOf(mark)];
  const parts = [across, across, down, down].map(({ from, to }) => to - from + 1);
  return sides.every(
    (inked, side) =>
      inked >= straightShare * lengths[side]! && middles[side]! >= unbrokenShare * parts[side]!,
  );
};

/** The part of a side between corners. */
const middlePart = (from: number, to: number) => {
  const corner = Math.ceil(((to - from + 1) * (1 - straightShare)) / 2);
  return { from: from + corner, to: to - corner };
};

const isIn = (at: number, { from, to }: { from: number; to: number }): boolean => at >= from && at <= to;

/** Whether the frame has ink to the left, right, above and below the middle of the other mark. */
const encloses = (frame: Mark, inner: Mark, own: number, label: Int32Array, width: number): boolean => {
  if (inner.left <= frame.left || inner.right >= frame.right) return false;
  if (inner.top <= frame.top || inner.bottom >= frame.bottom) return false;
  const x = (inner.left + inner.right) >> 1;
  const y = (inner.top + inner.bottom) >> 1;
  const inRow = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (label[y * width + at] === own) return true;
    return false;
  };
  const inColumn = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (label[at * width + x] === own) return true;
    return false;
  };
  return (
    inRow(frame.left, x) &&
    inRow(x + 1, frame.right + 1) &&
    inColumn(frame.top, y) &&
    inColumn(y + 1, frame.bottom + 1)
  );
};

type Direction = { outer: number; inner: number; outerStep: number; innerStep: number };

/**
 * Erases long thin strokes: rules between rows and columns, underlines, carets. What a letter has in common with them
 * is shorter or thicker. `scale` is device pixels per CSS pixel.
 */
export function* eraseRules(ink: Grey, scale: number): Work<void> {
  const { width, height } = ink;
  const across: Direction = { outer: height, inner: width, outerStep: width, innerStep: 1 };
  const down: Direction = { outer: width, inner: height, outerStep: 1, innerStep: width };
  const double = Math.max(2, Math.round(2 * scale));
  const gone = new Uint8Array(ink.data.length);
  yield* markThinRuns(ink.data, gone, across, 30 * scale, double);
  yield* markThinRuns(ink.data, gone, across, 20 * scale, Math.round(scale));
  yield* markThinRuns(ink.data, gone, down, 17 * scale, double);
  for (let i = 0; i < gone.length; i++) if (gone[i]) ink.data[i] = 0;
}

function* markThinRuns(
  ink: Uint8Array,
  gone: Uint8Array,
  way: Direction,
  shortest: number,
  thickest: number,
): Work<void> {
  const isThin = (i: number, line: number) => {
    let thickness = 1;
    for (let n = 1; line - n >= 0 && ink[i - n * way.outerStep]! > faintest; n++)
      if (++thickness > thickest) return false;
    for (let n = 1; line + n < way.outer && ink[i + n * way.outerStep]! > faintest; n++) {
      if (++thickness > thickest) return false;
    }
    return true;
  };
  const markThinParts = (line: number, from: number, to: number) => {
    let start = from;
    for (let at = from; at <= to; at++) {
      if (at < to && isThin(line * way.outerStep + at * way.innerStep, line)) continue;
      // Where a descender crosses an underline the run is thick for a moment; the parts between may be shorter.
      if (at - start >= 0.4 * shortest) {
        for (let n = start; n < at; n++) gone[line * way.outerStep + n * way.innerStep] = 1;
      }
      start = at + 1;
    }
  };
  yield* rowByRow(way.outer, (line) => {
    let start = 0;
    for (let at = 0; at <= way.inner; at++) {
      if (at < way.inner && ink[line * way.outerStep + at * way.innerStep]! > faintest) continue;
      if (at - start >= shortest) markThinParts(line, start, at);
      start = at + 1;
    }
  });
}
