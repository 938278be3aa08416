import { memo } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import { themes } from '#core/catalogue/control.ts';
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
  /** The rows that are edited together. */
  marked: ReadonlySet<string>;
  onMark: (marked: ReadonlySet<string>) => void;
  newestByControl: ReadonlyMap<string, string>;
  found: ReadonlyMap<string, readonly RuleId[]>;
  comments: Comments;
  look: SoaLook;
  onLook: (look: SoaLook) => void;
};

const themeOf = (entry: SoaEntry) => findControl(entry.control)?.theme;
const menuOf = { a: 'applicability', s: 'status' } as const;

export const SoaGrid = memo(function SoaGrid(props: SoaGridProps) {
  const { entries, all, selected, marked, onMark, look, onLook, onMenu } = props;
  const messages = useMessages();
  const names = cellNames(look.columns);
  const shownThemes = themes.filter((theme) => entries.some((entry) => themeOf(entry) === theme.id));
  // Another order than that of Annex A goes across its themes.
  const lists =
    look.order === 'annex'
      ? (look.descending ? shownThemes.toReversed() : shownThemes).map(({ id }) => ({
          theme: id,
          rows: entries.filter((entry) => themeOf(entry) === id),
        }))
      : [{ theme: undefined, rows: entries }];
  const rowsBefore = (at: number) => lists.slice(0, at).reduce((sum, list) => sum + list.rows.length, 0);
  const titles = lists.filter(({ theme }) => theme !== undefined).length;
  return (
    <RecordGrid
      className="soa-grid"
      label={messages.soa.grid}
      describedBy="soa-grid-help"
      rows={entries.map(({ control }) => control)}
      style={columnStyle(look.columns)}
      usual={isUsual(look.columns)}
      columns={names}
      rowCount={entries.length + titles + 1}
      selected={selected}
      marked={marked}
      onMark={onMark}
      onOpen={(control, how) => goTo(routes.control(control), how)}
      onClose={() => goTo(routes.soa)}
      onKey={({ key }, from, cellAt) => {
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
          {lists.map(({ theme, rows }, at) => (
            <SoaTheme
              key={theme ?? 'all'}
              theme={theme}
              entries={rows}
              rowsBefore={rowsBefore(at)}
              kept={kept}
              counts={countSoa(all.filter((entry) => themeOf(entry) === theme))}
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
