import type { ControlId } from '#core/catalogue/control.ts';
import { themes } from '#core/catalogue/control.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import type { RuleId } from '#core/soa/linter.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { RecordGrid } from '../../components/RecordGrid.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { goTo, routes } from '../routes.ts';
import { SoaHead } from './SoaHead.tsx';
import { columns } from './SoaRow.tsx';
import type { SoaRowProps } from './SoaRow.tsx';
import { SoaTheme } from './SoaTheme.tsx';
import { countSoa } from './soa-filter.ts';

type SoaGridProps = Pick<SoaRowProps, 'actions' | 'onMenu'> & {
  /** The rows to show. */
  entries: readonly SoaEntry[];
  /** All rows, for the counts of each theme. */
  all: readonly SoaEntry[];
  selected: ControlId | undefined;
  /** The rows that are edited together. */
  marked: ReadonlySet<string>;
  onMark: (marked: ReadonlySet<string>) => void;
  newestByControl: ReadonlyMap<string, string>;
  found: ReadonlyMap<string, readonly RuleId[]>;
};

const themeOf = (entry: SoaEntry) => findControl(entry.control)?.theme;
const menuOf = { a: 'applicability', s: 'status' } as const;

export function SoaGrid(props: SoaGridProps) {
  const { entries, all, selected, marked, onMark, newestByControl, found, actions, onMenu } = props;
  const messages = useMessages();
  const shownThemes = themes.filter((theme) => entries.some((entry) => themeOf(entry) === theme.id));
  const rowsOf = shownThemes.map((theme) => entries.filter((entry) => themeOf(entry) === theme.id));
  return (
    <RecordGrid
      className="soa-grid"
      label={messages.soa.grid}
      describedBy="soa-grid-help"
      rows={entries.map(({ control }) => control)}
      columns={columns}
      rowCount={entries.length + shownThemes.length + 1}
      selected={selected}
      marked={marked}
      onMark={onMark}
      onOpen={(control, how) => goTo(routes.control(control), how)}
      onClose={() => goTo(routes.soa)}
      onKey={({ key }, from, cellAt) => {
        const menu = key === 'a' || key === 's' ? menuOf[key] : undefined;
        const entry = entries.find(({ control }) => control === from.row);
        if (!menu || !entry) return false;
        const anchor = cellAt(menu);
        if (anchor) onMenu(menu, entry, anchor);
        return true;
      }}
    >
      {(active) => (
        <>
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
              marked={marked}
              active={active}
              newestByControl={newestByControl}
              found={found}
              actions={actions}
              onMenu={onMenu}
            />
          ))}
        </>
      )}
    </RecordGrid>
  );
}
