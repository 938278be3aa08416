/**
 * Risk criteria that lie over several sheets of a workbook, as many templates have them: likelihood on one, impact on another, the matrix
 * and what may be accepted on a third. The sheets that together say the most are laid below each other and read as one.
 */
import { defaultCriteria } from '../risks/criteria.ts';
import { foreignCriteria, namedScale, scaleIn, type Rows } from './foreign-criteria.ts';

/** `lines`: numbers of the rows in the file, whose readers leave out blank ones; without it none is left out. */
export type NamedRows = { name?: string | undefined; rows: Rows; lines?: readonly number[] };

/** A sheet of criteria is small; what stands further down is something else. */
const mostRowsOfSheet = 200;
/** A workbook with more sheets has criteria among the first, or is something else. */
const mostSheets = 12;
const mostParts = 6;

const isBlank = (row: readonly string[]) => row.every((cell) => cell.trim() === '');

/** The rows with one blank row wherever any were: they part a scale from what follows. */
const withGaps = ({ rows, lines }: NamedRows): string[][] =>
  rows
    .slice(0, mostRowsOfSheet)
    .flatMap((row, at) =>
      (lines?.[at] ?? 0) > (lines?.[at - 1] ?? Infinity) + 1 ? [[], [...row]] : [[...row]],
    );

/** The sheet below its own name, where that says which scale it holds, without blank rows above. */
function titled(sheet: NamedRows): string[][] {
  const { name = '' } = sheet;
  const rows = withGaps(sheet);
  const start = rows.findIndex((row) => !isBlank(row));
  if (start < 0) return [];
  const own = rows.slice(start);
  if (namedScale(name) === undefined) return own;
  const column = Math.min(...own.filter((row) => !isBlank(row)).map((row) => row.findIndex(isFilled)));
  return [[...Array.from({ length: column }, () => ''), name], ...own];
}
const isFilled = (cell: string) => cell.trim() !== '';

/** The sheets below each other. */
export const joinedSheets = (sheets: readonly NamedRows[]): Rows =>
  sheets.slice(0, mostParts).flatMap((sheet) => [...titled(sheet), []]);

/** How many parts of the criteria these sheets leave open; undefined where they are none. */
const openParts = (sheets: readonly NamedRows[]): number | undefined =>
  foreignCriteria(joinedSheets(sheets), defaultCriteria)?.notes.length;

/**
 * The places of those sheets that together are the criteria, in their order; empty where no two scales are among them. A sheet that says
 * nothing more than the others is left out; `undefined` stands for one that is something else.
 */
export function criteriaSheets(tables: readonly (NamedRows | undefined)[]): number[] {
  const all = tables
    .flatMap((table, at) => (table ? { at, table } : []))
    .slice(0, mostSheets)
    .map((one) => ({ ...one, own: joinedSheets([one.table]) }));
  const likelihood = all.find(({ own }) => scaleIn(own, 'likelihood'));
  const consequence = all.find(({ own }) => scaleIn(own, 'consequence'));
  if (!likelihood || !consequence) return [];
  const inOrder = (some: readonly (typeof all)[number][]) => all.filter((one) => some.includes(one));
  let taken = inOrder([likelihood, consequence]);
  let open = openParts(taken.map(({ table }) => table));
  if (open === undefined) return [];
  for (const one of all) {
    if (open === 0 || taken.length === mostParts) break;
    if (taken.includes(one)) continue;
    const more = inOrder([...taken, one]);
    const left = openParts(more.map(({ table }) => table));
    if (left === undefined || left >= open) continue;
    [taken, open] = [more, left];
  }
  return taken.map(({ at }) => at);
}
