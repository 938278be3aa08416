import { decode } from 'fast-png';
import fc from 'fast-check';
import { zlibSync } from 'fflate';
import { expect, it } from 'vitest';
import {
  filteredRows,
  pngChunk,
  pngHeader,
  pngOf,
  pngSignature,
  somePixels,
  type PngForm,
} from '../../tests/fixtures/redacted-pictures.ts';
import { joinBytes, textToBytes, type Bytes } from '../shared/bytes.ts';
import { pngBands, pngSizeOf } from './png-bands.ts';

const plain: PngForm = { channels: 3, filterOf: () => 0 };

/** All pixels; undefined when the file is refused. */
async function pixelsOf(png: Bytes, bandRows = 64): Promise<Bytes | undefined> {
  const bands = pngBands(png, bandRows);
  const parts: Bytes[] = [];
  let band = await bands.next();
  for (; !band.done; band = await bands.next()) parts.push(band.value.rgba.slice());
  return band.value ? joinBytes(...parts) : undefined;
}

it('reads the pixels that were written, and that fast-png reads, under every filter', async () => {
  const picture = fc.record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    seed: fc.nat(),
    channels: fc.constantFrom(3 as const, 4 as const),
    filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 40 }),
    bandRows: fc.integer({ min: 1, max: 50 }),
  });
  await fc.assert(
    fc.asyncProperty(picture, async ({ width, height, seed, channels, filters, bandRows }) => {
      const pixels = somePixels(width, height, seed);
      const filterOf = (row: number) => filters[row % filters.length] ?? 0;
      const png = pngOf(pixels, { channels, filterOf });
      expect(await pixelsOf(png, bandRows)).toEqual(pixels.rgba);
      const theirs = decode(png);
      expect(theirs.channels).toBe(channels);
      if (channels === 4) expect(Uint8Array.from(theirs.data)).toEqual(pixels.rgba);
      expect(pngSizeOf(png)).toEqual({ width, height });
    }),
    { numRuns: 30 },
  );
});

const pixels = somePixels(30, 20);
const rows = filteredRows(pixels, plain);
const file = (header: Bytes, data: Uint8Array) =>
  joinBytes(pngSignature, header, pngChunk('IDAT', data), pngChunk('IEND', new Uint8Array()));
const header = pngHeader(pixels, 3);
const whole = file(header, zlibSync(rows));

it.each<[string, Bytes]>([
  ['a text', textToBytes('This is no picture at all, but it is long enough for a header.')],
  ['nothing', new Uint8Array()],
  ['a picture that was cut off', whole.slice(0, -20)],
  ['one row too few', file(header, zlibSync(rows.slice(0, -91)))],
  [
    'data that swells behind the last row',
    file(header, zlibSync(joinBytes(rows, new Uint8Array(5_000_000)))),
  ],
  [
    'a filter that does not exist',
    file(header, zlibSync(rows.map((byte, at) => (at % 91 === 0 ? 7 : byte)))),
  ],
  ['data that is not deflated', file(header, rows)],
  ['an interlaced picture', file(pngHeader(pixels, 3, 1), zlibSync(rows))],
  ['a picture of unbelievable size', file(pngHeader({ width: 90_000, height: 90_000 }, 3), zlibSync(rows))],
  [
    'a colour that is transparent',
    joinBytes(pngSignature, header, pngChunk('tRNS', new Uint8Array(6)), whole.slice(33)),
  ],
  [
    'a picture that moves',
    joinBytes(pngSignature, header, pngChunk('acTL', new Uint8Array(8)), whole.slice(33)),
  ],
])('refuses %s', async (_, png) => {
  expect(await pixelsOf(whole)).toEqual(pixels.rgba);
  expect(await pixelsOf(png)).toBeUndefined();
});
