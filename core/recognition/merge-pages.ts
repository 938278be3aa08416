/** One text for several pages that stand below each other in one picture. */
import type { DrawnPage } from './drawn-words.ts';
import { mostPlacedWords } from './page-text.ts';
import type { PageBlock, PageText } from './page-text.ts';

/** Where a page stands in the common picture, in its pixels. */
type Placed = { y: number; width: number; height: number };

/** As many as a page's text may have. */
const mostBlocks = 20_000;
/** Of all blocks together; a little more than the longest page. */
const mostCharacters = 4_000_000;

const sizeOf = (block: PageBlock) => JSON.stringify(block).length;

/** It stands where menus do, so that nobody takes it for something that the page says. */
const headingOf = (at: number, count: number): PageBlock => ({
  kind: 'heading',
  level: 1,
  text: `Page ${at + 1} of ${count}`,
  landmark: 'banner',
  inPicture: true,
});

/**
 * The texts one after the other, each below a heading with its number; `undefined` where no page has one. The words keep their places only
 * where those of all pages are known.
 */
export function mergePageTexts(
  pages: readonly (Placed & { text?: PageText | undefined })[],
): PageText | undefined {
  const first = pages.find(({ text }) => text)?.text;
  if (!first) return undefined;
  const blocks: PageBlock[] = [];
  let characters = 0;
  let truncated = false;
  for (const [at, { text }] of pages.entries()) {
    truncated ||= text?.truncated ?? false;
    for (const block of [headingOf(at, pages.length), ...(text?.blocks ?? [])]) {
      characters += sizeOf(block);
      if (blocks.length < mostBlocks && characters <= mostCharacters) blocks.push(block);
      else truncated = true;
    }
  }
  const words = pages.flatMap(({ text, y }) =>
    (text?.words ?? []).map((word) => ({ ...word, y: word.y + y })),
  );
  const arePlaced = pages.every(({ text }) => text?.words) && words.length <= mostPlacedWords;
  return {
    title: first.title,
    language: first.language,
    blocks,
    unreadableFrames: [...new Set(pages.flatMap(({ text }) => text?.unreadableFrames ?? []))].slice(0, 100),
    truncated,
    ...(arePlaced && { words }),
  };
}

/** CSS pixels by which rounding may set a page's picture and its window apart. */
const slack = 3;

/**
 * Which words the pages drew in the common picture of this size, in units of `ratio` pixels; bands, and pages of which that is not known,
 * may show anything. `undefined` where it is known of none.
 */
export function mergeDrawn(
  pages: readonly (Placed & { drawn?: DrawnPage | undefined })[],
  { width, height }: { width: number; height: number },
  ratio: number,
): DrawnPage | undefined {
  const merged: DrawnPage = {
    area: { x: 0, y: 0, width: width / ratio, height: height / ratio },
    words: [],
    opaque: [],
  };
  let end = 0;
  for (const page of pages) {
    merged.opaque.push({ x: 0, y: end / ratio, width: width / ratio, height: (page.y - end) / ratio });
    end = page.y + page.height;
    const own = page.drawn;
    const scale = own && own.area.width > 0 ? page.width / own.area.width : 0;
    if (!own || scale === 0 || Math.abs(page.height / scale - own.area.height) > slack) {
      const [x, y] = [0, page.y / ratio];
      merged.opaque.push({ x, y, width: page.width / ratio, height: page.height / ratio });
      continue;
    }
    const inStack = <Box extends DrawnPage['area']>(box: Box): Box => ({
      ...box,
      x: ((box.x - own.area.x) * scale) / ratio,
      y: ((box.y - own.area.y) * scale + page.y) / ratio,
      width: (box.width * scale) / ratio,
      height: (box.height * scale) / ratio,
    });
    merged.words.push(...own.words.map(inStack));
    merged.opaque.push(...own.opaque.map(inStack));
  }
  return merged.words.length > 0 ? merged : undefined;
}
