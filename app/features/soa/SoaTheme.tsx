import type { ControlGroup, ControlId } from '#core/catalogue/control.ts';
import { nameOfRow } from '#core/catalogue/control-name.ts';
import type { RuleId } from '#core/soa/linter.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { useMayEdit } from '../../components/EditFieldset.tsx';
import { Icon } from '../../components/Icon.tsx';
import { RowPart, rowsPerPart } from '../../components/RowPart.tsx';
import type { Cell } from '../../components/grid-cell.ts';
import type { Comments } from '../../services/comment-projection.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { useControlNames } from '../control-names.ts';
import { SoaRow } from './SoaRow.tsx';
import type { SoaRowProps } from './SoaRow.tsx';
import { cellNames } from './soa-columns.ts';
import type { SoaCounts } from './soa-filter.ts';
import { openThreads } from './soa-filter.ts';

type SoaThemeProps = Pick<SoaRowProps, 'actions' | 'onMenu' | 'columns'> & {
  /** Undefined where the rows of all groups are in one order. */
  group: ControlGroup | undefined;
  entries: readonly SoaEntry[];
  counts: SoaCounts;
  comments: Comments;
  onAdd: () => void;
  /** The place of the group's title, or of the first row where there is none, among all rows of the grid, from 1. */
  firstRow: number;
  /** How many rows of other groups stand before its own. */
  rowsBefore: number;
  /** The rows that are drawn wherever they are. */
  kept: (row: string) => boolean;
  selected: ControlId | undefined;
  marked: ReadonlySet<string>;
  active: Cell | undefined;
  newestByControl: ReadonlyMap<string, string>;
  found: ReadonlyMap<string, readonly RuleId[]>;
};

/** A theme's title with its counts, and its rows; below the themes, the same of the custom controls. */
export function SoaTheme(props: SoaThemeProps) {
  const { group, onAdd, entries, counts, firstRow, rowsBefore, kept } = props;
  const { selected, marked, active, found, comments, ...rest } = props;
  const messages = useMessages();
  const names = useControlNames();
  const word = group === 'custom' ? messages.custom.group : group && messages.themes[group];
  const row = (entry: SoaEntry, at: number) => {
    return (
      <SoaRow
        key={entry.control}
        name={names.find(entry.control) ?? nameOfRow(entry)}
        entry={entry}
        rowIndex={firstRow + (group ? 1 : 0) + at}
        selected={selected === entry.control}
        marked={marked.has(entry.control)}
        active={active?.row === entry.control ? active.column : undefined}
        newest={rest.newestByControl.get(entry.control)}
        comments={openThreads(comments, entry.control).length}
        columns={rest.columns}
        // That nobody has decided yet stands in the row already.
        findings={found.get(entry.control)?.filter((rule) => rule !== 'undecided').length ?? 0}
        actions={rest.actions}
        onMenu={rest.onMenu}
      />
    );
  };
  const partStarts = entries.map((_, at) => at).filter((at) => at % rowsPerPart === 0);
  return (
    <div role="rowgroup" aria-label={word}>
      {group && (
        <div role="row" className="soa-theme" aria-rowindex={firstRow}>
          <div role="gridcell" aria-colspan={cellNames(rest.columns).length + 1}>
            <span className="name">{word}</span>
            {counts.all > 0 && (
              <span className="help number">
                {messages.soa.themeCounts(counts.decided, counts.all, counts.proven)}
              </span>
            )}
            {group === 'custom' && <AddCustomButton onAdd={onAdd} />}
          </div>
        </div>
      )}
      {group === 'custom' && entries.length === 0 && (
        <div role="row" className="custom-empty" aria-rowindex={firstRow + 1}>
          <div role="gridcell" aria-colspan={cellNames(rest.columns).length + 1} className="help">
            {messages.custom.empty}
          </div>
        </div>
      )}
      {partStarts.map((start) => {
        const part = entries.slice(start, start + rowsPerPart);
        return (
          <RowPart
            key={start}
            count={part.length}
            at={rowsBefore + start}
            kept={part.some(({ control }) => kept(control))}
          >
            {() => part.map((entry, at) => row(entry, start + at))}
          </RowPart>
        );
      })}
    </div>
  );
}

function AddCustomButton({ onAdd }: { onAdd: () => void }) {
  const messages = useMessages();
  const mayEdit = useMayEdit();
  return (
    <button
      type="button"
      className="button custom-add"
      data-look="quiet"
      data-size="small"
      disabled={!mayEdit}
      data-hint={mayEdit ? undefined : messages.team.locked}
      onClick={onAdd}
    >
      <Icon name="plus" />
      {messages.custom.add}
    </button>
  );
}
