import { clean } from './clean.ts';
import type { Engine, ReadWord } from './engine.ts';
import { enlarge } from './enlarge.ts';
import { atOnce, type Box, type Grey, type Pixels } from './pixels.ts';

/** CSS pixels around the word that are looked at, so that the surface it stands on can be told from it. */
const surroundings = 24;
/** The same in pixels of the picture. */
export const reach = (scale: number): number => Math.round(surroundings * scale);
const margin = 20;

/** A rectangle of a picture, cut at its edges. */
export function cropped(picture: Pixels, { left, top, right, bottom }: Box): Pixels {
  const width = right - left + 1;
  const height = bottom - top + 1;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * picture.width + left) * 4;
    data.set(picture.data.subarray(from, from + width * 4), y * width * 4);
  }
  return { width, height, data };
}

const binarised = (line: Grey, threshold: number): Grey => ({
  ...line,
  data: line.data.map((value) => (value < threshold ? 0 : 255)),
});

const joined = (words: readonly ReadWord[]): string => words.map(({ text }) => text).join(' ');

/** The ways in which a word is looked at, the most trusty first. `page` is black on white with full contrast. */
const ways: readonly ((page: Grey, box: Box, scale: number) => Grey)[] = [
  (page, box, scale) => enlarge(page, box, Math.max(1, 2.5 / scale), margin),
  (page, box, scale) => enlarge(page, box, Math.max(1.5, 3.5 / scale), margin),
  (page, box, scale) => binarised(enlarge(page, box, Math.max(1.5, 3 / scale), margin), 150),
  (page, box, scale) => enlarge(page, box, Math.max(1, 1.8 / scale), margin),
];

/** Where a word stands, in pixels of the strip that holds it. */
export type Place = { box: Box; isEnough: (text: string) => boolean };

/** Reads the word in a box again, in several ways, until a reading is enough. */
export async function lookAt(
  strip: Pixels,
  { box, isEnough }: Place,
  scale: number,
  engine: Pick<Engine, 'readLine'>,
): Promise<string[]> {
  const by = reach(scale);
  const outer = {
    left: Math.max(0, box.left - by),
    top: Math.max(0, box.top - by),
    right: Math.min(strip.width - 1, box.right + by),
    bottom: Math.min(strip.height - 1, box.bottom + by),
  };
  const { page } = atOnce(clean(cropped(strip, outer), scale));
  const inner = {
    left: box.left - outer.left,
    top: box.top - outer.top,
    right: box.right - outer.left,
    bottom: box.bottom - outer.top,
  };
  const readings: string[] = [];
  for (const way of ways) {
    const text = joined(await engine.readLine(way(page, inner, scale)));
    readings.push(text);
    if (isEnough(text)) break;
  }
  return readings;
}
