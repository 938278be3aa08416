import { heightOf, widthOf, type Box, type Grey } from './pixels.ts';

/** Lobes of the Lanczos kernel: sharper than what a canvas offers, and the same in every browser. */
const lobes = 3;

/**
 * A piece of a page, `factor` times as large, with `margin` white pixels around it. Black on white in, black on white out.
 */
export const enlarge = (page: Grey, box: Box, factor: number, margin: number): Grey => {
  const across = taps(box.left, widthOf(box), page.width, factor);
  const down = taps(box.top, heightOf(box), page.height, factor);
  const firstRow = Math.max(0, box.top - lobes);
  const lastRow = Math.min(page.height - 1, box.bottom + lobes);
  const wide = new Float32Array(across.count * (lastRow - firstRow + 1));
  for (let y = firstRow; y <= lastRow; y++) {
    for (let x = 0; x < across.count; x++) {
      wide[(y - firstRow) * across.count + x] = weigh(across, x, page.data, y * page.width, 1);
    }
  }
  const width = across.count + 2 * margin;
  const height = down.count + 2 * margin;
  const data = new Uint8ClampedArray(width * height).fill(255);
  for (let y = 0; y < down.count; y++) {
    for (let x = 0; x < across.count; x++) {
      const value = weigh(down, y, wide, x - firstRow * across.count, across.count);
      data[(y + margin) * width + x + margin] = value;
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) };
};

type Taps = { count: number; at: Int32Array; weight: Float32Array };

/** For each enlarged pixel the `2 * lobes` originals it is made of and their weights, which add up to 1. */
const taps = (start: number, length: number, limit: number, factor: number): Taps => {
  const count = Math.max(1, Math.round(length * factor));
  const at = new Int32Array(count * 2 * lobes);
  const weight = new Float32Array(count * 2 * lobes);
  const end = Math.min(limit - 1, start + length - 1 + lobes);
  for (let n = 0; n < count; n++) {
    const centre = start + (n + 0.5) / factor - 0.5;
    const first = Math.floor(centre) - lobes + 1;
    let sum = 0;
    for (let t = 0; t < 2 * lobes; t++) {
      const w = lanczos(centre - (first + t));
      at[n * 2 * lobes + t] = Math.min(end, Math.max(0, start - lobes, first + t));
      weight[n * 2 * lobes + t] = w;
      sum += w;
    }
    for (let t = 0; t < 2 * lobes; t++) weight[n * 2 * lobes + t]! /= sum;
  }
  return { count, at, weight };
};

/** The weighted sum for the enlarged pixel `n`; original `at` stands in `values` at `from + at * step`. */
const weigh = (
  { at, weight }: Taps,
  n: number,
  values: Uint8Array | Float32Array,
  from: number,
  step: number,
): number => {
  let sum = 0;
  for (let t = n * 2 * lobes; t < (n + 1) * 2 * lobes; t++) sum += values[from + at[t]! * step]! * weight[t]!;
  return sum;
};

const lanczos = (x: number): number => {
  if (x === 0) return 1;
  if (Math.abs(x) >= lobes) return 0;
  const px = Math.PI * x;
  return (lobes * Math.sin(px) * Math.sin(px / lobes)) / (px * px);
};
