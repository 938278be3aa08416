import type { Block, Cell, Part } from '../typeset/report.ts';

/** A column of a workbook, as far as a table on paper needs it. */
type SheetColumn<Row> = { title: string; text: (row: Row) => string };

/** Columns of the workbook that share one on paper. `label`: what stands before the text; the column's title where it is left out. */
export type ColumnGroup = {
  title: string;
  width: number;
  columns: readonly { title: string; label?: string | undefined; strong?: boolean }[];
};

/**
 * A workbook's columns as a table that fits a page: several stand one below the other, each with its name. A column that no group
 * names comes to the last one, so that none is ever left out; those of `elsewhere` stand in another place of the document.
 */
export function groupedTable<Row>(
  columns: readonly SheetColumn<Row>[],
  groups: readonly ColumnGroup[],
  elsewhere: readonly string[],
  rows: readonly Row[],
): Extract<Block, { kind: 'table' }> {
  const named = new Set([
    ...groups.flatMap((group) => group.columns.map(({ title }) => title)),
    ...elsewhere,
  ]);
  const left = columns.filter(({ title }) => !named.has(title)).map(({ title }) => ({ title }));
  const complete = groups.map((group, at) =>
    at === groups.length - 1 ? { ...group, columns: [...group.columns, ...left] } : group,
  );
  const columnOf = new Map(columns.map((column) => [column.title, column]));
  const cell = (group: ColumnGroup, row: Row): Cell =>
    group.columns.flatMap((column): Part[] => {
      const { title, strong = false } = column;
      const text = columnOf.get(title)?.text(row) ?? '';
      const label = 'label' in column ? column.label : title;
      return text === '' ? [] : [{ text, ...(strong && { strong }), ...(label !== undefined && { label }) }];
    });
  return {
    kind: 'table',
    columns: groups.map(({ title, width }) => ({ title, width })),
    rows: rows.map((row) => complete.map((group) => cell(group, row))),
  };
}

/** Rows of plain texts, the first of them the heads, as a table; `widths` are shares of the page. */
export function plainTable(
  [heads = [], ...rows]: readonly (readonly (string | number)[])[],
  widths: readonly number[],
): Extract<Block, { kind: 'table' }> {
  return {
    kind: 'table',
    columns: heads.map((title, at) => ({ title: String(title), width: widths[at] ?? 1 })),
    rows: rows.map((row) => heads.map((_, at): Cell => [{ text: String(row[at] ?? '') }])),
  };
}
