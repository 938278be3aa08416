/** Draws the pages of one exhibit below each other, with the canvas that pages and workers have alike. */
import { bandsOf, stackPages } from './exhibit-pages.ts';
import type { ExhibitPage } from './exhibit-pages.ts';
import { bannerFonts, stampFontSize, wrapText } from './stamp.ts';

/** What a page's band says; the full address is on the record. */
type BandOf = Pick<ExhibitPage, 'url' | 'capturedAt'>;
type Box = { x: number; y: number; width: number; height: number };

const paper = '#eef0f3';
const ink = '#1b1b1f';
const rule = '#9a9aa6';
/** Lines for the address; what is longer ends in an ellipsis. */
const addressLines = 2;

const paddingOf = (fontSize: number) => Math.round(fontSize / 2);
const lineHeightOf = (fontSize: number) => Math.round(fontSize * 1.5);
const heightOf = (lines: number, fontSize: number) =>
  lines * lineHeightOf(fontSize) + 2 * paddingOf(fontSize);

/** The highest that a band gets on a screen of this pixel ratio. */
export const highestBand = (devicePixelRatio: number): number =>
  heightOf(1 + addressLines, stampFontSize(devicePixelRatio));

const useFont = (pen: OffscreenCanvasRenderingContext2D, fontSize: number, bold: boolean) => {
  pen.font = `${bold ? 600 : 400} ${fontSize}px ${bannerFonts}`;
};

function addressOf(
  { url }: BandOf,
  width: number,
  pen: OffscreenCanvasRenderingContext2D,
  fontSize: number,
): string[] {
  useFont(pen, fontSize, false);
  const room = Math.max(width - 2 * fontSize, fontSize);
  const lines = wrapText(url, room, (part) => pen.measureText(part).width);
  if (lines.length <= addressLines) return lines;
  return [...lines.slice(0, addressLines - 1), `${(lines[addressLines - 1] ?? '').slice(0, -1)}…`];
}

/** Draws the band of the page after `at` others into its box, over whatever was there. */
export function drawBand(
  pen: OffscreenCanvasRenderingContext2D,
  box: Box,
  page: BandOf,
  { at, count, fontSize }: { at: number; count: number; fontSize: number },
): void {
  const lineHeight = lineHeightOf(fontSize);
  pen.fillStyle = paper;
  pen.fillRect(box.x, box.y, box.width, box.height);
  pen.fillStyle = rule;
  pen.fillRect(box.x, box.y + box.height - 1, box.width, 1);
  pen.fillStyle = ink;
  pen.textAlign = 'left';
  const time = `${page.capturedAt.slice(0, 10)} ${page.capturedAt.slice(11, 19)} UTC`;
  const fitting = Math.max(1, Math.floor((box.height - 2 * paddingOf(fontSize)) / lineHeight));
  const lines = [
    `Page ${at + 1} of ${count}, ${time}`,
    ...addressOf(page, box.width, pen, fontSize).slice(0, fitting - 1),
  ];
  for (const [line, text] of lines.entries()) {
    useFont(pen, fontSize, line === 0);
    pen.fillText(text, box.x + fontSize, box.y + paddingOf(fontSize) + line * lineHeight + fontSize);
  }
}

type PageOfStack = BandOf & { picture: Blob; width: number; height: number };

/**
 * A PNG with the pages, pixel for pixel, one below the other, each below its band, and the row at which each begins. Narrower pages stand at
 * the left edge. Rejects when a picture cannot be decoded.
 */
export async function drawPages(
  pages: readonly PageOfStack[],
  devicePixelRatio: number,
): Promise<{ content: Blob; width: number; height: number; tops: number[] }> {
  const fontSize = stampFontSize(devicePixelRatio);
  const ruler = new OffscreenCanvas(1, 1).getContext('2d');
  if (!ruler) throw new Error('the browser gave no canvas for the pages');
  const widest = Math.max(...pages.map(({ width }) => width));
  const bandHeights = pages.map((page) =>
    heightOf(1 + addressOf(page, widest, ruler, fontSize).length, fontSize),
  );
  const { width, height, tops } = stackPages(pages, bandHeights);
  const canvas = new OffscreenCanvas(width, height);
  // In the computer's memory: a canvas on a graphics card ends at about 16,000 pixels.
  const pen = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!pen) throw new Error('the browser gave no canvas for the pages');
  pen.fillStyle = paper;
  pen.fillRect(0, 0, width, height);
  const placed = pages.map((page, at) => ({ ...page, y: tops[at] ?? 0 }));
  const bands = bandsOf(placed, width);
  for (const [at, page] of placed.entries()) {
    const bitmap = await createImageBitmap(page.picture, { colorSpaceConversion: 'none' });
    pen.drawImage(bitmap, 0, page.y);
    bitmap.close();
    drawBand(pen, bands[at]!, page, { at, count: pages.length, fontSize });
  }
  return { content: await canvas.convertToBlob({ type: 'image/png' }), width, height, tops };
}
