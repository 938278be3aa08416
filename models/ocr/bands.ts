/**
 * A horizontal part of a picture. Rows `top` to `bottom - 1` are looked at; of what is found there, only lines whose
 * middle is in rows `from` to `to` (excluded) count. Neighbours overlap, so each line is whole in the band that counts it.
 */
export type Band = { top: number; bottom: number; from: number; to: number };

/** Pixels in a band: keeps the memory of a very tall picture to about 100 MB. */
const bandPixels = 4_000_000;
/** Rows two bands have in common, more than twice the height of the largest letters at three pixels per CSS pixel. */
const overlapRows = 320;

/** Cuts a picture into bands, top to bottom. Their `from`-`to` ranges cover every row exactly once. */
export const bandsOf = (
  width: number,
  height: number,
  pixels = bandPixels,
  overlap = overlapRows,
): Band[] => {
  const rows = Math.max(2 * overlap, Math.floor(pixels / Math.max(1, width)));
  const count = Math.max(1, Math.ceil((height - overlap) / (rows - overlap)));
  const step = rows - overlap;
  return Array.from({ length: count }, (_, n) => ({
    top: n * step,
    bottom: n === count - 1 ? height : n * step + rows,
    from: n === 0 ? 0 : n * step + overlap / 2,
    to: n === count - 1 ? height : (n + 1) * step + overlap / 2,
  }));
};
