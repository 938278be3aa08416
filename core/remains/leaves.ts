/**
 * The leaves of an original: what a picture and its texts are cut into, so that parts can be taken out and the rest still be shown to
 * be the original's. Each leaf starts with a salt of its own: without it nobody can find out by trial what a white tile or a short
 * secret was. SPEC.md of core/verify has the bytes.
 */
import { leafHash } from '../merkle/tree.ts';
import { joinBytes, textToBytes, type Bytes } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { pngBands, pngSizeOf, type PixelBand } from './png-bands.ts';

/** Pixels of a tile's sides; those at the right and bottom edges are smaller. */
export const tileSize = 64;
export const saltBytes = 16;
export const hashBytes = 32;

/** How an original is cut: its leaves are the tiles row by row, the page's blocks, the lines that OCR read. */
export type Shape = { width: number; height: number; blocks: number; lines: number };

/** The files that leaves are made of: `original` (PNG), `page` and `ocr` (JSON as our readers write them), where there are such. */
export type OriginalFiles = { picture: Bytes; page: string | undefined; ocr: string | undefined };

export const columnsOf = ({ width }: Shape): number => Math.ceil(width / tileSize);
export const tilesOf = (shape: Shape): number => columnsOf(shape) * Math.ceil(shape.height / tileSize);
export const textsOf = ({ blocks, lines }: Shape): number => blocks + lines;
export const leavesOf = (shape: Shape): number => tilesOf(shape) + textsOf(shape);

/** What stands before the content, so that no leaf passes for one of another kind or place. */
const kinds = { tile: 1, block: 2, line: 3 } as const;

function leafOf(salt: Uint8Array, kind: keyof typeof kinds, index: number, content: Uint8Array): Bytes {
  const place = new Uint8Array(5);
  place[0] = kinds[kind];
  new DataView(place.buffer).setUint32(1, index);
  return joinBytes(salt, place, content);
}

const parsedJson = (text: string | undefined): unknown => {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The page's blocks as canonical JSON, each with all that it says; none where the page has no text. */
export function blocksOf(page: string | undefined): Bytes[] {
  const { blocks } = (parsedJson(page) ?? {}) as { blocks?: unknown };
  return Array.isArray(blocks) ? blocks.map((block: unknown) => canonicalJson({ block })) : [];
}

/** The lines that OCR read, without the empty ones. */
export function linesOf(ocr: string | undefined): Bytes[] {
  const { text } = (parsedJson(ocr) ?? {}) as { text?: unknown };
  const lines = typeof text === 'string' ? text.split('\n') : [];
  return lines.filter((line) => line.trim() !== '').map(textToBytes);
}

/** How these files are cut; undefined where the picture is no PNG as browsers write it. */
export function shapeOf({ picture, page, ocr }: OriginalFiles): Shape | undefined {
  const size = pngSizeOf(picture);
  return size && { ...size, blocks: blocksOf(page).length, lines: linesOf(ocr).length };
}

/** The pixels of one tile of a band, row by row. */
function tileOf({ rows, rgba }: PixelBand, width: number, column: number): Bytes {
  const left = column * tileSize;
  const across = Math.min(tileSize, width - left) * 4;
  const pixels = new Uint8Array(across * rows);
  for (let row = 0; row < rows; row += 1) {
    const from = (row * width + left) * 4;
    pixels.set(rgba.subarray(from, from + across), row * across);
  }
  return pixels;
}

/** The salt of each leaf, one after the other; a leaf that was taken out has zeros in its place. */
export const saltAt = (salts: Bytes, at: number): Bytes =>
  salts.subarray(at * saltBytes, (at + 1) * saltBytes);
export const isTakenOut = (salts: Bytes, at: number): boolean =>
  saltAt(salts, at).every((byte) => byte === 0);

/**
 * The hash of each leaf that has a salt and that these files still have, at its place; undefined for the others. Texts whose number is
 * not that of the shape have no places any more. Undefined when the picture has another size or cannot be read.
 */
export async function leafHashes(
  shape: Shape,
  { picture, page, ocr }: OriginalFiles,
  salts: Bytes,
): Promise<(Bytes | undefined)[] | undefined> {
  const hashOf = async (at: number, kind: keyof typeof kinds, index: number, content: () => Uint8Array) =>
    isTakenOut(salts, at) ? undefined : leafHash(leafOf(saltAt(salts, at), kind, index, content()));
  const size = pngSizeOf(picture);
  if (size?.width !== shape.width || size.height !== shape.height) return undefined;
  const hashes: (Bytes | undefined)[] = [];
  const columns = columnsOf(shape);
  const bands = pngBands(picture, tileSize);
  let band = await bands.next();
  for (; !band.done; band = await bands.next()) {
    const { value } = band;
    const first = (value.y / tileSize) * columns;
    const tiles = Array.from({ length: columns }, (_, column) =>
      hashOf(first + column, 'tile', first + column, () => tileOf(value, shape.width, column)),
    );
    // Before the next band: its pixels take the place of these.
    hashes.push(...(await Promise.all(tiles)));
  }
  if (!band.value) return undefined;
  for (const [kind, count, contents] of [
    ['block', shape.blocks, blocksOf(page)],
    ['line', shape.lines, linesOf(ocr)],
  ] as const) {
    const start = hashes.length;
    const isWhole = contents.length === count;
    const texts = Array.from({ length: count }, async (_, index) => {
      const content = isWhole ? contents[index] : undefined;
      return content && hashOf(start + index, kind, index, () => content);
    });
    hashes.push(...(await Promise.all(texts)));
  }
  return hashes;
}
