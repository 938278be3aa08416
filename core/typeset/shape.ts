/** From text to glyphs: runs of one font and one direction, shaped by HarfBuzz (Arabic joining, Indic conjuncts, marks). */
import { Buffer, Direction, shape } from 'harfbuzzjs';
import { hanStyleOf, type FontLibrary, type TypeFont } from './font-library.ts';

/** Lengths in em. */
export type Glyph = { id: number; advance: number; dx: number; dy: number };
/** Glyphs that together show `text`. */
export type Cluster = { text: string; glyphs: readonly Glyph[] };
/** Clusters from left to right. `level`: the embedding level of UAX #9, odd from right to left. */
export type Run = {
  font: TypeFont;
  text: string;
  level: number;
  clusters: readonly Cluster[];
  width: number;
};

export type Shaper = (
  text: string,
  levels: ArrayLike<number>,
  from: number,
  to: number,
  bold: boolean,
) => Run[];

// What belongs to the character before it: marks (variation selectors are some) and joiners.
const dependent = /^(?:\p{M}|\u200C|\u200D)$/u;

function shapeRun(font: TypeFont, text: string, level: number): Run {
  const buffer = new Buffer();
  buffer.addText(text);
  buffer.setDirection(level % 2 === 1 ? Direction.RTL : Direction.LTR);
  // Without it the machine's own language would choose the forms.
  buffer.setLanguage('en');
  buffer.guessSegmentProperties();
  shape(font.shaper, buffer);
  const positions = buffer.getGlyphPositions();
  const found = buffer.getGlyphInfos().map(({ codepoint: id, cluster }, at) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[at] ?? {};
    const em = (units: number) => units / font.unitsPerEm;
    return { cluster, glyph: { id, advance: em(xAdvance), dx: em(xOffset), dy: em(yOffset) } };
  });
  const starts = [...new Set(found.map(({ cluster }) => cluster)), text.length].toSorted((a, b) => a - b);
  const clusters: { start: number; text: string; glyphs: Glyph[] }[] = [];
  for (const { cluster: start, glyph } of found) {
    const last = clusters.at(-1);
    if (last?.start === start) last.glyphs.push(glyph);
    else
      clusters.push({ start, text: text.slice(start, starts[starts.indexOf(start) + 1]), glyphs: [glyph] });
  }
  return { font, text, level, clusters, width: found.reduce((sum, { glyph }) => sum + glyph.advance, 0) };
}

/** Words come again within a page or two. Of thousands of hashes none comes again, and their glyphs would fill the memory. */
const mostKeptRuns = 2_000;

/** Shapes pieces of text in logical order; what was shaped a while ago is not shaped again. */
export function createShaper(library: FontLibrary): Shaper {
  const shaped = new Map<string, Run>();
  const runOf = (font: TypeFont, text: string, level: number): Run => {
    const key = `${font.name}|${level}|${text}`;
    const known = shaped.get(key);
    if (known) return known;
    const run = shapeRun(font, text, level);
    if (shaped.size >= mostKeptRuns) shaped.clear();
    shaped.set(key, run);
    return run;
  };
  return (text, levels, from, to, bold) => {
    const han = hanStyleOf(text);
    const runs: Run[] = [];
    let start = from;
    let current: TypeFont | undefined;
    for (let at = from; at < to;) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      const stays = current && dependent.test(character) && current.covers.has(character.codePointAt(0) ?? 0);
      const font: TypeFont =
        stays && current ? current : library.fontFor(character.codePointAt(0) ?? 0, bold, han);
      if (current && (font !== current || levels[at] !== levels[start])) {
        runs.push(runOf(current, text.slice(start, at), levels[start] ?? 0));
        start = at;
      }
      current = font;
      at += character.length;
    }
    if (current) runs.push(runOf(current, text.slice(start, to), levels[start] ?? 0));
    return runs;
  };
}
