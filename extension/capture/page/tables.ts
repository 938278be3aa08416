import { fieldIsShown, fieldOf, fieldToText } from './fields.ts';
import { carriesNoText, hasTag, isElement, isShown, renderedChildren, tidy } from './visibility.ts';

export type TableRow = { element: Element; header: string[]; cells: string[] };

/** The text of a small part of the page on one line, form states included. */
export function inlineText(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
  if (!isElement(node) || carriesNoText(node)) return '';
  const field = fieldOf(node);
  if (field) return fieldIsShown(node) ? ` ${fieldToText(field)} ` : '';
  if (!isShown(node) && getComputedStyle(node).display !== 'contents') return '';
  if (hasTag(node, 'img')) return node.alt ? ` ${node.alt} ` : '';
  const text = renderedChildren(node).map(inlineText).join('');
  return getComputedStyle(node).display === 'inline' ? text : ` ${text} `;
}

const rowSelector = 'tr, [role="row"]';
const cellSelector = 'th, td, [role="cell"], [role="gridcell"], [role="columnheader"], [role="rowheader"]';
const isHeaderCell = (cell: Element) => cell.tagName === 'TH' || cell.getAttribute('role') === 'columnheader';

/**
 * True for a table that holds data: not marked as presentation, no table or heading inside, at least two rows, and more than one
 * column. Tables used for layout are read like any other container.
 */
export function isDataTable(element: Element): boolean {
  const role = element.getAttribute('role');
  const isGrid = role === 'table' || role === 'grid' || role === 'treegrid';
  if (!isGrid && (element.tagName !== 'TABLE' || role === 'presentation' || role === 'none')) return false;
  if (element.querySelector('table, h1, h2, h3, fieldset, [role="grid"]')) return false;
  const rows = element.querySelectorAll(rowSelector);
  return rows.length >= 2 && [...rows].some((row) => row.querySelectorAll(cellSelector).length > 1);
}

/** The rows that can be seen, each with the column titles that stand above it. */
export function tableRows(table: Element): TableRow[] {
  const rows: TableRow[] = [];
  let header: string[] = [];
  for (const element of table.querySelectorAll(rowSelector)) {
    if (!isShown(element)) continue;
    const cellElements = [...element.querySelectorAll(cellSelector)]
      .filter((cell) => isShown(cell))
      .slice(0, 200);
    const cells = cellElements.map((cell) => tidy(inlineText(cell)).slice(0, 5_000));
    if (cells.every((cell) => cell === '')) continue;
    if (cellElements.length > 1 && cellElements.every(isHeaderCell)) header = cells;
    else rows.push({ element, header: header.length === cells.length ? header : [], cells });
  }
  return rows;
}
