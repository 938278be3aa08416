import { useEffect, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent, MouseEvent } from 'react';
import { themes } from '#core/catalogue/control.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import type { ControlId } from '#core/catalogue/control.ts';
import type { RuleId } from '#core/soa/linter.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { goTo, routes } from '../routes.ts';
import { SoaHead } from './SoaHead.tsx';
import { columns } from './SoaRow.tsx';
import type { SoaRowProps } from './SoaRow.tsx';
import { SoaTheme } from './SoaTheme.tsx';
import { cellOf, stepFor } from './grid-cell.ts';
import type { Cell } from './grid-cell.ts';
import { countSoa } from './soa-filter.ts';

type SoaGridProps = Pick<SoaRowProps, 'actions' | 'onMenu'> & {
  /** The rows to show. */
  entries: readonly SoaEntry[];
  /** All rows, for the counts of each theme. */
  all: readonly SoaEntry[];
  selected: ControlId | undefined;
  newestByControl: ReadonlyMap<string, string>;
  found: ReadonlyMap<string, readonly RuleId[]>;
};

const themeOf = (entry: SoaEntry) => findControl(entry.control)?.theme;

const clamp = (value: number, length: number) => Math.min(Math.max(value, 0), length - 1);

export function SoaGrid({ entries, all, selected, newestByControl, found, actions, onMenu }: SoaGridProps) {
  const messages = useMessages();
  const grid = useRef<HTMLDivElement>(null);
  const [lastActive, setLastActive] = useState<Cell>();
  // A filter may have taken the active row away: Tab then enters at the first.
  const stillShown = lastActive && entries.some((entry) => entry.control === lastActive.control);
  const first = entries.find((entry) => entry.control === selected) ?? entries[0];
  const active: Cell | undefined = stillShown
    ? lastActive
    : first && { control: first.control, column: 'title' };

  /** The focusable elements of a row that are on the screen: a narrow window hides some columns. */
  const cellsOf = (control: ControlId) =>
    [...(grid.current?.querySelectorAll<HTMLElement>(`[data-cell^="${control}:"]`) ?? [])].filter(
      (element) => element.offsetParent !== null,
    );

  function move(from: Cell, step: { rows: number; columns: number }) {
    const row = clamp(
      entries.findIndex((entry) => entry.control === from.control) + step.rows,
      entries.length,
    );
    const control = entries[row]?.control;
    if (!control) return;
    const cells = cellsOf(control);
    const wanted = columns.indexOf(from.column);
    // Rows that do not apply have no reasons: the nearest cell to the left stands in.
    let at = cells.findLastIndex((element) => columns.indexOf(cellOf(element)?.column ?? 'title') <= wanted);
    at = clamp(at + step.columns, cells.length);
    cells[at]?.focus();
    cells[at]?.scrollIntoView({ block: 'nearest' });
    if (selected && control !== selected) goTo(routes.control(control), { replace: true });
  }

  function onKeyDown(event: KeyboardEvent) {
    const from = cellOf(event.target);
    if (!from || event.altKey || event.metaKey) return;
    if (event.key === 'Escape' && selected) {
      goTo(routes.soa);
      return;
    }
    const menu = event.key === 'a' ? 'applicability' : event.key === 's' ? 'status' : undefined;
    const entry = entries.find(({ control }) => control === from.control);
    if (menu && entry && !event.ctrlKey) {
      event.preventDefault();
      const anchor = cellsOf(from.control).find((element) => cellOf(element)?.column === menu);
      if (anchor) onMenu(menu, entry, anchor);
      return;
    }
    const step = stepFor(event);
    if (!step || (event.ctrlKey && event.key.length === 1)) return;
    event.preventDefault();
    move(from, step);
  }

  // Opened by an address or from an exhibit, the row may be far down.
  useEffect(() => {
    const row = grid.current?.querySelector('[aria-selected="true"]');
    const view = grid.current?.parentElement;
    if (!row || !view) return;
    const [at, seen] = [row.getBoundingClientRect(), view.getBoundingClientRect()];
    if (at.top < seen.top || at.bottom > seen.bottom) row.scrollIntoView({ block: 'center' });
  }, [selected]);

  function onFocus(event: FocusEvent) {
    const cell = cellOf(event.target);
    if (cell && (cell.control !== lastActive?.control || cell.column !== lastActive.column))
      setLastActive(cell);
  }

  /** A click on a row's empty place opens it too; the title's link is the way for everyone else. */
  function onClick(event: MouseEvent) {
    if (!(event.target instanceof Element) || event.target.closest('button, a, input')) return;
    const control = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (control && getSelection()?.isCollapsed !== false) goTo(routes.control(control));
  }

  const shownThemes = themes.filter((theme) => entries.some((entry) => themeOf(entry) === theme.id));
  const rowsOf = shownThemes.map((theme) => entries.filter((entry) => themeOf(entry) === theme.id));
  return (
    // Cells take the focus, not the grid itself.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={grid}
      role="grid"
      className="soa-grid"
      aria-label={messages.soa.grid}
      aria-describedby="soa-grid-help"
      aria-rowcount={entries.length + shownThemes.length + 1}
      aria-colcount={columns.length + 1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onClick={onClick}
    >
      <SoaHead />
      {shownThemes.map((theme, at) => (
        <SoaTheme
          key={theme.id}
          theme={theme.id}
          entries={rowsOf[at] ?? []}
          counts={countSoa(all.filter((entry) => themeOf(entry) === theme.id))}
          // Below the header and, for each theme before, its title and its rows.
          firstRow={2 + rowsOf.slice(0, at).reduce((sum, rows) => sum + 1 + rows.length, 0)}
          selected={selected}
          active={active}
          newestByControl={newestByControl}
          found={found}
          actions={actions}
          onMenu={onMenu}
        />
      ))}
    </div>
  );
}
