import type { ControlId, Theme } from '#core/catalogue/control.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import type { RuleId } from '#core/soa/linter.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import type { Cell } from '../../components/grid-cell.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { SoaRow, columns } from './SoaRow.tsx';
import type { SoaRowProps } from './SoaRow.tsx';
import type { SoaCounts } from './soa-filter.ts';

type SoaThemeProps = Pick<SoaRowProps, 'actions' | 'onMenu'> & {
  theme: Theme;
  entries: readonly SoaEntry[];
  counts: SoaCounts;
  /** The place of the theme's title among all rows of the grid, from 1. */
  firstRow: number;
  selected: ControlId | undefined;
  marked: ReadonlySet<string>;
  active: Cell | undefined;
  newestByControl: ReadonlyMap<string, string>;
  found: ReadonlyMap<string, readonly RuleId[]>;
};

/** A theme's title with its counts, and its rows. */
export function SoaTheme(props: SoaThemeProps) {
  const {
    theme,
    entries,
    counts,
    firstRow,
    selected,
    marked,
    active,
    newestByControl,
    found,
    actions,
    onMenu,
  } = props;
  const messages = useMessages();
  return (
    <div role="rowgroup" aria-label={messages.themes[theme]}>
      <div role="row" className="soa-theme" aria-rowindex={firstRow}>
        <div role="gridcell" aria-colspan={columns.length + 1}>
          <span className="name">{messages.themes[theme]}</span>
          <span className="help number">
            {messages.soa.themeCounts(counts.decided, counts.all, counts.proven)}
          </span>
        </div>
      </div>
      {entries.map((entry, at) => {
        const control = findControl(entry.control);
        if (!control) return null;
        return (
          <SoaRow
            key={entry.control}
            control={control}
            entry={entry}
            rowIndex={firstRow + 1 + at}
            selected={selected === entry.control}
            marked={marked.has(entry.control)}
            active={active?.row === entry.control ? active.column : undefined}
            newest={newestByControl.get(entry.control)}
            // That nobody has decided yet stands in the row already.
            findings={found.get(entry.control)?.filter((rule) => rule !== 'undecided').length ?? 0}
            actions={actions}
            onMenu={onMenu}
          />
        );
      })}
    </div>
  );
}
