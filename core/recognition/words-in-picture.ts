import type { PageText } from './page-text.ts';

type Area = { x: number; y: number; width: number; height: number };

const isWithin = (word: Area, area: Area): boolean =>
  word.x >= area.x &&
  word.y >= area.y &&
  word.x + word.width <= area.x + area.width &&
  word.y + word.height <= area.y + area.height;

/**
 * The page's text with the places of its words in pixels of the picture: `scale` pixels are one of the units that they are in. Whole
 * pixels, outwards. Where the picture shows `area` alone, in the same units, places are from its corner, and words that do not lie
 * within have none.
 */
export function wordsInPicture(page: PageText, scale: number, area?: Area): PageText {
  const { words, ...rest } = page;
  if (!words) return page;
  const shown = area ? words.filter((word) => isWithin(word, area)) : words;
  const [fromLeft, fromTop] = [Math.floor((area?.x ?? 0) * scale), Math.floor((area?.y ?? 0) * scale)];
  const placed = shown.map(({ text, x, y, width, height }) => {
    const [left, top] = [Math.floor(x * scale), Math.floor(y * scale)];
    return {
      text,
      x: left - fromLeft,
      y: top - fromTop,
      width: Math.ceil((x + width) * scale) - left,
      height: Math.ceil((y + height) * scale) - top,
    };
  });
  return { ...rest, words: placed };
}
