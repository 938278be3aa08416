import type { PictureEvidence } from './picture-evidence.ts';

/** Steps of a channel: less is the grain of a gradient or of compression. */
const faint = 14;

type Pixels = NonNullable<ReturnType<PictureEvidence['pixels']>>;

/** For each column how many of its pixels differ clearly from their left neighbour. */
function edgesByColumn({ width, height, data }: Pixels): Uint16Array {
  const edges = new Uint16Array(width);
  for (let y = 0; y < height; y++) {
    for (let x = 1; x < width; x++) {
      const at = (y * width + x) * 4;
      const step = Math.max(
        Math.abs(data[at]! - data[at - 4]!),
        Math.abs(data[at + 1]! - data[at - 3]!),
        Math.abs(data[at + 2]! - data[at - 2]!),
      );
      if (step > faint) edges[x]! += 1;
    }
  }
  return edges;
}

/**
 * True when something is drawn in the box: some row has neighbours of clearly different colour. A plain surface, also one that
 * gets darker from top to bottom or from left to right, has no ink.
 */
export const hasInk = (pixels: Pixels): boolean =>
  edgesByColumn(pixels).reduce((sum, edges) => sum + edges, 0) >= 3;

/** The share of the box, from the first column with ink to the last one; 0 where there is none. */
export function inkWidth(pixels: Pixels): number {
  const edges = edgesByColumn(pixels);
  const first = edges.findIndex((count) => count > 0);
  return first < 0 ? 0 : (edges.findLastIndex((count) => count > 0) - first + 1) / pixels.width;
}

/** The widest distance between two pixels of the box in one channel, 0 to 255: letters that hardly show have little. */
export function contrastOf({ data }: Pixels): number {
  let widest = 0;
  for (let channel = 0; channel < 3; channel++) {
    let [least, most] = [255, 0];
    for (let at = channel; at < data.length; at += 4) {
      least = Math.min(least, data[at]!);
      most = Math.max(most, data[at]!);
    }
    widest = Math.max(widest, most - least);
  }
  return widest;
}
