/**
 * The fonts of documents: which of them has a character, loaded when a character asks for it. They lie in slices by ranges of
 * characters, as on the web, so that a text without Chinese does not load the fonts for it.
 */
import { Blob, Face, Font } from 'harfbuzzjs';
import type { Bytes } from '../shared/bytes.ts';
import { openTypeFile, woffTables, type FontTables } from './woff.ts';

/** A slice of a family: its files, and the ranges of code points (first and last) that it may have. */
export type FontSlice = {
  family: string;
  file: string;
  bold?: string;
  ranges: readonly (readonly [first: number, last: number])[];
};
export type FontIndex = readonly FontSlice[];

/** Where the fonts lie. Both reject when they cannot be had. */
export type FontSource = {
  /** All slices, in the order in which a character is looked for. */
  index: () => Promise<FontIndex>;
  /** A slice's bytes (WOFF 1.0). */
  file: (name: string) => Promise<Bytes>;
};

/** Which forms Han characters take where the scripts share a code point. */
export type HanStyle = 'sc' | 'jp' | 'kr';

export type TypeFont = {
  /** The file's name: a font's identity within a library. */
  name: string;
  bold: boolean;
  tables: FontTables;
  shaper: Font;
  unitsPerEm: number;
  covers: ReadonlySet<number>;
};

export type FontLibrary = {
  /** Loads what the texts need; rejects when a font cannot be had. */
  load: (texts: Iterable<{ text: string; bold: boolean }>) => Promise<void>;
  /** Characters of loaded texts that no font has, each once, in the order of their numbers. */
  missing: () => string[];
  /** The font for a character of a loaded text; where none has it, the one whose empty box stands for it. */
  fontFor: (codePoint: number, bold: boolean, han: HanStyle) => TypeFont;
};

/** Kana ask for Japanese forms, Hangul for Korean ones; whoever uses neither gets simplified Chinese, which has the most characters. */
export const hanStyleOf = (text: string): HanStyle =>
  /[\u3040-\u30FF\u31F0-\u31FF\uFF66-\uFF9F]/.test(text)
    ? 'jp'
    : /\p{Script=Hangul}/u.test(text)
      ? 'kr'
      : 'sc';

const cjkFamily = /-(sc|jp|kr)$/;

function openFont(name: string, bold: boolean, bytes: Bytes): TypeFont {
  const tables = woffTables(bytes);
  const face = new Face(new Blob(openTypeFile(tables)));
  return {
    name,
    bold,
    tables,
    shaper: new Font(face),
    unitsPerEm: face.upem,
    covers: new Set(face.collectUnicodes()),
  };
}

const keyOf = (codePoint: number, bold: boolean, han: HanStyle) =>
  (codePoint * 2 + Number(bold)) * 3 + ['sc', 'jp', 'kr'].indexOf(han);

/** A library that keeps what it has loaded. */
export async function createFontLibrary(source: FontSource): Promise<FontLibrary> {
  const index = await source.index();
  const opened = new Map<string, Promise<TypeFont>>();
  const chosen = new Map<number, TypeFont>();
  const missing = new Set<number>();
  const open = (slice: FontSlice, wantsBold: boolean): Promise<TypeFont> => {
    const bold = wantsBold && slice.bold !== undefined;
    const name = (wantsBold && slice.bold) || slice.file;
    const font = opened.get(name) ?? source.file(name).then((bytes) => openFont(name, bold, bytes));
    opened.set(name, font);
    return font;
  };

  const slicesOf = findSlices(index);
  // The wanted forms of Han before the others, and behind everything that is not Han.
  const candidates = (codePoint: number, han: HanStyle) =>
    slicesOf(codePoint).toSorted((a, b) => rank(a.family, han) - rank(b.family, han));

  async function choose(codePoint: number, bold: boolean, han: HanStyle): Promise<TypeFont> {
    for (const slice of candidates(codePoint, han)) {
      const font = await open(slice, bold);
      if (font.covers.has(codePoint)) return font;
    }
    // Joiners, selectors of forms and the like are nothing to be seen.
    if (!/^[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]$/u.test(String.fromCodePoint(codePoint)))
      missing.add(codePoint);
    return openBase(bold);
  }

  const openBase = (bold: boolean): Promise<TypeFont> => {
    const base = index.find(({ file }) => file.includes('-latin-'));
    if (!base) throw new Error('createFontLibrary: the index names no font for Latin.');
    return open(base, bold);
  };

  return {
    async load(texts) {
      for (const { text, bold } of texts) {
        const han = hanStyleOf(text);
        for (const character of text) {
          const codePoint = character.codePointAt(0) ?? 0;
          const key = keyOf(codePoint, bold, han);
          if (!chosen.has(key)) chosen.set(key, await choose(codePoint, bold, han));
        }
      }
    },
    missing: () => [...missing].toSorted((a, b) => a - b).map((one) => String.fromCodePoint(one)),
    fontFor(codePoint, bold, han) {
      const font = chosen.get(keyOf(codePoint, bold, han));
      if (!font) throw new Error('fontFor: expected a character of a loaded text.');
      return font;
    },
  };
}

/** Looks slices up by code point: the index has thousands of ranges, so they are sorted into blocks of 256 first. */
function findSlices(index: FontIndex): (codePoint: number) => FontSlice[] {
  type Range = { first: number; last: number; slice: FontSlice };
  const blocks = new Map<number, Range[]>();
  for (const slice of index) {
    for (const [first, last] of slice.ranges) {
      for (let block = first >> 8; block <= last >> 8; block += 1) {
        const ranges = blocks.get(block) ?? [];
        ranges.push({ first, last, slice });
        blocks.set(block, ranges);
      }
    }
  }
  return (codePoint) =>
    (blocks.get(codePoint >> 8) ?? [])
      .filter(({ first, last }) => first <= codePoint && codePoint <= last)
      .map(({ slice }) => slice);
}

function rank(family: string, han: HanStyle): number {
  const [, style] = cjkFamily.exec(family) ?? [];
  return style === undefined ? 0 : style === han ? 1 : 2;
}
