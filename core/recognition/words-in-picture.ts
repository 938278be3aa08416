import type { PageText } from './page-text.ts';

/**
 * The page's text with the places of its words in pixels of the picture: `scale` pixels are one of the units that they are in. Whole
 * pixels, outwards.
 */
export function wordsInPicture(page: PageText, scale: number): PageText {
  const { words, ...rest } = page;
  if (!words) return page;
  const placed = words.map(({ text, x, y, width, height }) => {
    const [left, top] = [Math.floor(x * scale), Math.floor(y * scale)];
    return {
      text,
      x: left,
      y: top,
      width: Math.ceil((x + width) * scale) - left,
      height: Math.ceil((y + height) * scale) - top,
    };
  });
  return { ...rest, words: placed };
}
