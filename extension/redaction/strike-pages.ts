/** What names the pages of a clip of several, in its picture and on its record. */
import { drawBand } from '#core/evidence/draw-pages.ts';
import { bandsOf } from '#core/evidence/exhibit-pages.ts';
import type { ExhibitPage } from '#core/evidence/exhibit-pages.ts';
import type { Provenance } from '#core/evidence/exhibit.ts';
import { stampFontSize } from '#core/evidence/stamp.ts';
import { redactAddress } from '#core/redaction/redact-address.ts';
import type { PictureBox } from '#core/redaction/redact-recognised-text.ts';
import { makeRedactor } from '#core/redaction/redact-text.ts';

/** The pages as the record may name them. */
export function strikePages(pages: readonly ExhibitPage[], words: readonly string[]): ExhibitPage[] {
  const strike = makeRedactor(words);
  return pages.map((page) => ({
    ...page,
    url: redactAddress(page.url, words),
    title: strike(page.title),
    ...(page.population?.said !== undefined && {
      population: { ...page.population, said: strike(page.population.said) },
    }),
  }));
}

type StruckBands = {
  /** Bands of which nothing may stay as it was. */
  boxes: PictureBox[];
  /** Draws them as the record names the pages now. */
  draw: (pen: OffscreenCanvasRenderingContext2D) => void;
};

/** The bands whose address was struck, in a picture of this width. */
export function struckBands(
  { pages = [], devicePixelRatio = 1 }: Provenance,
  words: readonly string[],
  width: number,
): StruckBands {
  const left = strikePages(pages, words);
  const fontSize = stampFontSize(devicePixelRatio);
  const struck = bandsOf(pages, width).flatMap((box, at) => {
    const page = left[at];
    return page && page.url !== pages[at]?.url ? [{ box, page, at }] : [];
  });
  return {
    boxes: struck.map(({ box }) => box),
    draw: (pen) => {
      for (const { box, page, at } of struck) drawBand(pen, box, page, { at, count: pages.length, fontSize });
    },
  };
}
