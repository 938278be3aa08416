import type { PictureBox } from '#core/redaction/redact-recognised-text.ts';

/** The size of a picture in its own pixels. */
export type PictureSize = { width: number; height: number };

/** No area may be so small that nobody could find it again. */
const least = 8;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** The area with whole pixels, inside the picture and not too small to be found. */
export function withinPicture(area: PictureBox, picture: PictureSize): PictureBox {
  const width = clamp(Math.round(area.width), least, picture.width);
  const height = clamp(Math.round(area.height), least, picture.height);
  return {
    x: clamp(Math.round(area.x), 0, picture.width - width),
    y: clamp(Math.round(area.y), 0, picture.height - height),
    width,
    height,
  };
}

/** The area between two corners, whichever way they lie. */
export const areaBetween = (from: { x: number; y: number }, to: { x: number; y: number }): PictureBox => ({
  x: Math.min(from.x, to.x),
  y: Math.min(from.y, to.y),
  width: Math.abs(to.x - from.x),
  height: Math.abs(to.y - from.y),
});

const directions: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The area after a key: arrows move it, with Shift they change its size, with Alt by single pixels. `undefined` for other keys. */
export function areaAfterKey(
  area: PictureBox,
  { key, shiftKey, altKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey'>,
): PictureBox | undefined {
  const direction = directions[key];
  if (!direction) return undefined;
  const [x, y] = direction.map((sign) => sign * (altKey ? 1 : 12)) as [number, number];
  return shiftKey
    ? { ...area, width: area.width + x, height: area.height + y }
    : { ...area, x: area.x + x, y: area.y + y };
}
