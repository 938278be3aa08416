import { useEffect, useRef, useState } from 'react';
import type { CSSProperties, FocusEvent, KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { WatchNearContext } from './RowPart.tsx';
import { cellOf, stepFor } from './grid-cell.ts';
import type { Cell } from './grid-cell.ts';
import { createWatchNear } from './near-window.ts';
import { usePrinting } from './use-printing.ts';
import './grid.css';

type RecordGridProps = {
  className: string;
  /** Variables for the style sheet, such as how wide the columns are. */
  style?: CSSProperties;
  /** False where the reader chose the columns: none of them makes room then. */
  usual?: boolean;
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
  /** The rows that are marked, to do something with all of them at once. Without `onMark` none can be. */
  marked?: ReadonlySet<string>;
  onMark?: (marked: ReadonlySet<string>) => void;
  /** A key that the grid itself knows nothing of; `cellAt` finds other cells of the row. True when it was taken. */
  onKey: (event: KeyboardEvent, from: Cell, cellAt: (column: string) => HTMLElement | undefined) => boolean;
  /**
   * Head and rows. `active` is the cell that Tab reaches. A grid that draws its rows in parts (RowPart) always draws those that are
   * `kept`: what has the focus or is about to get it is there, however far it is from the window.
   */
  children: (active: Cell | undefined, kept: (row: string) => boolean) => ReactNode;
};

const noRows: ReadonlySet<string> = new Set();
const clamp = (value: number, length: number) => Math.min(Math.max(value, 0), length - 1);

/** Rows of records as an ARIA grid: one cell is in the order of Tab, arrows and letters move from it, Escape closes the details. */
export function RecordGrid(props: RecordGridProps) {
  const { rows, columns, selected, marked = noRows, onMark, onOpen, onClose, onKey } = props;
  // Where a range of marks begins.
  const anchor = useRef<string>(undefined);
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
  // The focus goes back to the row whose details are closed.
  const [opened, setOpened] = useState(selected);
  if (selected !== undefined && selected !== opened) setOpened(selected);
  const isPrinting = usePrinting();
  // The first one: where the search goes on into the grid.
  const kept = (row: string) => isPrinting || row === active?.row || row === opened || row === rows[0];
  const [watchNear] = useState(createWatchNear);

  /** The focusable elements of a row that are on the screen: a narrow window hides some columns. */
  const cellsOf = (row: string) =>
    [...(grid.current?.querySelectorAll<HTMLElement>(`[data-cell^="${row}:"]`) ?? [])].filter(
      (element) => element.offsetParent !== null,
    );
  const columnOf = (element: HTMLElement) => cellOf(element, rows, columns)?.column ?? '';

  function move(from: Cell, step: { rows: number; columns: number }) {
    const row = rows[clamp(rows.indexOf(from.row) + step.rows, rows.length)];
    if (row === undefined) return;
    // It is not drawn yet where it is far from the window.
    if (cellsOf(row).length === 0) flushSync(() => setLastActive({ ...from, row }));
    const cells = cellsOf(row);
    const wanted = columns.indexOf(from.column);
    // A row may lack a cell, such as the reasons of one that does not apply: the nearest to the left stands in.
    const at = cells.findLastIndex((element) => columns.indexOf(columnOf(element)) <= wanted);
    const target = cells[clamp(clamp(at, cells.length) + step.columns, cells.length)];
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
    if (selected !== undefined && row !== selected) onOpen(row, { replace: true });
  }

  /** Marks all rows from the last one that was marked by itself to this one. */
  function markTo(row: string) {
    const [from, to] = [rows.indexOf(anchor.current ?? row), rows.indexOf(row)];
    onMark?.(new Set([...marked, ...rows.slice(Math.min(from, to), Math.max(from, to) + 1)]));
  }

  function toggleMark(row: string) {
    anchor.current = row;
    const next = new Set(marked);
    if (!next.delete(row)) next.add(row);
    onMark?.(next);
  }

  /** X marks the row, Shift with an arrow marks on the way, Ctrl+A marks all, Escape marks none. True when the key was one of these. */
  function mark(event: KeyboardEvent, from: Cell): boolean {
    if (!onMark) return false;
    if (event.ctrlKey && event.key === 'a') onMark(new Set(rows));
    else if (event.key === 'Escape' && marked.size > 0) onMark(new Set());
    else if (event.key === 'x' && !event.ctrlKey) toggleMark(from.row);
    else if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (!marked.has(from.row)) anchor.current = from.row;
      markTo(rows[clamp(rows.indexOf(from.row) + step, rows.length)] ?? from.row);
      move(from, { rows: step, columns: 0 });
    } else return false;
    return true;
  }

  function onKeyDown(event: KeyboardEvent) {
    const from = cellOf(event.target, rows, columns);
    if (!from || event.altKey || event.metaKey) return;
    if (mark(event, from)) return event.preventDefault();
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
    if (!(event.target instanceof Element)) return;
    const row = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (row !== undefined && event.target.closest('[data-mark]')) {
      if (event.shiftKey) markTo(row);
      else toggleMark(row);
      return;
    }
    if (event.target.closest('button, a, input')) return;
    if (row !== undefined && getSelection()?.isCollapsed !== false) onOpen(row, { replace: false });
  }

  return (
    // Cells take the focus, not the grid itself.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={grid}
      role="grid"
      className={`grid ${props.className}`}
      style={props.style}
      data-usual={props.usual}
      data-marking={marked.size > 0}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-rowcount={props.rowCount}
      aria-colcount={columns.length + 1}
      aria-multiselectable={onMark !== undefined}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onClick={onClick}
    >
      <WatchNearContext value={watchNear}>{props.children(active, kept)}</WatchNearContext>
    </div>
  );
}
