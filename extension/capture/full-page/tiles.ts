/** Walks over the content tile by tile, whatever takes the pictures. */
import { isOfWindow } from '../is-of-window.ts';
import type { WalkedPage } from './page-calls.ts';
import type { Arrival, Measure } from './page/walk.ts';
import { isShifted, looksRepeated, looksSame } from './repeated-bands.ts';
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
export class WindowChangedError extends Error {
  override name = 'WindowChangedError';
}

/** A picture of the window as it stands now. */
export type Shoot = () => Promise<Shot>;

/** A page that has moved or changed by itself may do so for good. */
const triesPerTile = 3;
/** An earlier picture is handed out on a busy machine, seldom twice in a row. */
const triesForNew = 5;
/** More parts side by side than this would be a drawing board, not a page. */
const mostColumns = 8;

type Tile = { shot: Shot; arrival: Arrival };

/** One tile, taken again when the page moved by itself, or its window changed its size, while it was taken. */
async function takeTile(page: WalkedPage, shoot: Shoot, x: number, y: number, ratio: number): Promise<Tile> {
  for (let attempt = 1; ; attempt += 1) {
    const arrival = await page.goTo(x, y);
    const tile = { shot: await shoot(), arrival };
    // Not while the window's size is changing, as when one of the browser's own bars comes or goes.
    const isRight = isOfWindow(tile.shot.window, arrival.window, ratio);
    if (isRight && ((await page.stood()) || attempt >= triesPerTile)) return tile;
    if (attempt >= 3 * triesPerTile) throw new WindowChangedError();
    tile.shot.window.close();
  }
}

/** What a picture has shown of the content, row by row, and of which place. */
type Seen = { rows: Uint32Array; x: number; y: number };

const isElsewhere = (seen: Seen, { arrival: { x, y } }: Tile): boolean =>
  Math.abs(seen.x - x) >= 1 || Math.abs(seen.y - y) >= 1;

/** A way back that is more than a few rows, and no multiple of a usual row's height; CSS pixels. */
const backBy = (ratio: number): number => 37 / Math.max(1, Math.round(ratio));

/** Takes tiles and judges whether each shows the page as it stands: a busy browser hands out an earlier picture for a new one. */
class TileTaker {
  private readonly page: WalkedPage;
  private readonly shoot: Shoot;
  private readonly ratio: number;
  /** The first tile of the row above, and the newest picture that was one of its place. */
  private above: Seen | undefined;
  private last: Seen | undefined;

  constructor(page: WalkedPage, shoot: Shoot, ratio: number) {
    this.page = page;
    this.shoot = shoot;
    this.ratio = ratio;
  }

  take(x: number, y: number): Promise<Tile> {
    return takeTile(this.page, this.shoot, x, y, this.ratio);
  }

  private looksOld(tile: Tile, rows: Uint32Array): boolean {
    return [this.above, this.last].some(
      (seen) => seen !== undefined && isElsewhere(seen, tile) && looksRepeated(seen.rows, rows),
    );
  }

  /** Scrolled back by a little, the page must show the tile's content lower by as much; else the browser did not draw it anew. */
  private async isGenuine(stitch: Stitch, { arrival }: Tile, rows: Uint32Array): Promise<boolean> {
    const back = await this.take(arrival.x, arrival.y - backBy(this.ratio));
    const by = Math.round((arrival.y - back.arrival.y) * this.ratio);
    const { x, y } = back.arrival;
    this.last = { rows: stitch.rowsOf(back.shot.window, back.arrival), x, y };
    back.shot.window.close();
    return by > 0 && isShifted(rows, this.last.rows, by);
  }

  /** False for a tile beside another one that looks like an earlier picture, too: nothing is scrolled back there. */
  private async isNew(stitch: Stitch, tile: Tile, rows: Uint32Array, isFirst: boolean): Promise<boolean> {
    if (this.looksOld(tile, rows) && !(isFirst && (await this.isGenuine(stitch, tile, rows)))) return false;
    const { x, y } = tile.arrival;
    this.last = { rows, x, y };
    return true;
  }

  /**
   * The tile at this place, taken again while it is an earlier picture, or does not fit what is drawn already and comes out
   * otherwise when it is taken again. `taken` is the first try. Rejects with `RepeatedBandsError`.
   */
  async settled(stitch: Stitch, taken: Tile, x: number, y: number): Promise<Tile> {
    let tile = taken;
    let before: Uint32Array | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const { shot, arrival } = tile;
      const rows = stitch.rowsOf(shot.window, arrival);
      const isNew = await this.isNew(stitch, tile, rows, x === 0);
      const isFinal = attempt >= triesPerTile || (before !== undefined && looksSame(before, rows));
      if (isNew && (isFinal || stitch.agrees(shot, arrival))) {
        if (x === 0) this.above = this.last;
        return tile;
      }
      if (!isNew && attempt >= triesForNew) {
        if (x === 0) throw new RepeatedBandsError('two parts of the page came out the same');
        return tile;
      }
      if (isNew) before = rows;
      shot.window.close();
      tile = await this.take(x, y);
    }
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
  const taker = new TileTaker(page, shoot, ratio);
  let stitch: Stitch | undefined;
  let tiles = 0;
  for (let y: number | undefined = 0, covered = 0; y !== undefined;) {
    const top = y;
    let ended = covered;
    let size = box.height;
    for (const x of columns) {
      signal?.throwIfAborted();
      let tile = await taker.take(x, top);
      const to: Stitch = (stitch ??= new Stitch(measure, (around ?? tile.shot).window));
      const endOf = ({ arrival }: Tile) => arrival.y + arrival.box.height;
      // A tile that is alone has none to be compared with.
      const isAlone =
        tiles === 0 &&
        columns.length === 1 &&
        nextStart(endOf(tile), tile.arrival.box.height, content.height, ratio) === undefined;
      if (!isAlone) tile = await taker.settled(to, tile, x, top);
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
