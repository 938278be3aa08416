import { memo } from 'react';
import type { ControlGroup, ControlId } from '#core/catalogue/control.ts';
import { controlGroups } from '#core/catalogue/control.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import type { RuleId } from '#core/soa/linter.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import type { SoaLook } from '#core/soa/soa-view.ts';
import { RecordGrid } from '../../components/RecordGrid.tsx';
import type { Comments } from '../../services/comment-projection.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { goTo, routes } from '../routes.ts';
import { SoaHead } from './SoaHead.tsx';
import type { SoaRowProps } from './SoaRow.tsx';
import { SoaTheme } from './SoaTheme.tsx';
import { cellNames, columnStyle, isUsual } from './soa-columns.ts';
import { countSoa } from './soa-filter.ts';

type SoaGridProps = Pick<SoaRowProps, 'actions' | 'onMenu'> & {
  /** The rows to show. */
  entries: readonly SoaEntry[];
  /** All rows, for the counts of each theme. */
  all: readonly SoaEntry[];
  selected: ControlId | undefined;
  /** Whether the group of custom controls is shown although it has no rows. */
  offersCustom: boolean;
  /** Begins with a new custom control. */
  onAdd: () => void;
  /** The rows that are edited together. */
  marked: ReadonlySet<string>;
  onMark: (marked: ReadonlySet<string>) => void;
  newestByControl: ReadonlyMap<string, string>;
  found: ReadonlyMap<string, readonly RuleId[]>;
  comments: Comments;
  look: SoaLook;
  onLook: (look: SoaLook) => void;
};

const groupOf = ({ control, custom }: SoaEntry): ControlGroup | undefined =>
  custom ? 'custom' : findControl(control)?.theme;
const menuOf = { a: 'applicability', s: 'status' } as const;

export const SoaGrid = memo(function SoaGrid(props: SoaGridProps) {
  const { entries, all, selected, offersCustom, onAdd, marked, onMark, look, onLook, onMenu } = props;
  const messages = useMessages();
  const names = cellNames(look.columns);
  const shownGroups = controlGroups.filter(
    ({ id }) => (id === 'custom' && offersCustom) || entries.some((entry) => groupOf(entry) === id),
  );
  // Another order than that of Annex A goes across its themes.
  const lists =
    look.order === 'annex'
      ? (look.descending ? shownGroups.toReversed() : shownGroups).map(({ id }) => ({
          group: id,
          rows: entries.filter((entry) => groupOf(entry) === id),
        }))
      : [{ group: undefined, rows: entries }];
  // A group without rows says in one what it is for.
  const rowsBefore = (at: number) =>
    lists.slice(0, at).reduce((sum, list) => sum + Math.max(list.rows.length, 1), 0);
  const titles = lists.filter(({ group }) => group !== undefined).length;
  return (
    <RecordGrid
      className="soa-grid"
      label={messages.soa.grid}
      describedBy="soa-grid-help"
      rows={entries.map(({ control }) => control)}
      style={columnStyle(look.columns)}
      usual={isUsual(look.columns)}
      columns={names}
      rowCount={rowsBefore(lists.length) + titles + 1}
      selected={selected}
      marked={marked}
      onMark={onMark}
      onOpen={(control, how) => goTo(routes.control(control), how)}
      onClose={() => goTo(routes.soa)}
      onKey={({ key }, from, cellAt) => {
        if (key === 'n') {
          onAdd();
          return true;
        }
        const menu = key === 'a' || key === 's' ? menuOf[key] : undefined;
        const entry = entries.find(({ control }) => control === from.row);
        if (!menu || !entry) return false;
        // The column may not be shown; the decision can be made all the same.
        const anchor = cellAt(menu) ?? cellAt('title');
        if (anchor) onMenu(menu, entry, anchor);
        return true;
      }}
    >
      {(active, kept) => (
        <>
          <SoaHead look={look} onLook={onLook} />
          {lists.map(({ group, rows }, at) => (
            <SoaTheme
              key={group ?? 'all'}
              group={group}
              onAdd={onAdd}
              entries={rows}
              rowsBefore={rowsBefore(at)}
              kept={kept}
              counts={countSoa(all.filter((entry) => groupOf(entry) === group))}
              // Below the header and, for each theme before, its title and its rows.
              firstRow={2 + at + rowsBefore(at)}
              selected={selected}
              marked={marked}
              active={active}
              newestByControl={props.newestByControl}
              found={props.found}
              comments={props.comments}
              columns={look.columns}
              actions={props.actions}
              onMenu={onMenu}
            />
          ))}
        </>
      )}
    </RecordGrid>
  );
});
