/** From a paragraph to lines: where a line may end by UAX #14, in which order its runs stand by UAX #9. */
import LineBreaker from 'linebreak';
import { embeddingLevels } from './direction.ts';
import type { Run, Shaper } from './shape.ts';

/** `muted`: the words before a part that say what it is. `heavy`: bold, of a font without a cut for that. */
export type PlacedRun = Run & { muted: boolean; heavy: boolean };
/** Runs from left to right; `width` in em. */
export type TextLine = { runs: readonly PlacedRun[]; width: number; rtl: boolean };

export type Paragraph = {
  /** Without line ends. */
  text: string;
  bold: boolean;
  /** So many characters at its start are muted. */
  mutedLength: number;
};

type Piece = { runs: PlacedRun[]; width: number; spaces: PlacedRun[]; spaceWidth: number };

const widthOf = (runs: readonly Run[]) => runs.reduce((sum, { width }) => sum + width, 0);

/** Lines of at most `width` em; a word that is longer is cut between characters. An empty text gives one empty line. */
export function breakLines(
  { text, bold, mutedLength }: Paragraph,
  width: number,
  shaper: Shaper,
): TextLine[] {
  const { levels, rtl } = embeddingLevels(text);
  const shapePart = (from: number, to: number): PlacedRun[] => {
    const muted = from < mutedLength;
    return shaper(text, levels, from, to, bold && !muted).map((run) => ({
      ...run,
      muted,
      heavy: bold && !muted && !run.font.bold,
    }));
  };
  const pieceOf = (from: number, to: number): Piece => {
    const body = from + text.slice(from, to).trimEnd().length;
    const [runs, spaces] = [shapePart(from, body), shapePart(body, to)];
    return { runs, width: widthOf(runs), spaces, spaceWidth: widthOf(spaces) };
  };

  const lines: TextLine[] = [];
  let line: Piece[] = [];
  let used = 0;
  const end = () => {
    const runs = line.flatMap((piece, at) => [...piece.runs, ...(at < line.length - 1 ? piece.spaces : [])]);
    lines.push({ runs: inVisualOrder(runs), width: widthOf(runs), rtl });
    line = [];
    used = 0;
  };
  const place = (piece: Piece) => {
    if (line.length > 0 && used + piece.width > width) end();
    line.push(piece);
    used += piece.width + piece.spaceWidth;
  };

  const breaker = new LineBreaker(text);
  let from = 0;
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) {
    const piece = pieceOf(from, next.position);
    if (piece.width <= width) place(piece);
    else
      for (const [start, stop] of cuts(text, from, next.position, width, pieceOf))
        place(pieceOf(start, stop));
    from = next.position;
  }
  if (line.length > 0 || lines.length === 0) end();
  return lines;
}

/** Cuts a word that fits no line into the longest parts that do, never before a mark. */
function* cuts(
  text: string,
  from: number,
  to: number,
  width: number,
  pieceOf: (from: number, to: number) => Piece,
): Generator<[from: number, to: number]> {
  let start = from;
  let used = 0;
  for (const match of text.slice(from, to).matchAll(/\P{M}[\p{M}\u200C\u200D]*|\p{M}+/gu)) {
    const at = from + match.index;
    const { width: step } = pieceOf(at, at + match[0].length);
    if (at > start && used + step > width) {
      yield [start, at];
      start = at;
      used = 0;
    }
    used += step;
  }
  yield [start, to];
}

/** From the highest level to the lowest odd one, whatever stands at it or above is turned round (UAX #9, L2). */
function inVisualOrder(runs: PlacedRun[]): PlacedRun[] {
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  const ordered = [...runs];
  for (let level = highest; level >= 1; level -= 1) {
    for (let at = 0; at < ordered.length; at += 1) {
      const start = at;
      while (at < ordered.length && (ordered[at]?.level ?? 0) >= level) at += 1;
      if (at > start) ordered.splice(start, at - start, ...ordered.slice(start, at).reverse());
    }
  }
  return ordered;
}
