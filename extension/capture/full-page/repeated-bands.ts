/**
 * Tells a picture that shows the same part of a page twice. A browser can hand out an old picture for a new one, and one way of
 * taking a page in one shot is known to repeat its first window over and over; no such picture may become evidence.
 */

/** One number for each row of pixels: equal rows have equal numbers (FNV-1a over whole pixels). `pixels` are RGBA, `width` to a row. */
export function rowHashes(pixels: Uint32Array, width: number): Uint32Array {
  const rows = new Uint32Array(Math.floor(pixels.length / width));
  for (let row = 0, at = 0; row < rows.length; row += 1) {
    let hash = 0x811c9dc5;
    for (const end = at + width; at < end; at += 1) hash = Math.imul(hash ^ pixels[at]!, 0x01000193);
    rows[row] = hash;
  }
  return rows;
}

/** So many different rows has what can be told from something else: a blank or striped part looks the same everywhere, rightly. */
const tellingRows = 8;
const equalShare = 0.98;

/** True when two pictures show the same as far as both go; false when one is empty. */
export function looksSame(one: Uint32Array, other: Uint32Array): boolean {
  const rows = Math.min(one.length, other.length);
  let equal = 0;
  for (let row = 0; row < rows; row += 1) if (one[row] === other[row]) equal += 1;
  return rows > 0 && equal >= equalShare * rows;
}

/** True when two parts of a page of the same size look the same although they have something to show. */
export function looksRepeated(one: Uint32Array, other: Uint32Array): boolean {
  const rows = Math.min(one.length, other.length);
  return new Set(one.subarray(0, rows)).size >= tellingRows && looksSame(one, other);
}

/** True when a picture repeats a band of `bandHeight` rows directly below itself. The last band counts when half of it is there. */
export function hasRepeatedBands(rows: Uint32Array, bandHeight: number): boolean {
  for (let top = 0; top + 1.5 * bandHeight <= rows.length; top += bandHeight) {
    const next = rows.subarray(top + bandHeight, top + 2 * bandHeight);
    if (looksRepeated(rows.subarray(top, top + bandHeight), next)) return true;
  }
  return false;
}

/**
 * True when `shifted`, taken after scrolling back by `by` rows, shows what `tile` shows, but `by` rows lower: then the page really
 * looks alike there, and the browser did draw it anew.
 */
export const isShifted = (tile: Uint32Array, shifted: Uint32Array, by: number): boolean =>
  looksSame(tile.subarray(0, Math.max(0, shifted.length - by)), shifted.subarray(by));
