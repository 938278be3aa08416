/**
 * PNG (third edition) in bands of rows, so that no picture is ever whole in memory and none can swell: what does not inflate to exactly
 * the size that its header gives is refused. Reads what browsers write and nothing else: 8 bits a channel, RGB or RGBA, not interlaced.
 * Colour profiles and the like are not looked at: pixels are the numbers in the file, the same in every browser and in Node.
 */
import type { Bytes } from '../shared/bytes.ts';

/** `y`: the band's first row. `rgba`: its rows one after the other, four bytes a pixel. Valid until the next band is asked for. */
export type PixelBand = { y: number; rows: number; rgba: Bytes };

export type PngSize = { width: number; height: number };

/** Larger pictures than a browser captures are somebody's trick. */
const mostPixels = 200_000_000;
const mostSide = 100_000;

type Header = PngSize & { channels: 3 | 4; data: Bytes[] };

/** Types of chunks, as their four letters stand in the file. */
const types = { header: 0x49484452, data: 0x49444154, end: 0x49454e44 } as const;
/** tRNS makes one colour transparent, a second way to say a pixel; acTL makes the picture move, and what is shown is another one then. */
const refused: readonly number[] = [0x74524e53, 0x6163544c];

/** Sections 5.2 and 5.3: signature, then length, type, content and CRC of each chunk. Undefined for what is none of ours. */
function readChunks(png: Bytes): Header | undefined {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  if (png.length < 33 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a)
    return undefined;
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, colour, compression, filter, interlace] = png.subarray(24, 29);
  const channels = colour === 2 ? 3 : colour === 6 ? 4 : undefined;
  const isOurs = depth === 8 && compression === 0 && filter === 0 && interlace === 0;
  if (channels === undefined || !isOurs || width === 0 || height === 0) return undefined;
  if (width > mostSide || height > mostSide || width * height > mostPixels) return undefined;
  const data: Bytes[] = [];
  for (let at = 8; at + 12 <= png.length;) {
    const length = view.getUint32(at);
    const type = view.getUint32(at + 4);
    const end = at + 12 + length;
    if (end > png.length) return undefined;
    if (refused.includes(type) || (at === 8 && (type !== types.header || length !== 13))) return undefined;
    if (type === types.data) data.push(png.subarray(at + 8, at + 8 + length));
    if (type === types.end) return { width, height, channels, data };
    at = end;
  }
  return undefined;
}

/** The size that the header gives; undefined for a file that `pngBands` would not read. */
export function pngSizeOf(png: Bytes): PngSize | undefined {
  const header = readChunks(png);
  return header && { width: header.width, height: header.height };
}

/** Section 9.4, the Paeth predictor. */
function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [
    Math.abs(up - corner),
    Math.abs(left - corner),
    Math.abs(left + up - 2 * corner),
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Section 9.2: undoes the row's filter in place. `before` is the row above, zeros above the first. False for an unknown filter. */
function unfilter(type: number, row: Uint8Array, before: Uint8Array, step: number): boolean {
  const size = row.length;
  switch (type) {
    case 0:
      return true;
    case 1:
      for (let at = step; at < size; at += 1) row[at] = row[at]! + row[at - step]!;
      return true;
    case 2:
      for (let at = 0; at < size; at += 1) row[at] = row[at]! + before[at]!;
      return true;
    case 3:
      for (let at = 0; at < size; at += 1)
        row[at] = row[at]! + (((at < step ? 0 : row[at - step]!) + before[at]!) >> 1);
      return true;
    case 4:
      for (let at = 0; at < size; at += 1) {
        const isFirst = at < step;
        row[at] =
          row[at]! + paeth(isFirst ? 0 : row[at - step]!, before[at]!, isFirst ? 0 : before[at - step]!);
      }
      return true;
    default:
      return false;
  }
}

const inflated = (data: readonly Bytes[]): ReadableStreamDefaultReader<Uint8Array> =>
  new Blob([...data]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();

/** Reads exactly so many bytes at a time; undefined when the stream ends before, or fails. */
function exactReader(reader: ReadableStreamDefaultReader<Uint8Array>) {
  let chunk: Uint8Array = new Uint8Array();
  let at = 0;
  const more = async () => {
    const { value, done } = await reader.read();
    if (done) return false;
    chunk = value;
    at = 0;
    return true;
  };
  return {
    async fill(into: Uint8Array): Promise<boolean> {
      let filled = 0;
      while (filled < into.length) {
        if (at === chunk.length && !(await more())) return false;
        const part = chunk.subarray(at, at + into.length - filled);
        into.set(part, filled);
        at += part.length;
        filled += part.length;
      }
      return true;
    },
    async isAtEnd(): Promise<boolean> {
      while (at === chunk.length) if (!(await more())) return true;
      return false;
    },
  };
}

/**
 * The picture's pixels in bands of `bandRows` rows, the last one shorter. Ends with false, perhaps after some bands, when the file is no
 * PNG of this kind or is damaged, else with true.
 */
export async function* pngBands(png: Bytes, bandRows: number): AsyncGenerator<PixelBand, boolean> {
  const header = readChunks(png);
  if (!header) return false;
  const { width, height, channels, data } = header;
  const reader = inflated(data);
  const source = exactReader(reader);
  try {
    let before = new Uint8Array(width * channels);
    let row = new Uint8Array(width * channels);
    const filtered = new Uint8Array(1 + row.length);
    const band = new Uint8Array(width * 4 * Math.min(bandRows, height));
    for (let y = 0; y < height; y += bandRows) {
      const rows = Math.min(bandRows, height - y);
      for (let at = 0; at < rows; at += 1) {
        if (!(await source.fill(filtered))) return false;
        row.set(filtered.subarray(1));
        if (!unfilter(filtered[0]!, row, before, channels)) return false;
        toRgba(row, channels, band, at * width * 4);
        [before, row] = [row, before];
      }
      yield { y, rows, rgba: band.subarray(0, rows * width * 4) };
    }
    return await source.isAtEnd();
  } catch {
    // The stream fails where the data is no zlib stream, or its checksum is another.
    return false;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function toRgba(row: Uint8Array, channels: 3 | 4, into: Uint8Array, offset: number): void {
  if (channels === 4) return into.set(row, offset);
  for (let from = 0, to = offset; from < row.length; from += 3, to += 4) {
    into[to] = row[from]!;
    into[to + 1] = row[from + 1]!;
    into[to + 2] = row[from + 2]!;
    into[to + 3] = 255;
  }
}
