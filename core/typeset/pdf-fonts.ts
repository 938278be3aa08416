/**
 * Fonts inside a PDF: composite fonts (ISO 32000-2, 9.7) and what each code says (9.10.3). A code is a glyph together with its text,
 * as one glyph may say several things: the letters of Arabic share theirs and differ in dots.
 */
import { textToBytes, type Bytes } from '../shared/bytes.ts';
import type { TypeFont } from './font-library.ts';
import { pdfNumber, type PdfFile, type Reference } from './pdf-file.ts';
import { keepGlyphs } from './subset.ts';
import { openTypeFile } from './woff.ts';

/** What a reader needs to draw glyphs by number; shaping is done by then. */
const drawnTables = ['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'];

type Code = { glyph: number; text: string };
/** Codes are places in the list; 0 is the box for whatever the font does not have, and is never drawn. */
type UsedFont = { key: string; font: TypeFont; codes: Code[]; codeOf: Map<string, number> };

export type PdfFonts = {
  /** The font's name among a page's resources. */
  use: (font: TypeFont) => string;
  /** The code of a glyph that shows this text; empty where the glyph before says it already. */
  code: (font: TypeFont, glyph: number, text: string) => number;
  /** Writes all fonts that were used; gives the resources' dictionary. */
  write: () => string;
};

const viewOf = (font: TypeFont, tag: string): DataView => {
  const table = font.tables.get(tag);
  if (!table) throw new Error(`pdf-fonts: ${font.name} has no table ${tag}.`);
  return new DataView(table.buffer, table.byteOffset, table.byteLength);
};

/** The glyph's width in em as the font has it. */
export function advanceWidth(font: TypeFont, glyph: number): number {
  const count = viewOf(font, 'hhea').getUint16(34);
  return viewOf(font, 'hmtx').getUint16(4 * Math.min(glyph, count - 1)) / font.unitsPerEm;
}

export function createPdfFonts(file: PdfFile): PdfFonts {
  const used = new Map<string, UsedFont>();
  const find = (font: TypeFont): UsedFont => {
    const known = used.get(font.name) ?? {
      key: `F${used.size + 1}`,
      font,
      codes: [{ glyph: 0, text: '' }],
      codeOf: new Map<string, number>(),
    };
    used.set(font.name, known);
    return known;
  };
  return {
    use: (font) => find(font).key,
    code(font, glyph, text) {
      const { codes, codeOf } = find(font);
      const key = `${glyph}|${text}`;
      const code = codeOf.get(key) ?? codes.push({ glyph, text }) - 1;
      codeOf.set(key, code);
      return code;
    },
    write: () =>
      `<<${[...used.values()].map((one, at) => `/${one.key} ${writeFont(file, one, at)}`).join('')}>>`,
  };
}

/** `AAAAAB+noto-sans-latin-400-normal`: six letters say that the file has some of the font's glyphs (9.9.2). */
function subsetName(at: number, name: string): string {
  const letters = [4, 3, 2, 1, 0].map((power) =>
    String.fromCharCode(65 + (Math.floor(at / 26 ** power) % 26)),
  );
  return `A${letters.join('')}+${name.replace(/\.woff$/, '')}`;
}

function writeFont(file: PdfFile, { font, codes }: UsedFont, at: number): Reference {
  const perMille = (units: number) => pdfNumber((units * 1000) / font.unitsPerEm);
  const name = subsetName(at, font.name);
  const [head, hhea] = [viewOf(font, 'head'), viewOf(font, 'hhea')];
  const outlines = keepGlyphs(font.tables, new Set(codes.map(({ glyph }) => glyph)));
  const program = openTypeFile(new Map([...outlines].filter(([tag]) => drawnTables.includes(tag))));
  const stream = file.addStream(program, `/Length1 ${program.length}`);
  const box = [36, 38, 40, 42].map((offset) => perMille(head.getInt16(offset))).join(' ');
  const [ascent, descent] = [perMille(hhea.getInt16(4)), perMille(hhea.getInt16(6))];
  const descriptor = file.add(
    `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[${box}]/ItalicAngle 0/Ascent ${ascent}` +
      `/Descent ${descent}/CapHeight ${ascent}/StemV 80/FontFile2 ${stream}>>`,
  );
  const widths = codes.map(({ glyph }) => pdfNumber(advanceWidth(font, glyph) * 1000)).join(' ');
  const glyphs = new DataView(new ArrayBuffer(2 * codes.length));
  for (const [code, { glyph }] of codes.entries()) glyphs.setUint16(2 * code, glyph);
  const glyphMap = file.addStream(new Uint8Array(glyphs.buffer));
  const descendant = file.add(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)` +
      `/Supplement 0>>/FontDescriptor ${descriptor}/CIDToGIDMap ${glyphMap}/W[0[${widths}]]>>`,
  );
  const unicode = file.addStream(unicodeMap(codes));
  return file.add(
    `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${descendant}]` +
      `/ToUnicode ${unicode}>>`,
  );
}

/** A CMap from codes to their text; at most 100 entries a section, as the format asks. */
function unicodeMap(codes: readonly Code[]): Bytes {
  const hex = (value: number) => value.toString(16).padStart(4, '0');
  const lines = codes.flatMap(({ text }, code) => {
    const units = Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at)));
    return units.length === 0 ? [] : [`<${hex(code)}> <${units.join('')}>`];
  });
  const sections: string[] = [];
  for (let at = 0; at < lines.length; at += 100) {
    const part = lines.slice(at, at + 100);
    sections.push(`${part.length} beginbfchar\n${part.join('\n')}\nendbfchar`);
  }
  return textToBytes(
    [
      '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
      '/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def',
      '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
      '1 begincodespacerange <0000> <FFFF> endcodespacerange',
      ...sections,
      'endcmap CMapName currentdict /CMap defineresource pop end end',
    ].join('\n'),
  );
}
