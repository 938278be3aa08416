import type { Bytes } from '../shared/bytes.ts';
import type { FontTables } from './woff.ts';

// Flags of a part of a composite glyph (OpenType 1.9, "glyf").
const wordArguments = 1;
const oneScale = 8;
const moreParts = 32;
const twoScales = 64;
const matrix = 128;

/**
 * The tables with the outlines of these glyphs, of those that they are made of and of the box for what is missing; all others become
 * empty. Numbers of glyphs stay as they were.
 */
export function keepGlyphs(tables: FontTables, wanted: ReadonlySet<number>): FontTables {
  const [glyf, head, loca] = [tables.get('glyf'), tables.get('head'), tables.get('loca')];
  if (!glyf || !head || !loca) throw new Error('keepGlyphs: expected a font with TrueType outlines.');
  const long = viewOf(head).getInt16(50) === 1;
  const places = viewOf(loca);
  const placeOf = (glyph: number) => (long ? places.getUint32(4 * glyph) : 2 * places.getUint16(2 * glyph));
  const outline = (glyph: number) => glyf.subarray(placeOf(glyph), placeOf(glyph + 1));

  const kept = new Set([0, ...wanted]);
  // A set goes on to what is added to it while it is gone through.
  for (const glyph of kept) for (const part of partsOf(outline(glyph))) kept.add(part);

  const count = loca.length / (long ? 4 : 2) - 1;
  const parts = Array.from({ length: count }, (_, glyph) =>
    kept.has(glyph) ? outline(glyph) : glyf.subarray(0, 0),
  );
  const fresh = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  const freshPlaces = new DataView(new ArrayBuffer(loca.length));
  let at = 0;
  for (let glyph = 0; glyph <= count; glyph += 1) {
    if (long) freshPlaces.setUint32(4 * glyph, at);
    else freshPlaces.setUint16(2 * glyph, at / 2);
    fresh.set(parts[glyph] ?? [], at);
    at += parts[glyph]?.length ?? 0;
  }
  return new Map([...tables, ['glyf', fresh], ['loca', new Uint8Array(freshPlaces.buffer)]]);
}

const viewOf = (bytes: Bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The glyphs that a composite glyph is made of; none of a simple one. */
function partsOf(outline: Bytes): number[] {
  const view = viewOf(outline);
  if (outline.length === 0 || view.getInt16(0) >= 0) return [];
  const parts: number[] = [];
  let at = 10;
  for (let flags = moreParts; (flags & moreParts) !== 0;) {
    flags = view.getUint16(at);
    parts.push(view.getUint16(at + 2));
    const scaleBytes = flags & oneScale ? 2 : flags & twoScales ? 4 : flags & matrix ? 8 : 0;
    at += 4 + (flags & wordArguments ? 4 : 2) + scaleBytes;
  }
  return parts;
}
