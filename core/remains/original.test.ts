import { describe, expect, it } from 'vitest';
import { filled, pngOf, somePixels, type Pixels } from '../../tests/fixtures/redacted-pictures.ts';
import { makeSigner } from '../../tests/fixtures/sealing.ts';
import { base64ToBytes, bytesToHex, bytesToText, textToBytes } from '../shared/bytes.ts';
import { saltBytes, type OriginalFiles } from './leaves.ts';
import {
  checkRemains,
  parseOriginal,
  remainsFile,
  remainsOf,
  signOriginal,
  withoutRedacted,
  type KeptOriginal,
} from './original.ts';

const capturedAt = '2026-03-04T05:06:07.000Z';
const blocks = ['Users', 'PIN of the safe: 4711', 'Two-factor authentication is required'];
const pageOf = (texts: readonly string[]) =>
  JSON.stringify({ title: 'Users', blocks: texts.map((text) => ({ kind: 'paragraph', text })) });
const ocrOf = (lines: readonly string[]) =>
  JSON.stringify({ engine: 'x', text: lines.join('\n'), words: [] });

/** 200 by 150 pixels are 4 by 3 tiles, those at the right and at the bottom narrower. */
const original = somePixels(200, 150);
const files: OriginalFiles = {
  picture: pngOf(original, { channels: 3, filterOf: () => 1 }),
  page: pageOf(blocks),
  ocr: ocrOf(['Users', '', 'PIN of the safe: 4711']),
};
const struck = blocks.map((text) => text.replace('4711', '█'));
const box = { x: 70, y: 10, width: 70, height: 20 };
const redacted = (pixels: Pixels = filled(original, box)): OriginalFiles => ({
  // As another program writes it: with alpha and other filters.
  picture: pngOf(pixels),
  page: pageOf(struck),
  ocr: ocrOf(['Users', 'PIN of the safe: █']),
});

async function signed(of = files): Promise<KeptOriginal> {
  const kept = await signOriginal(of, { capturedAt, after: undefined }, await makeSigner(), new Date());
  if (!kept) throw new Error('it can be signed');
  return kept;
}
async function bodyOf({ statement }: KeptOriginal) {
  const parsed = await parseOriginal(statement);
  if (!parsed) throw new Error('it is a statement');
  return parsed.body;
}
async function redact(kept: KeptOriginal, to = redacted(), boxes = [box]): Promise<KeptOriginal> {
  const left = await withoutRedacted(kept, to, boxes);
  if (!left) throw new Error('something is left');
  return left;
}

describe('what is left of an original', () => {
  it('is shown to be the original’s by pixels and texts alone, however the picture is written', async () => {
    const kept = await signed();
    const left = await redact(kept);
    const counts = { tiles: 12, tilesLeft: 10, texts: 5, textsLeft: 3 };
    expect(await remainsOf(left)).toEqual(counts);
    expect(await checkRemains(await bodyOf(kept), redacted(), remainsFile(left))).toEqual(counts);
    expect(await remainsOf(kept)).toEqual({ tiles: 12, tilesLeft: 12, texts: 5, textsLeft: 5 });
  });

  it('keeps no salt of what was taken out, so that nobody can try out what it was', async () => {
    const kept = await signed();
    const left = await redact(kept);
    const said = bytesToText(remainsFile(left));
    const stored = bytesToHex(left.salts) + bytesToHex(base64ToBytes(JSON.parse(said).salts));
    const saltOf = (leaf: number) => bytesToHex(kept.salts.slice(leaf * saltBytes, (leaf + 1) * saltBytes));
    // Two tiles, the block and the line with the PIN.
    for (const leaf of [1, 2, 13, 16]) expect(stored).not.toContain(saltOf(leaf));
    for (const leaf of [0, 3, 4, 12, 14, 15]) expect(stored).toContain(saltOf(leaf));
    expect(said).not.toContain('4711');
  });

  it('gives every original other salts, also an equal one', async () => {
    const [one, other] = [await signed(), await signed()];
    expect((await bodyOf(one)).root).not.toBe((await bodyOf(other)).root);
  });

  it('counts a tile as taken out that a box touches, whatever it shows', async () => {
    const dark = filled(original, { x: 64, y: 0, width: 64, height: 64 });
    const kept = await signed({ ...files, picture: pngOf(dark) });
    const to = redacted(filled(dark, box));
    expect(await remainsOf(await redact(kept, to))).toMatchObject({ tilesLeft: 10 });
    expect(await remainsOf(await redact(kept, to, []))).toMatchObject({ tilesLeft: 11 });
  });

  it('shrinks with a second redaction, and never grows again', async () => {
    const kept = await redact(await signed());
    const below = { x: 0, y: 140, width: 10, height: 500 };
    const twice = redacted(filled(filled(original, box), below));
    const left = await redact(kept, twice, [below]);
    expect(await remainsOf(left)).toMatchObject({ tilesLeft: 9, textsLeft: 3 });
    expect(await remainsOf(await redact(left, files, []))).toMatchObject({ tilesLeft: 9, textsLeft: 3 });
    expect(await checkRemains(await bodyOf(kept), twice, remainsFile(left))).toMatchObject({ tilesLeft: 9 });
  });

  it('has no text left where the texts are gone or cannot be told apart', async () => {
    const kept = await signed();
    const gone = { ...redacted(), page: undefined, ocr: ocrOf(['Users PIN of the safe']) };
    const left = await redact(kept, gone);
    expect(await remainsOf(left)).toMatchObject({ tilesLeft: 10, textsLeft: 0 });
    expect(await checkRemains(await bodyOf(kept), gone, remainsFile(left))).toMatchObject({ textsLeft: 0 });
  });
});

describe('a forgery', () => {
  const flipped = (pixels: Pixels, at: number): Pixels => {
    const rgba = pixels.rgba.slice();
    rgba[at] = (rgba[at] ?? 0) ^ 1;
    return { ...pixels, rgba };
  };

  it('of one channel of one pixel, of one letter, or of the places of two texts is noticed', async () => {
    const kept = await signed();
    const body = await bodyOf(kept);
    const file = remainsFile(await redact(kept));
    const last = filled(original, box).rgba.length - 2;
    const forged: OriginalFiles[] = [
      redacted(flipped(filled(original, box), 0)),
      redacted(flipped(filled(original, box), last)),
      { ...redacted(), page: pageOf(struck.with(2, 'Two-factor authentication is optional')) },
      { ...redacted(), page: pageOf([struck[2] ?? '', struck[1] ?? '', struck[0] ?? '']) },
      { ...redacted(), ocr: ocrOf(['Owners', 'PIN of the safe: █']) },
    ];
    for (const one of forged) expect(await checkRemains(body, one, file)).toBe('other-root');
    // Within what was redacted anything may stand.
    expect(await checkRemains(body, redacted(original), file)).toMatchObject({ tilesLeft: 10 });
  });

  it('of the file or of the picture’s size is named', async () => {
    const kept = await signed();
    const body = await bodyOf(kept);
    const left = await redact(kept);
    const file = JSON.parse(bytesToText(remainsFile(left)));
    const written = (value: object) => textToBytes(JSON.stringify(value));
    for (const wrong of [
      textToBytes(''),
      textToBytes('[]'),
      written({ ...file, more: 1 }),
      written({ ...file, salts: '' }),
      written({ ...file, takenOut: '' }),
      textToBytes(JSON.stringify(file, undefined, 1)),
    ])
      expect(await checkRemains(body, redacted(), wrong)).toBe('unreadable');
    expect(await checkRemains(body, redacted(somePixels(200, 151)), remainsFile(left))).toBe('other-picture');
    expect(await checkRemains(body, { ...redacted(), picture: textToBytes('x') }, remainsFile(left))).toBe(
      'other-picture',
    );
    expect(await checkRemains(body, { ...redacted(), page: pageOf([]) }, remainsFile(left))).toBe(
      'lacks-text',
    );
    const swapped = { ...left, hashes: left.hashes.toReversed() };
    expect(await checkRemains(body, redacted(), remainsFile(swapped))).toBe('other-root');
  });

  it('cannot be signed where there is no picture that every browser reads alike', async () => {
    const capture = { capturedAt, after: undefined };
    const jpeg = { ...files, picture: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0) };
    expect(await signOriginal(jpeg, capture, await makeSigner(), new Date())).toBeUndefined();
  });
});
