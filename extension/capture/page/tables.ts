import { fieldText } from './fields.ts';
import { beginItem, contentText, inlineText } from './inline-text.ts';
import { allOf, attributeOf, firstOf, localNameOf, parentOf } from './native.ts';
import { placeOf, placeWithin } from './place.ts';
import type { Place } from './place.ts';
import type { Sliced, Slices } from './slices.ts';
import { hasTag, isShown, roleOf, tidy } from './visibility.ts';

export type TableRow = { element: Element; place: Place; header: string[]; cells: string[] };

/** More columns than anybody reads; the rest of the row is left out. */
const maxCells = 200;
/** Cells that are asked whether they are shown. */
const mostAskedCells = 2_000;
const maxCellLength = 5_000;

const rowSelector = 'tr, [role="row"]';
const cellRoles = ['cell', 'gridcell', 'columnheader', 'rowheader'];
const cellSelector = ['th', 'td', ...cellRoles.map((role) => `[role="${role}"]`)].join(', ');
const isHeaderCell = (cell: Element) => hasTag(cell, 'th') || roleOf(cell) === 'columnheader';

/** A row of HTML knows its cells, which is cheaper than a search. */
function cellsOf(row: Element): ArrayLike<Element> & Iterable<Element> {
  if (hasTag(row, 'tr') && row.cells.length > 0) return row.cells;
  return allOf(row, cellSelector);
}

/**
 * True for a table that holds data: not marked as presentation, no table or heading inside, at least two rows, and more than one
 * column. Tables used for layout are read like any other container.
 */
export function isDataTable(element: Element): boolean {
  const role = roleOf(element);
  const isGrid = role === 'table' || role === 'grid' || role === 'treegrid';
  if (!isGrid && (localNameOf(element) !== 'table' || role === 'presentation' || role === 'none'))
    return false;
  if (firstOf(element, 'table, h1, h2, h3, fieldset, [role="grid"]')) return false;
  const rows = allOf(element, rowSelector);
  return rows.length >= 2 && [...rows].some((row) => cellsOf(row).length > 1);
}

/** The title of a table, undefined when it has none that is shown. */
export function captionOf(table: Element): { element: Element; text: string } | undefined {
  const element = firstOf(table, 'caption, [role="caption"]');
  const text = element ? tidy(inlineText(element, fieldText)) : '';
  return element && text !== '' ? { element, text } : undefined;
}

/** The text of a shown cell. Those of HTML hold a line of text or a part of a page; any other may be a field itself. */
function cellText(cell: Element): string {
  beginItem();
  const isOfHtml = hasTag(cell, 'td') || hasTag(cell, 'th');
  return tidy(isOfHtml ? contentText(cell, fieldText) : inlineText(cell, fieldText));
}

/** Finds the places of rows; rows of one body share theirs. */
function createPlaces(table: Element, ofTable: Place): (row: Element) => Place {
  const byParent = new Map<Node, Place>([[table, ofTable]]);
  const within = (element: Element): Place => {
    const known = byParent.get(element);
    if (known) return known;
    const parent = parentOf(element) as Element; // below the table all parents are elements
    const style = getComputedStyle(element);
    const place = placeWithin(element, style, style.display, placeOf(style, within(parent)));
    byParent.set(element, place);
    return place;
  };
  return (row) => within(parentOf(row) as Element);
}

type ReadRow = { cells: string[]; isHeader: boolean; wasCut: boolean };

function* readRow(row: Element, slices: Slices): Sliced<ReadRow> {
  const cells = Array.from(cellsOf(row));
  const shownCells = cells.slice(0, mostAskedCells).filter(isShown);
  const texts: string[] = [];
  for (const cell of shownCells.slice(0, maxCells)) {
    if (slices.isOver) yield;
    texts.push(cellText(cell));
  }
  return {
    cells: texts.map((text) => text.slice(0, maxCellLength)),
    isHeader: texts.length > 1 && shownCells.every(isHeaderCell),
    wasCut:
      cells.length > mostAskedCells ||
      shownCells.length > maxCells ||
      texts.some((text) => text.length > maxCellLength),
  };
}

/** A page may break what we ask of one row on purpose; that must not cost the rows after it. */
function* readRowSafely(row: Element, slices: Slices): Sliced<ReadRow> {
  try {
    return yield* readRow(row, slices);
  } catch {
    return { cells: [], isHeader: false, wasCut: true };
  }
}

/** The titles of the cells; none where they do not fit. Columns at the end that hold pictures of actions alone often have no title. */
function titlesOf(cells: readonly string[], header: readonly string[]): string[] {
  const untitled = cells.slice(header.length);
  if (header.length === 0 || header.length > cells.length || untitled.some((cell) => cell !== '')) return [];
  return [...header, ...untitled];
}

/**
 * The rows that can be seen, each with the column titles that stand above it; undefined where the page may have its turn. Says by
 * `onCut` that something is left out.
 */
export function* tableRows(
  table: Element,
  ofTable: Place,
  slices: Slices,
  onCut: () => void,
): Generator<TableRow | undefined, void, void> {
  const placeOfRow = createPlaces(table, ofTable);
  let header: string[] = [];
  let shownRows = 0;
  for (const element of allOf(table, rowSelector)) {
    if (slices.isOver) yield;
    const place = placeOfRow(element);
    if (place.clip.isShut || !isShown(element)) continue;
    shownRows += 1;
    const { cells, isHeader, wasCut } = yield* readRowSafely(element, slices);
    if (wasCut) onCut();
    if (cells.every((cell) => cell === '')) continue;
    if (isHeader) header = cells;
    else yield { element, place, header: titlesOf(cells, header), cells };
  }
  if (hasMoreRows(table, shownRows)) onCut();
}

/** True when a table that keeps only some of its rows in the page says so; it counts -1 when it does not know how many there are. */
function hasMoreRows(table: Element, found: number): boolean {
  const counted = Number(attributeOf(table, 'aria-rowcount') ?? 0);
  return counted === -1 || counted > found;
}
