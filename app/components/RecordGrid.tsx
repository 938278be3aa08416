import { useEffect, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { cellOf, stepFor } from './grid-cell.ts';
import type { Cell } from './grid-cell.ts';
import './grid.css';

type RecordGridProps = {
  className: string;
  label: string;
  /** The id of the element that says which keys there are. */
  describedBy: string;
  /** The ids of the rows that are shown, from top to bottom, without titles. */
  rows: readonly string[];
  /** The names of the cells that the keyboard visits, from left to right; the first is where Tab enters a row. */
  columns: readonly string[];
  /** How many rows there are with titles. */
  rowCount: number;
  /** The row whose details are open. */
  selected: string | undefined;
  /** Opens a row's details; `replace` when another row's were open and the focus has only moved on. */
  onOpen: (row: string, how: { replace: boolean }) => void;
  onClose: () => void;
  /** A key that the grid itself knows nothing of; `cellAt` finds other cells of the row. True when it was taken. */
  onKey: (event: KeyboardEvent, from: Cell, cellAt: (column: string) => HTMLElement | undefined) => boolean;
  /** Head and rows. `active` is the cell that Tab reaches. */
  children: (active: Cell | undefined) => ReactNode;
};

const clamp = (value: number, length: number) => Math.min(Math.max(value, 0), length - 1);

/** Rows of records as an ARIA grid: one cell is in the order of Tab, arrows and letters move from it, Escape closes the details. */
export function RecordGrid(props: RecordGridProps) {
  const { rows, columns, selected, onOpen, onClose, onKey } = props;
  const grid = useRef<HTMLDivElement>(null);
  const [lastActive, setLastActive] = useState<Cell>();
  // A filter may have taken the active row away: Tab then enters at the first.
  const stillShown = lastActive && rows.includes(lastActive.row);
  const first = selected !== undefined && rows.includes(selected) ? selected : rows[0];
  const active: Cell | undefined = stillShown
    ? lastActive
    : first === undefined
      ? undefined
      : { row: first, column: columns[0] ?? '' };

  /** The focusable elements of a row that are on the screen: a narrow window hides some columns. */
  const cellsOf = (row: string) =>
    [...(grid.current?.querySelectorAll<HTMLElement>(`[data-cell^="${row}:"]`) ?? [])].filter(
      (element) => element.offsetParent !== null,
    );
  const columnOf = (element: HTMLElement) => cellOf(element, rows, columns)?.column ?? '';

  function move(from: Cell, step: { rows: number; columns: number }) {
    const row = rows[clamp(rows.indexOf(from.row) + step.rows, rows.length)];
    if (row === undefined) return;
    const cells = cellsOf(row);
    const wanted = columns.indexOf(from.column);
    // A row may lack a cell, such as the reasons of one that does not apply: the nearest to the left stands in.
    const at = cells.findLastIndex((element) => columns.indexOf(columnOf(element)) <= wanted);
    const target = cells[clamp(clamp(at, cells.length) + step.columns, cells.length)];
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
    if (selected !== undefined && row !== selected) onOpen(row, { replace: true });
  }

  function onKeyDown(event: KeyboardEvent) {
    const from = cellOf(event.target, rows, columns);
    if (!from || event.altKey || event.metaKey) return;
    if (event.key === 'Escape' && selected !== undefined) return onClose();
    const cellAt = (column: string) => cellsOf(from.row).find((element) => columnOf(element) === column);
    if (!event.ctrlKey && onKey(event, from, cellAt)) return event.preventDefault();
    const step = stepFor(event);
    if (!step || (event.ctrlKey && event.key.length === 1)) return;
    event.preventDefault();
    move(from, step);
  }

  // Opened by an address or from an exhibit, the row may be far down.
  useEffect(() => {
    const row = grid.current?.querySelector('[data-row][aria-current="true"]');
    const view = grid.current?.parentElement;
    if (!row || !view) return;
    const [at, seen] = [row.getBoundingClientRect(), view.getBoundingClientRect()];
    if (at.top < seen.top || at.bottom > seen.bottom) row.scrollIntoView({ block: 'center' });
  }, [selected]);

  function onFocus(event: FocusEvent) {
    const cell = cellOf(event.target, rows, columns);
    if (cell && (cell.row !== lastActive?.row || cell.column !== lastActive.column)) setLastActive(cell);
  }

  /** A click on a row's empty place opens it too; the title's link is the way for everyone else. */
  function onClick(event: MouseEvent) {
    if (!(event.target instanceof Element) || event.target.closest('button, a, input')) return;
    const row = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (row !== undefined && getSelection()?.isCollapsed !== false) onOpen(row, { replace: false });
  }

  return (
    // Cells take the focus, not the grid itself.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={grid}
      role="grid"
      className={`grid ${props.className}`}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-rowcount={props.rowCount}
      aria-colcount={columns.length + 1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onClick={onClick}
    >
      {props.children(active)}
    </div>
  );
}
