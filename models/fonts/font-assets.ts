/**
 * For build configurations and for Node: the fonts in which documents are set, the Noto family in slices by ranges of characters, and
 * the index that says which slice has which. Nothing is ever fetched from elsewhere.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FontIndex, FontSource } from '#core/typeset/font-library.ts';

const packages = join(resolve(import.meta.dirname, '../..'), 'node_modules/@fontsource');

const base = 'noto-sans';
const baseSlices = /^(latin|greek|cyrillic|vietnamese)/;

/** Scripts of India and its neighbours, of Africa and the Caucasus: a family each, loaded when a text asks for it. */
const scripts =
  'thai lao khmer myanmar bengali tamil telugu gujarati gurmukhi kannada malayalam sinhala georgian armenian ethiopic';

/** In the order in which a character is looked for; `bold` where a heading has a cut of its own. */
const families: readonly { name: string; bold: boolean }[] = [
  { name: base, bold: true },
  ...['arabic', 'hebrew', ...scripts.split(' '), 'sc', 'jp', 'kr'].map((script) => ({
    name: `${base}-${script}`,
    bold: false,
  })),
  // Pictographs in outlines of one colour.
  { name: 'noto-emoji', bold: false },
];

const numbers = (range: string): [number, number] => {
  const [first = '', last = first] = range.replace('U+', '').split('-');
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
};

const fileName = (family: string, slice: string, weight: number) =>
  `${family}-${slice.replace(/^\[(.+)\]$/, '$1')}-${weight}-normal.woff`;

/** Which file has which characters. */
export function fontIndex(): FontIndex {
  // Signs that several families carry are taken from the first.
  const taken = new Set<string>();
  const isTaken = (slice: string) =>
    /^(math|symbols)$/.test(slice) && (taken.has(slice) || !taken.add(slice));
  return families.flatMap(({ name, bold }) => {
    const slices = JSON.parse(readFileSync(join(packages, name, 'unicode.json'), 'utf8')) as Record<
      string,
      string
    >;
    // What the first family has already is never taken from another one.
    const own = Object.entries(slices).filter(
      ([slice]) => name === base || !(baseSlices.test(slice) || isTaken(slice)),
    );
    return own.map(([slice, ranges]) => ({
      family: name,
      file: fileName(name, slice, 400),
      ...(bold && { bold: fileName(name, slice, 700) }),
      ranges: ranges.split(',').map(numbers),
    }));
  });
}

const pathOf = (file: string) => {
  const family = families.map(({ name }) => name).findLast((name) => file.startsWith(`${name}-`));
  return join(packages, family ?? '', 'files', file);
};

/** Where each font file lies and what it is called beside the code. */
export const fontAssets = (): { from: string; to: string }[] =>
  fontIndex()
    .flatMap(({ file, bold }) => (bold ? [file, bold] : [file]))
    .map((file) => ({ from: pathOf(file), to: file }));

/** The fonts out of the installed packages. */
export const fontsInNode: FontSource = {
  index: async () => fontIndex(),
  file: async (name) => Uint8Array.from(await readFile(pathOf(name))),
};
