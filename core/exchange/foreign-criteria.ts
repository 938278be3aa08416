/**
 * Risk criteria out of a sheet, or of several below each other (criteria-sheets.ts), that somebody else laid out. A scale is three to five rows below a head that names it, numbered from 1 in
 * either direction or with the number in the name ("3 - Possible"); levels may have ranges of scores ("5-9") in place of numbers; a matrix
 * has the steps of one scale across and of the other down. What the sheet lacks is taken from what is in force, and said.
 */
import * as v from 'valibot';
import { riskCriteriaSchema, suggestedMatrix, type RiskCriteria, type ScaleStep } from '../risks/criteria.ts';
import { readProse } from './import-cells.ts';
import { plainWords } from './import-columns.ts';
import type { RowNote } from './import-report.ts';

export type Rows = readonly (readonly string[])[];
type Scale = 'likelihood' | 'consequence' | 'level';
/** `low`: the least number of the step, by which it is ordered; `high`: the last of its range. */
type Step = ScaleStep & { low: number; high: number };

const heads: Record<Scale, RegExp> = {
  likelihood: /likelihood|probab|wahrschein|frequen|haufigkeit|vraisemblance/,
  consequence: /consequence|impact|severity|auswirkung|schaden|gravite/,
  level: /\b(risk|risiko) ?(level|rating|class|category|stufe|klasse|bewertung)|level of risk|risikostufe/,
};
const threshold =
  /accept(able|ance)? (up to|level|threshold)|risk (appetite|tolerance)|risikoappetit|akzeptanz/;

/** A sheet of criteria is small, and six of them have no more rows; what stands further down or right is something else. */
const mostRows = 2_410;
const mostColumns = 60;
const widest = 4;
const longestHead = 60;

const cellAt = (rows: Rows, row: number, column: number) => (rows[row]?.[column] ?? '').trim();
const isHead = (scale: Scale, cell: string) =>
  cell.length <= longestHead && heads[scale].test(plainWords(cell));

/** The scale that a sheet's name names; undefined for a name that names none or several. */
export function namedScale(name: string): Scale | undefined {
  const named = (Object.keys(heads) as Scale[]).filter((scale) => isHead(scale, name));
  return named.length === 1 ? named[0] : undefined;
}

/** `3`, `5-9`, `10 to 15`, `>= 20`, `< 5` as the numbers that it covers. */
function rangeOf(cell: string): [low: number, high: number] | undefined {
  const text = cell.trim();
  if (/^\d{1,3}$/.test(text)) return [Number(text), Number(text)];
  const [, from, to] = /^(\d{1,3})\s*(?:-|\u2013|\u2014|\.\.|to|bis|à)\s*(\d{1,3})$/i.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return [Number(from), Number(to)];
  const [, sign = '', number = ''] = /^(>=|>|≥|<=|<|≤)\s*(\d{1,3})$/.exec(text) ?? [];
  if (sign === '') return undefined;
  const one = Number(number);
  if (sign.startsWith('<') || sign === '≤') return [0, sign === '<' ? one - 1 : one];
  return [sign === '>' ? one + 1 : one, 999];
}

/** `3 - Possible`, `3. Possible`, `Possible (3)` as number and name. */
function numberedName(cell: string): [number: string, name: string] | undefined {
  const [, before, after] = /^(\d)\s*[-\u2013\u2014:.)=]\s*(\D.*)$/.exec(cell) ?? [];
  if (before !== undefined && after !== undefined) return [before, after];
  const [, name, number] = /^(\D.*?)\s*[([](\d)[)\]]$/.exec(cell) ?? [];
  return name !== undefined && number !== undefined ? [number, name] : undefined;
}

const isBlankRow = (rows: Rows, row: number) => (rows[row] ?? []).every((cell) => cell.trim() === '');

const isText = (cell: string) => cell !== '' && rangeOf(cell) === undefined;

/** The columns of the rows from `start` on, as far as they are filled; undefined unless there are three to five rows. */
function blockAt(rows: Rows, start: number, column: number): string[][] | undefined {
  const block: string[][] = [];
  for (let row = start; row < rows.length && block.length <= 5; row += 1) {
    const cells = Array.from({ length: widest }, (_, at) => cellAt(rows, row, column + at));
    if (cells.every((cell) => cell === '')) break;
    block.push(cells);
  }
  if (block.length < 3 || block.length > 5) return undefined;
  const columns = Array.from({ length: widest }, (_, at) => block.map((cells) => cells[at] ?? ''));
  const end = columns.findIndex(
    (cells, at) => at > 0 && (cells.every((cell) => cell === '') || isHeadOfOther(rows, start, column, at)),
  );
  return columns.slice(0, end < 0 ? widest : end);
}

/** Whether another scale begins in this column of the block, beside the one that is read. */
function isHeadOfOther(rows: Rows, start: number, column: number, at: number): boolean {
  const cell = cellAt(rows, start - 1, column + at);
  const own = cellAt(rows, start - 1, column);
  return (Object.keys(heads) as Scale[]).some((scale) => isHead(scale, cell) && !isHead(scale, own));
}

function stepsOf(columns: readonly string[][]): Step[] | undefined {
  const named = columns.map((cells) => cells.map(numberedName));
  const embedded = named.findIndex((cells) => cells.every((one) => one !== undefined));
  const numbers = columns.findIndex((cells) => cells.every((cell) => rangeOf(cell) !== undefined));
  if (embedded < 0 && numbers < 0) return undefined;
  const labels = embedded >= 0 ? embedded : columns.findIndex((cells) => cells.every(isText));
  const about = columns.findIndex((cells, at) => at > labels && at !== numbers && cells.some(isText));
  const label = (row: number) =>
    embedded >= 0 ? (named[embedded]?.[row]?.[1] ?? '') : (columns[labels]?.[row] ?? '');
  const range = (row: number) =>
    rangeOf(numbers >= 0 ? (columns[numbers]?.[row] ?? '') : (named[embedded]?.[row]?.[0] ?? ''));
  const steps = (columns[0] ?? []).map((_, row): Step => {
    const [low = 0, high = 0] = range(row) ?? [];
    const description = readProse(columns[about]?.[row] ?? '').trim();
    return { label: readProse(label(row)).trim(), description, low, high };
  });
  const distinct = new Set(steps.map((step) => plainWords(step.label)));
  const ordered = steps.toSorted((a, b) => a.low - b.low);
  const rises = ordered.every((step, at) => at === 0 || step.low > (ordered[at - 1]?.high ?? 0));
  return distinct.size === steps.length && !distinct.has('') && rises ? ordered : undefined;
}

const isNumbered = (steps: readonly Step[]) =>
  steps.every(({ low, high }, at) => low === high && low === at + (steps[0]?.low ?? 0)) &&
  (steps[0]?.low === 0 || steps[0]?.low === 1);

/** The first scale below a head that names it: right below, or below the titles of its columns, with one blank row at most between. */
export function scaleIn(rows: Rows, scale: Scale): Step[] | undefined {
  for (const [row, cells] of rows.entries())
    for (const [column, cell] of cells.entries()) {
      if (!isHead(scale, cell)) continue;
      const below = isBlankRow(rows, row + 1) ? 2 : 1;
      for (const start of [row + below, row + below + 1]) {
        const block = blockAt(rows, start, column);
        const steps = block && stepsOf(block);
        if (steps && (scale === 'level' || isNumbered(steps))) return steps;
      }
    }
  return undefined;
}

const names = (step: Step, cell: string): boolean => {
  const words = plainWords(cell);
  const [number, name] = numberedName(cell) ?? ['', ''];
  return (
    words !== '' &&
    (words === plainWords(step.label) ||
      words === String(step.low) ||
      (name !== '' && plainWords(name) === plainWords(step.label) && number === String(step.low)))
  );
};

/** Where in the row the steps stand one after the other, from the least or from the worst; by the place of each step. */
function placesOf(steps: readonly Step[], cells: readonly string[]): number[] | undefined {
  for (let at = 1; at + steps.length <= cells.length; at += 1)
    for (const order of [steps, steps.toReversed()])
      if (order.every((step, next) => names(step, cells[at + next] ?? '')))
        return steps.map((step) => at + order.indexOf(step));
  return undefined;
}

/** The levels that stand where steps of `down` cross those of `across`, by their words. */
function crossing(rows: Rows, down: readonly Step[], across: readonly Step[], levels: readonly Step[]) {
  const levelAt = (cell: string) => levels.findIndex(({ label }) => plainWords(label) === plainWords(cell));
  for (const [head, cells] of rows.entries()) {
    const places = placesOf(across, cells);
    if (!places) continue;
    // The steps down stand below the heads or, where those are the last line of the matrix, above.
    for (const near of [
      rows.slice(head + 1, head + 1 + down.length),
      rows.slice(Math.max(0, head - down.length), head),
    ]) {
      const before = Math.min(...places);
      const lines = down.map((step) =>
        near.find((row) => row.slice(0, before).some((cell) => names(step, cell))),
      );
      const matrix = lines.map((line) => places.map((place) => levelAt(line?.[place] ?? '')));
      if (matrix.every((line) => line.every((level) => level >= 0))) return matrix;
    }
  }
  return undefined;
}

const transposed = (matrix: readonly (readonly number[])[]): number[][] =>
  (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? 0));

/** The levels by their ranges over the product of the two steps; undefined where one falls between them. */
function byProduct(likelihood: readonly Step[], consequence: readonly Step[], levels: readonly Step[]) {
  const matrix = likelihood.map((row) =>
    consequence.map((column) => {
      const score = row.low * column.low;
      return levels.findIndex(({ low, high }) => low <= score && score <= high);
    }),
  );
  return matrix.every((line) => line.every((level) => level >= 0)) ? matrix : undefined;
}

/** The level that is named beside a head about what may be accepted. */
function thresholdIn(rows: Rows, levels: readonly ScaleStep[]): number {
  for (const cells of rows)
    for (const [column, cell] of cells.entries()) {
      if (cell.length > longestHead || !threshold.test(plainWords(cell))) continue;
      const found = levels.findIndex(
        ({ label }) => plainWords(label) === plainWords(cells[column + 1] ?? ''),
      );
      if (found >= 0) return found;
    }
  return -1;
}

const yes = /^(yes|y|ja|oui|acceptable|accepted|accept|akzeptabel|akzeptiert|tolerable|x|✓)$/;
const no = /^(no|n|nein|non|not acceptable|unacceptable|not accepted|nicht akzeptabel|intolerable)$/;

/** The worst level up to which a column about acceptance says yes for each level, by the rows that name them. */
function acceptedIn(rows: Rows, levels: readonly Step[]): number {
  for (const [head, cells] of rows.entries())
    for (const [column, cell] of cells.entries()) {
      if (cell.length > longestHead || !/accept|toler|akzept/.test(plainWords(cell))) continue;
      const said = levels.map((level) => {
        const line = rows
          .slice(head + 1, head + 2 + levels.length)
          .find((row) => row.some((one, at) => at !== column && names(level, one)));
        return plainWords(line?.[column] ?? '');
      });
      if (!said.every((word) => yes.test(word) || no.test(word))) continue;
      const first = said.findIndex((word) => no.test(word));
      // What is accepted above a level that is not would be no threshold.
      if (first > 0 && said.slice(first).every((word) => no.test(word))) return first - 1;
    }
  return -1;
}

/** The criteria of the sheet and what of them is not its own; undefined where it has no two scales that fit. */
export function foreignCriteria(
  sheet: Rows,
  now: RiskCriteria,
): { criteria: RiskCriteria; notes: RowNote[] } | undefined {
  const rows = sheet.slice(0, mostRows).map((row) => row.slice(0, mostColumns));
  const [likelihood, consequence] = [scaleIn(rows, 'likelihood'), scaleIn(rows, 'consequence')];
  if (!likelihood || !consequence) return undefined;
  const notes: RowNote[] = [];
  const own = scaleIn(rows, 'level');
  const levels: Step[] = own ?? now.levels.map((level, at) => ({ ...level, low: at, high: at }));
  if (!own) notes.push({ kind: 'levels-kept' });
  const turned = crossing(rows, consequence, likelihood, levels);
  const found =
    crossing(rows, likelihood, consequence, levels) ??
    (turned && transposed(turned)) ??
    (own && byProduct(likelihood, consequence, own));
  if (!found) notes.push({ kind: 'matrix-suggested' });
  const beside = thresholdIn(rows, levels);
  const named = beside >= 0 ? beside : acceptedIn(rows, levels);
  if (named < 0) notes.push({ kind: 'threshold-kept' });
  const bare = (steps: readonly Step[]) => steps.map(({ label, description }) => ({ label, description }));
  const parsed = v.safeParse(riskCriteriaSchema, {
    version: 1,
    likelihood: bare(likelihood),
    consequence: bare(consequence),
    levels: bare(levels),
    matrix: found ?? suggestedMatrix(likelihood.length, consequence.length, levels.length),
    acceptUpTo: named >= 0 ? named : Math.min(now.acceptUpTo, levels.length - 1),
  });
  return parsed.success ? { criteria: parsed.output, notes } : undefined;
}
