import { backgroundOf } from './background.ts';
import { marksOf, type Mark } from './marks.ts';
import { eraseFrames, eraseRules } from './outlines.ts';
import { heightOf, rowByRow, type Grey, type Pixels, type Work } from './pixels.ts';

/** Ink up to this is the soft edge of something or the grain of a picture. */
const faintest = 12;
/** A mark whose darkest pixel has less ink cannot be read by people either. */
const unreadable = 32;
/** Median height of the marks of body text (13 to 16 CSS pixels) on a screen with one device pixel per CSS pixel. */
const usualLetter = 8.5;

/** The page as black letters on white, all with full contrast and without frames and rules, and its marks. */
export type CleanPage = { page: Grey; marks: Mark[] };

/**
 * Makes a screenshot readable for the engine. `scale` is device pixels per CSS pixel, see `measure`; `measured` is the picture's ink where
 * that is known at this scale, and is used up.
 */
export function* clean(picture: Pixels, scale: number, measured?: Grey): Work<CleanPage> {
  const ink = measured ?? (yield* inkOf(picture, scale));
  yield* eraseFrames(ink, scale);
  yield* eraseRules(ink, scale);
  const marks = yield* marksOf(ink, faintest);
  const page: Grey = { ...ink, data: new Uint8Array(ink.data.length).fill(255) };
  const readable: Mark[] = [];
  for (const [n, mark] of marks.entries()) {
    if (drawAtFullContrast(mark, ink, page)) readable.push(mark);
    if (n % 64 === 0) yield;
  }
  return { page, marks: readable };
}

/** `ink` is what `clean` takes again at this scale; undefined where it must be found anew. */
export type Measured = { scale: number; ink?: Grey };

/**
 * Device pixels per CSS pixel, judged by the height of the letters; at least 1, and 1 for a picture without text.
 * The browser's own figure is not enough: it leaves out how large the page sets its text, and a picture from
 * elsewhere has none.
 */
export function* measure(picture: Pixels): Work<Measured> {
  const ink = yield* inkOf(picture, 1);
  const heights = (yield* marksOf(ink, 60)).map(heightOf).filter((height) => height >= 5 && height <= 60);
  const median = heights.sort((a, b) => a - b)[heights.length >> 1] ?? usualLetter;
  const scale = Math.max(1, median / usualLetter);
  return scale === 1 ? { scale, ink } : { scale };
}

/** Distance of each pixel from the background it stands on, in the channel where it is largest. 0 is background. */
function* inkOf(picture: Pixels, scale: number): Work<Grey> {
  const { width, height, data } = picture;
  const background = yield* backgroundOf(picture, scale);
  const ink = new Uint8Array(width * height);
  yield* rowByRow(height, (y) => {
    for (let i = y * width; i < (y + 1) * width; i++) {
      const from = background[i]!;
      if (from < 0 || from === i) continue;
      const a = i * 4;
      const b = from * 4;
      ink[i] = Math.max(
        Math.abs(data[a]! - data[b]!),
        Math.abs(data[a + 1]! - data[b + 1]!),
        Math.abs(data[a + 2]! - data[b + 2]!),
      );
    }
  });
  return { width, height, data: ink };
}

const drawAtFullContrast = (mark: Mark, ink: Grey, page: Grey): boolean => {
  let darkest = 0;
  for (const i of mark.pixels) darkest = Math.max(darkest, ink.data[i]!);
  if (darkest < unreadable) return false;
  for (const i of mark.pixels) page.data[i] = 255 - (ink.data[i]! * 255) / darkest;
  return true;
};
