/** Puts the tiles of a page together to one picture. */
import { mostPicturePixels } from '#core/evidence/exhibit-pages.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import { pngSize } from '../take-picture.ts';
import type { Picture } from '../take-picture.ts';
import type { Arrival, Measure } from './page/walk.ts';
import { hasRepeatedBands, rowHashes } from './repeated-bands.ts';

/** The picture would be larger than a browser or an exhibit can hold. */
export class TooLargeError extends Error {
  override name = 'TooLargeError';
}

export function pixelsOf(image: ImageData): Uint32Array {
  return new Uint32Array(image.data.buffer, image.data.byteOffset, image.width * image.height);
}

/** A canvas in the computer's memory: one on a graphics card ends at about 16,000 pixels. */
export function drawingOn(width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!pen) throw new Error('the browser gave no canvas for the full page');
  return { canvas, pen };
}

/** A share of pixels that may differ in the overlap of two tiles, for the soft edges that a browser draws a little differently. */
const sameShare = 0.98;

/** A picture of the window: its pixels, and as the browser encoded it. */
export type Shot = { window: ImageBitmap; png: Bytes };

export async function shotOf(png: Bytes): Promise<Shot> {
  return { window: await createImageBitmap(new Blob([png], { type: 'image/png' })), png };
}

export class Stitch {
  /** How often neighbouring tiles did not agree where they overlap: the page changed while it was taken. */
  seams = 0;
  private readonly size: { width: number; height: number };
  /** Made when the first tile is drawn: the one shot that is the whole picture needs none. */
  private drawing: ReturnType<typeof drawingOn> | undefined;
  private readonly ratio: number;
  private readonly measure: Measure;
  private readonly offset: { x: number; y: number };
  /** Rows of the content, from its top, that are drawn already; device pixels. */
  private coveredRows = 0;
  /** The columns of the row of tiles that is being drawn. */
  private columns = { row: -1, covered: 0 };
  /** The one shot that is the whole picture, and whether it repeats a part of itself. */
  private only: { png: Bytes; isRepeated: boolean } | undefined;
  /** Rows that the content turned out to have. */
  private readonly contentRows: number;

  /** `first` is the window as it stands at the upper left end of the content. */
  constructor(measure: Measure, first: ImageBitmap) {
    this.measure = measure;
    this.ratio = measure.devicePixelRatio;
    const { box, content } = measure;
    // A last row of less than a whole pixel is none: scrolling never shows it.
    const rows = content.height * this.ratio;
    this.contentRows = measure.isWindow ? Math.floor(rows + 0.01) : Math.round(rows);
    const columns = this.px(content.width);
    this.offset = measure.isWindow ? { x: 0, y: 0 } : { x: this.px(box.left), y: this.px(box.top) };
    const width = measure.isWindow ? columns : first.width + columns - this.px(box.width);
    const height = measure.isWindow
      ? this.contentRows
      : first.height + this.contentRows - this.px(box.height);
    if (width * height > mostPicturePixels) throw new TooLargeError();
    this.size = { width, height };
    if (!measure.isWindow) this.drawAround(first);
  }

  private drawn() {
    return (this.drawing ??= drawingOn(this.size.width, this.size.height));
  }

  private px(length: number): number {
    return Math.round(length * this.ratio);
  }

  /** What stands around an inner scroller: what is below its content moves down with the content's end, the rest stays. */
  private drawAround(window: ImageBitmap): void {
    const { box, background, footerTop } = this.measure;
    const { canvas, pen } = this.drawn();
    const [left, top] = [this.px(box.left), this.px(box.top)];
    const [right, bottom] = [left + this.px(box.width), top + this.px(box.height)];
    const [moreX, moreY] = [canvas.width - window.width, canvas.height - window.height];
    const sidesEnd = footerTop === null ? window.height : this.px(footerTop);
    pen.fillStyle = background;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    const copy = (fromX: number, fromY: number, toX: number, toY: number, moveX: number, moveY: number) => {
      const [width, height] = [toX - fromX, toY - fromY];
      if (width > 0 && height > 0)
        pen.drawImage(window, fromX, fromY, width, height, fromX + moveX, fromY + moveY, width, height);
    };
    copy(0, 0, window.width, top, 0, 0);
    copy(0, top, left, sidesEnd, 0, 0);
    copy(right, top, window.width, sidesEnd, moreX, 0);
    copy(left, bottom, right, sidesEnd, 0, moreY);
    copy(0, sidesEnd, window.width, window.height, 0, moreY);
  }

  /** The part of a window's picture that shows content. */
  private cropOf(window: ImageBitmap, { box }: Arrival) {
    const [left, top] = [this.px(box.left), this.px(box.top)];
    const width = Math.min(Math.floor(box.width * this.ratio + 0.5), window.width - left);
    const height = Math.min(Math.floor(box.height * this.ratio + 0.01), window.height - top);
    return { left, top, width, height };
  }

  /** The rows of the content that a window's picture shows, for comparing tiles. */
  rowsOf(window: ImageBitmap, arrival: Arrival): Uint32Array {
    const { left, top, width, height } = this.cropOf(window, arrival);
    const { pen } = drawingOn(width, height);
    pen.drawImage(window, left, top, width, height, 0, 0, width, height);
    return rowHashes(pixelsOf(pen.getImageData(0, 0, width, height)), width);
  }

  /** Where the content that a window's picture shows is drawn, and how much of it. */
  private placeOf(window: ImageBitmap, arrival: Arrival) {
    const { left, top, width, height } = this.cropOf(window, arrival);
    const column = Math.round(arrival.x * this.ratio);
    const row = Math.round(arrival.y * this.ratio);
    const rows = Math.min(height, this.contentRows - row);
    return { left, top, column, row, width, rows };
  }

  /** Whether the tile shows what is drawn already where it overlaps with that, in the row above or beside it; true where nothing overlaps. */
  agrees({ window }: Shot, arrival: Arrival): boolean {
    const { left, top, column, row, width, rows } = this.placeOf(window, arrival);
    const { columns, offset } = this;
    const besides = columns.row === row ? columns.covered - column : 0;
    const isBelow = column < 1 && row > 0;
    const across = isBelow ? width : Math.min(besides, width);
    const down = isBelow ? Math.min(this.coveredRows - row, rows) : rows;
    if (across <= 0 || down <= 0) return true;
    const before = this.drawn().pen.getImageData(offset.x + column, offset.y + row, across, down);
    const { pen } = drawingOn(across, down);
    pen.drawImage(window, left, top, across, down, 0, 0, across, down);
    return isSame(pixelsOf(before), pixelsOf(pen.getImageData(0, 0, across, down)));
  }

  /** Draws the content that a picture of the window shows. */
  add(shot: Shot, arrival: Arrival): void {
    const { window, png } = shot;
    const { left, top, column, row, width, rows } = this.placeOf(window, arrival);
    const { size } = this;
    const isWhole = this.measure.isWindow && width === size.width && rows === size.height;
    if (isWhole && !this.drawing && window.width === width && window.height === rows) {
      this.only = { png, isRepeated: this.repeats(window) };
      this.coveredRows = rows;
      return;
    }
    if (!this.agrees(shot, arrival)) this.seams += 1;
    const { pen } = this.drawn();
    pen.drawImage(window, left, top, width, rows, this.offset.x + column, this.offset.y + row, width, rows);
    this.coveredRows = Math.max(this.coveredRows, row + rows);
    this.columns = { row, covered: column + width };
  }

  /** Compares the bands of a window's height by every fourth of their rows; reading all pixels of a high picture takes a while. */
  private repeats(image: CanvasImageSource): boolean {
    const { width, height } = this.size;
    const band = Math.round(this.measure.window.height * this.ratio);
    const step = 4;
    const sampled = Math.max(1, Math.floor(band / step));
    const { pen } = drawingOn(width, sampled);
    pen.imageSmoothingEnabled = false;
    const rows: number[] = [];
    for (let top = 0; top < height; top += band) {
      const taken = Math.min(sampled, Math.floor((height - top) / step));
      if (taken === 0) break;
      pen.drawImage(image, 0, top, width, taken * step, 0, 0, width, taken);
      rows.push(...rowHashes(pixelsOf(pen.getImageData(0, 0, width, taken)), width));
    }
    return hasRepeatedBands(Uint32Array.from(rows), sampled);
  }

  /** True when the picture shows a part of the page twice, one below the other. */
  isRepeated(): boolean {
    return this.only ? this.only.isRepeated : this.repeats(this.drawn().canvas);
  }

  /** A page that turned out shorter than it said ends where it ended. */
  private whole(): OffscreenCanvas {
    const { coveredRows } = this;
    const { canvas } = this.drawn();
    if (!this.measure.isWindow || coveredRows >= canvas.height) return canvas;
    const shorter = drawingOn(canvas.width, coveredRows);
    shorter.pen.drawImage(canvas, 0, 0);
    return shorter.canvas;
  }

  async picture(): Promise<Picture> {
    if (this.only) return { bytes: this.only.png, ...pngSize(this.only.png) };
    const blob = await this.whole().convertToBlob({ type: 'image/png' });
    const bytes: Bytes = new Uint8Array(await blob.arrayBuffer());
    return { bytes, ...pngSize(bytes) };
  }
}

function isSame(one: Uint32Array, other: Uint32Array): boolean {
  let equal = 0;
  for (let at = 0; at < one.length; at += 1) if (one[at] === other[at]) equal += 1;
  return equal >= sameShare * one.length;
}
