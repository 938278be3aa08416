/** Tables of a file as page text: each row carries its column titles, so that it means something by itself. */
import type { PageBlock, PageText } from '../recognition/page-text.ts';
import type { Table } from './read-csv.ts';

/** A table with the name of its sheet; CSV has none. */
export type NamedTable = Table & { name?: string };

/** As `pageTextSchema` allows; what is beyond is left out of the text and stays in the file itself. */
export const mostRows = 19_000;
const mostBlocks = 20_000;
const mostCells = 200;
const longestCell = 20_000;
const longestTitle = 200;
const mostSigns = 3_000_000;

const place = { landmark: 'main', inPicture: true } as const;

/** A cell that is a number, date or amount is a value, never a column's title. */
const isValue = (cell: string) => /^[\s\d.,:/%+()€$£-]*$/.test(cell);
const filled = (row: readonly string[]) => row.filter((cell) => cell.trim() !== '').length;

/** Lines above the table that stand alone: the report's title, its date. */
function leadOf(rows: readonly string[][]): number {
  const first = rows.findIndex((row) => filled(row) >= 2);
  return first < 0 ? 0 : first;
}

const isHeader = (row: readonly string[]) =>
  filled(row) >= 2 && row.every((cell) => cell.trim() === '' || !isValue(cell));

function blocksOfTable({ name, rows }: NamedTable): PageBlock[] {
  const lead = leadOf(rows);
  const first = rows[lead];
  const hasHeader = first !== undefined && rows.length > lead + 1 && isHeader(first);
  const header = hasHeader ? first.slice(0, mostCells).map((cell) => cell.trim().slice(0, longestTitle)) : [];
  const cut = (text: string) => text.slice(0, longestCell);
  return [
    ...(name === undefined ? [] : [{ kind: 'heading' as const, level: 2, text: cut(name), ...place }]),
    ...rows
      .slice(0, lead)
      .map((row) => ({ kind: 'paragraph' as const, text: cut(row.join(' ').trim()), ...place })),
    ...rows
      .slice(hasHeader ? lead + 1 : lead)
      .map((row) => ({ kind: 'row' as const, header, cells: row.slice(0, mostCells).map(cut), ...place })),
  ];
}

const signsOf = (block: PageBlock) =>
  block.kind === 'row'
    ? [...block.cells, ...block.header].reduce((sum, text) => sum + text.length, 0)
    : 'text' in block
      ? block.text.length
      : 0;

/** How many blocks from the start fit into a page's text. */
function fitting(blocks: readonly PageBlock[]): number {
  let signs = 0;
  const over = blocks.findIndex((block) => (signs += signsOf(block)) > mostSigns);
  return Math.min(mostBlocks, over < 0 ? blocks.length : over);
}

/** The tables as page text under the file's title; `truncated` when rows, columns or signs had to be left out. */
export function tablesToPage(title: string, tables: readonly NamedTable[]): PageText {
  const blocks = tables.flatMap(blocksOfTable);
  const kept = fitting(blocks);
  const isCut =
    kept < blocks.length ||
    tables.some(({ rows, total }) => total > rows.length || rows.some((row) => row.length > mostCells));
  return {
    title: title.slice(0, 2_000),
    language: '',
    blocks: blocks.slice(0, kept),
    unreadableFrames: [],
    truncated: isCut,
  };
}

/** Rows of the longest table, column titles not counted; 0 where there is none. */
export function rowsOfLongest(tables: readonly NamedTable[]): number {
  const counts = tables.map(({ rows, total }) => {
    const lead = leadOf(rows);
    const first = rows[lead];
    return total - lead - (first !== undefined && total > lead + 1 && isHeader(first) ? 1 : 0);
  });
  return Math.max(0, ...counts);
}
