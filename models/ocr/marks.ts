import { rowsPerYield, type Box, type Grey, type Work } from './pixels.ts';

/** Ink that hangs together: a letter, a dot, an icon, a frame. `pixels` are indices into the picture it was found in. */
export type Mark = Box & { pixels: number[] };

/** All marks of more than `faintest` ink, by their topmost row. Diagonal neighbours belong together. */
export function* marksOf({ width, height, data }: Grey, faintest: number): Work<Mark[]> {
  const seen = new Uint8Array(width * height);
  const marks: Mark[] = [];
  let work = 0;
  for (let start = 0; start < data.length; start++) {
    if (start % (rowsPerYield * width) === 0) yield;
    if (seen[start] || data[start]! <= faintest) continue;
    const mark = collect(start, width, height, (i) => {
      if (seen[i] || data[i]! <= faintest) return false;
      seen[i] = 1;
      return true;
    });
    marks.push(mark);
    work += mark.pixels.length;
    if (work > rowsPerYield * 1_000) {
      work = 0;
      yield;
    }
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
