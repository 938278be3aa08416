/** Walks over the content tile by tile, whatever takes the pictures. */
import type { WalkedPage } from './page-calls.ts';
import type { Arrival, Measure } from './page/walk.ts';
import { isShifted, looksRepeated } from './repeated-bands.ts';
import { Stitch } from './stitch.ts';
import type { Shot } from './stitch.ts';
import { nextStart, starts } from './tile-plan.ts';

export type FullPageOptions = {
  /** After each tile: how many of how many are taken. The number of all may still change. */
  onProgress?: (tile: number, of: number) => void;
  signal?: AbortSignal;
};

/** The tiles do not show the page as it is; nothing was kept. */
export class RepeatedBandsError extends Error {
  override name = 'RepeatedBandsError';
}

/** The window does not keep its size. */
class WindowChangedError extends Error {
  override name = 'WindowChangedError';
}

/** A picture of the window as it stands now. */
export type Shoot = () => Promise<Shot>;

const triesPerTile = 3;
/** More parts side by side than this would be a drawing board, not a page. */
const mostColumns = 8;

type Tile = { shot: Shot; arrival: Arrival };

/** False while the window's size is changing, as when one of the browser's own bars comes or goes. */
const fits = ({ shot: { window }, arrival }: Tile, ratio: number): boolean =>
  // The page has whole CSS pixels, and the picture may have a part of one more.
  Math.abs(window.width - arrival.window.width * ratio) < Math.max(1, ratio) &&
  Math.abs(window.height - arrival.window.height * ratio) < Math.max(1, ratio);

/** One tile, taken again when the page moved by itself, or its window changed its size, while it was taken. */
async function takeTile(page: WalkedPage, shoot: Shoot, x: number, y: number, ratio: number): Promise<Tile> {
  for (let attempt = 1; ; attempt += 1) {
    const arrival = await page.goTo(x, y);
    const tile = { shot: await shoot(), arrival };
    const isRight = fits(tile, ratio);
    if (isRight && ((await page.stood()) || attempt >= triesPerTile)) return tile;
    if (attempt >= 3 * triesPerTile) throw new WindowChangedError();
    tile.shot.window.close();
  }
}

/** Scrolled back by a little, the page must show the tile's content lower by as much; else the browser did not draw it anew. */
async function isGenuine(
  page: WalkedPage,
  shoot: Shoot,
  stitch: Stitch,
  { shot, arrival }: Tile,
  ratio: number,
) {
  // Far enough to be more than a few rows, and no multiple of a usual row's height.
  const back = await takeTile(page, shoot, arrival.x, arrival.y - 37 / Math.max(1, Math.round(ratio)), ratio);
  const by = Math.round((arrival.y - back.arrival.y) * ratio);
  const genuine =
    by > 0 &&
    isShifted(stitch.rowsOf(shot.window, arrival), stitch.rowsOf(back.shot.window, back.arrival), by);
  back.shot.window.close();
  return genuine;
}

type RowsOfTile = { tile: Tile; rows: Uint32Array };

/**
 * The tile with its rows, once it is sure that they are not those of the tile `above`. A busy browser hands out its last picture for a
 * new one; when it is asked again, it has drawn the page.
 */
async function unlike(
  above: Uint32Array | undefined,
  taken: Tile,
  retake: () => Promise<Tile>,
  isRight: (tile: Tile) => Promise<boolean>,
  rowsOf: (tile: Tile) => Uint32Array,
): Promise<RowsOfTile> {
  let tile = taken;
  for (let attempt = 1; ; attempt += 1) {
    const rows = rowsOf(tile);
    if (!above || !looksRepeated(above, rows) || (await isRight(tile))) return { tile, rows };
    if (attempt >= triesPerTile) throw new RepeatedBandsError('two parts of the page came out the same');
    tile.shot.window.close();
    tile = await retake();
  }
}

/**
 * Takes all tiles of a measured page and puts them together. Rejects with `RepeatedBandsError` when tiles repeat each other although
 * the page was scrolled, with the signal's reason when cancelled, and with whatever `shoot` and the page reject with.
 */
export async function takeTiles(
  page: WalkedPage,
  measure: Measure,
  shoot: Shoot,
  { onProgress, signal }: FullPageOptions,
  around?: Shot,
): Promise<{ stitch: Stitch; tiles: number }> {
  const { content, box, devicePixelRatio: ratio } = measure;
  const columns = starts(box.width, content.width, ratio).slice(0, mostColumns);
  let stitch: Stitch | undefined;
  let above: Uint32Array | undefined;
  let tiles = 0;
  for (let y: number | undefined = 0, covered = 0; y !== undefined;) {
    const top = y;
    let ended = covered;
    let size = box.height;
    for (const x of columns) {
      signal?.throwIfAborted();
      const take = (): Promise<Tile> => takeTile(page, shoot, x, top, ratio);
      let tile = await take();
      const to: Stitch = (stitch ??= new Stitch(measure, (around ?? tile.shot).window));
      const endOf = ({ arrival }: Tile) => arrival.y + arrival.box.height;
      // The rows of a tile that is alone have none to be compared with.
      if (
        x === 0 &&
        (above || nextStart(endOf(tile), tile.arrival.box.height, content.height, ratio) !== undefined)
      )
        ({ tile, rows: above } = await unlike(
          above,
          tile,
          take,
          (each) => isGenuine(page, shoot, to, each, ratio),
          ({ shot, arrival }) => to.rowsOf(shot.window, arrival),
        ));
      const { shot, arrival } = tile;
      to.add(shot, arrival);
      shot.window.close();
      size = arrival.box.height;
      ended = endOf(tile);
      tiles += 1;
      const left = starts(arrival.box.height, Math.max(content.height - arrival.y, 1), ratio).length - 1;
      onProgress?.(tiles, Math.max(tiles, tiles + left * columns.length));
    }
    // A page that cannot be scrolled on has ended earlier than it said.
    if (ended <= covered) break;
    covered = ended;
    y = nextStart(covered, size, content.height, ratio);
  }
  if (!stitch) throw new Error('a page has at least one tile');
  return { stitch, tiles };
}
