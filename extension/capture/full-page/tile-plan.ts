/** Where to scroll to. Lengths are CSS pixels, `ratio` is device pixels per CSS pixel. */

/** What neighbouring tiles have in common, so that a page that moved between them is noticed. */
const overlap = 16;

const isWhole = (at: number, ratio: number): boolean => Math.abs(at * ratio - Math.round(at * ratio)) < 0.001;

/** The place next to `wanted`, going by `step` (1 or -1), that is a whole number of device pixels: only there tiles meet exactly. */
function wholeDevicePixel(wanted: number, step: 1 | -1, ratio: number): number {
  const first = step === 1 ? Math.ceil(wanted) : Math.floor(wanted);
  for (let at = first; at > 0 && Math.abs(at - wanted) < 64; at += step) if (isWhole(at, ratio)) return at;
  return Math.max(0, wanted);
}

/**
 * Where the tile after the one that ends at `covered` begins; undefined when the content ends there. `size` is what a tile shows. The
 * last one may begin a little too low: then the browser scrolls as far as it can.
 */
export function nextStart(covered: number, size: number, length: number, ratio: number): number | undefined {
  // Less than a device pixel is a rounding error.
  if (covered * ratio > length * ratio - 0.75) return undefined;
  const wanted = covered - Math.min(overlap, size / 2);
  const last = length - size;
  if (wanted < last) return wholeDevicePixel(wanted, -1, ratio);
  const begin = wholeDevicePixel(last, 1, ratio);
  // At some zooms such places lie far apart; a gap would be worse than a seam.
  return begin < covered ? begin : last;
}

/** All starts for content of this length. */
export function starts(size: number, length: number, ratio: number): number[] {
  const found = [0];
  for (let covered = size; ;) {
    const next = nextStart(covered, size, length, ratio);
    if (next === undefined || next + size <= covered) return found;
    found.push(next);
    covered = next + size;
  }
}
