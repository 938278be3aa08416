import { rowsPerYield, type Box, type Grey, type Work } from './pixels.ts';

/** Ink that hangs together: a letter, a dot, an icon, a frame. `pixels` are indices into the picture it was found in. */
export type Mark = Box & { pixels: number[] };

/** All marks of more than `faintest` ink, by their topmost row. Diagonal neighbours belong together. */
export function* marksOf({ width, height, data }: Grey, faintest: number): Work<Mark[]> {
  const seen = new Uint8Array(width * height);
  const marks: Mark[] = [];
  const take = (i: number) => {
    if (seen[i] !== 0 || data[i]! <= faintest) return false;
    seen[i] = 1;
    return true;
  };
  let pixels = 0;
  /** From `start` on, as far as a slice of work goes. */
  const scan = (start: number): number => {
    const end = Math.min(data.length, start + rowsPerYield * width);
    for (let i = start; i < end; i++) {
      if (data[i]! <= faintest || seen[i] !== 0) continue;
      const mark = collect(i, width, height, take);
      marks.push(mark);
      pixels += mark.pixels.length;
      if (pixels > rowsPerYield * 1_000) return i + 1;
    }
    return end;
  };
  for (let at = 0; at < data.length;) {
    pixels = 0;
    at = scan(at);
    yield;
  }
  return marks;
}

const collect = (start: number, width: number, height: number, take: (i: number) => boolean): Mark => {
  take(start);
  const pixels = [start];
  let left = width;
  let right = 0;
  let bottom = 0;
  // The list is its own queue: what is added at the end is looked at later.
  for (let at = 0; at < pixels.length; at++) {
    const i = pixels[at]!;
    const x = i % width;
    const y = (i - x) / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const j = ny * width + nx;
        if (take(j)) pixels.push(j);
      }
    }
  }
  return { left, right, top: Math.floor(start / width), bottom, pixels };
};
