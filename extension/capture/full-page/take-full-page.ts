import { takePicture } from '../take-picture.ts';
import type { Picture } from '../take-picture.ts';
import { walkPage } from './page-calls.ts';
import type { WalkedPage } from './page-calls.ts';
import type { Measure } from './page/walk.ts';
import { shotOf } from './stitch.ts';
import type { Stitch } from './stitch.ts';
import { takeTiles } from './tiles.ts';
import type { FullPageOptions } from './tiles.ts';

/** Pixels of the screen; the picture of a longer page ends there. */
export const maxPageHeight = 30_000;
/** Somebody else may use up the quota for some seconds; no tile is lost for that. */
const maxAttemptsPerTile = 20;

/** A tab that can be taken, as far as its full page is concerned. */
export type PageTab = { id: number; windowId: number };

export type FullPage = Picture & {
  tiles: number;
  /** How often neighbouring tiles did not agree: the page changed while it was taken. */
  seams: number;
  /** True when the page goes on below the picture's end. */
  isCut: boolean;
  /** The window's size, in CSS pixels. */
  viewport: { width: number; height: number };
  devicePixelRatio: number;
};

export const fullPageOf = async (stitch: Stitch, tiles: number, measure: Measure): Promise<FullPage> => ({
  ...(await stitch.picture()),
  tiles,
  seams: stitch.seams,
  isCut: measure.isCut,
  viewport: measure.window,
  devicePixelRatio: measure.devicePixelRatio,
});

/** What else is to be done with the page while it is held still, such as reading its text. */
export type WhileHeld = (page: WalkedPage) => Promise<void>;

/**
 * The whole page as one picture, by scrolling through it and putting the tiles together: of the document, or of the inner scroller that
 * holds the content, with what stands around it. Sticky and fixed parts stand in it once. The page is put back as it was, whatever
 * happens. Rejects with the signal's reason when cancelled, with `TabLeftError`, `PageGoneError` or `RepeatedBandsError`; then
 * nothing was kept.
 */
export async function takeFullPage(
  tab: PageTab,
  options: FullPageOptions = {},
  whileHeld?: WhileHeld,
): Promise<FullPage> {
  options.signal?.throwIfAborted();
  const { page, measure } = await walkPage(tab.id, maxPageHeight);
  const shoot = async () => {
    const { picture } = await takePicture(tab.id, tab.windowId, () => undefined, maxAttemptsPerTile);
    return shotOf(picture.bytes);
  };
  try {
    const { stitch, tiles } = await takeTiles(page, measure, shoot, options);
    await whileHeld?.(page);
    return await fullPageOf(stitch, tiles, measure);
  } finally {
    await page.end();
  }
}
