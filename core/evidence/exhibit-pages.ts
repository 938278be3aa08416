/**
 * An exhibit of several pages: one picture in which they stand one below the other, each below a band that says which it is. Here is where
 * each stands; drawing is left to the browser.
 */
import * as v from 'valibot';
import { populationSchema } from './population.ts';

/** More would be no clip that anybody looks through. */
export const mostPages = 50;

const pixels = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000));
const pageNumber = v.pipe(v.number(), v.integer(), v.minValue(1));

/** One page, with its place in the picture in pixels. Its band lies above it, below the end of the page before. */
export const exhibitPageSchema = v.object({
  url: v.pipe(v.string(), v.maxLength(8_192)),
  title: v.pipe(v.string(), v.maxLength(2_000)),
  /** UTC, when the browser had delivered this page's picture. */
  capturedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** False where the picture shows only what stood in the window. */
  isWhole: v.boolean(),
  y: pixels,
  width: v.pipe(pixels, v.minValue(1)),
  height: v.pipe(pixels, v.minValue(1)),
  /** Which page of how many it calls itself, where it does. */
  pager: v.optional(v.object({ page: pageNumber, of: pageNumber })),
  population: v.optional(populationSchema),
});
export const exhibitPagesSchema = v.pipe(v.array(exhibitPageSchema), v.minLength(1), v.maxLength(mostPages));
export type ExhibitPage = v.InferOutput<typeof exhibitPageSchema>;
export type Pager = NonNullable<ExhibitPage['pager']>;

type Size = { width: number; height: number };

/** Where pages with bands of these heights stand: `tops` are the rows at which the pages begin. */
export function stackPages(
  pages: readonly Size[],
  bandHeights: readonly number[],
): Size & { tops: number[] } {
  const tops: number[] = [];
  let height = 0;
  for (const [at, page] of pages.entries()) {
    height += bandHeights[at] ?? 0;
    tops.push(height);
    height += page.height;
  }
  return { width: Math.max(1, ...pages.map(({ width }) => width)), height, tops };
}

/** The band above each page of a picture of this width. */
export function bandsOf(
  pages: readonly Pick<ExhibitPage, 'y' | 'height'>[],
  width: number,
): { x: number; y: number; width: number; height: number }[] {
  return pages.map(({ y }, at) => {
    const before = pages[at - 1];
    const top = before ? before.y + before.height : 0;
    return { x: 0, y: top, width, height: y - top };
  });
}

/**
 * Rows that the pages and their bands may have together: a canvas holds 32,767 in every browser, and below the picture there must be room
 * for the banner.
 */
const mostRows = 31_000;
/** Pixels; larger ones cost more memory than a browser gives to an extension. */
export const mostPicturePixels = 200_000_000;

/** Whether pages of these sizes fit into one picture, each with a band no higher than that. */
export function fitTogether(pages: readonly Size[], bandHeight: number): boolean {
  const { width, height } = stackPages(
    pages,
    pages.map(() => bandHeight),
  );
  return pages.length <= mostPages && height <= mostRows && width * height <= mostPicturePixels;
}
