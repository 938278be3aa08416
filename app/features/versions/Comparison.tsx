import { useMemo } from 'react';
import { findControl } from '#core/catalogue/find-control.ts';
import { compareRegisters } from '#core/exchange/compare-registers.ts';
import type { RegisterDifference } from '#core/exchange/compare-registers.ts';
import { compareSoa } from '#core/soa/compare-soa.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { goTo, routes } from '../routes.ts';
import { cellWords } from './cell-words.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import type { DifferenceGroup } from './DifferenceTable.tsx';
import type { ShownState } from './shown-state.ts';

type ComparisonProps = {
  /** What can be chosen: versions by SHA-256, `now`, and the days that are looked at. */
  options: readonly { value: string; label: string }[];
  before: string;
  after: string;
  old: ShownState;
  fresh: ShownState;
  titleOf: (exhibit: string) => string;
};

/** The register's differences by record, each with what became of it. */
function useRegisterGroups(found: readonly RegisterDifference[]): DifferenceGroup[] {
  const { versions: words } = useMessages();
  return [...Map.groupBy(found, ({ part, id }) => `${part} ${id}`)].map(([id, cells]) => {
    const [{ part, name, change } = { part: 'criteria' as const, name: '', change: 'changed' as const }] =
      cells;
    return {
      id,
      cells,
      head: (
        <>
          <span className="help block">
            {words.parts[part]}
            {change !== 'changed' && `, ${words.changes[change]}`}
          </span>
          {name}
        </>
      ),
    };
  });
}

/** Two states of the workspace beside each other: every cell that differs, of the SoA and of the registers. */
export function Comparison({ options, before, after, old, fresh, titleOf }: ComparisonProps) {
  const messages = useMessages();
  const { versions: words } = messages;
  const rows = useMemo(() => compareSoa(old.entries, fresh.entries), [old, fresh]);
  const records = useMemo(
    () => (old.registers && fresh.registers ? compareRegisters(old.registers, fresh.registers) : []),
    [old, fresh],
  );
  const rowGroups = [...Map.groupBy(rows, ({ control }) => control)].map(
    ([control, cells]): DifferenceGroup => ({
      id: control,
      head: (
        <a href={routes.control(control)}>
          <span className="ref">{control}</span> {findControl(control)?.title}
        </a>
      ),
      cells: cells.map((cell) => ({
        field: words.fields[cell.field],
        before: cellWords(cell.before, cell.field, messages, titleOf),
        after: cellWords(cell.after, cell.field, messages, titleOf),
      })),
    }),
  );
  const recordGroups = useRegisterGroups(records);
  const nameOf = (which: string) => options.find(({ value }) => value === which)?.label ?? '';
  const nothing = rows.length === 0 && records.length === 0;
  const registersLeftOut = !old.registers || !fresh.registers;
  return (
    <section aria-labelledby="compare-title" className="comparison">
      <div className="tool-row">
        <h2 id="compare-title">{words.compareTitle}</h2>
        <SelectBox
          label={words.before}
          value={before}
          options={options}
          onChange={(value) => goTo(routes.comparison(value, after), { replace: true })}
        />
        <SelectBox
          label={words.after}
          value={after}
          options={options}
          onChange={(value) => goTo(routes.comparison(before, value), { replace: true })}
        />
        <p role="status" className="help">
          {rows.length > 0 && words.summary(rows.length, rowGroups.length)}
          {records.length > 0 && ` ${words.recordSummary(records.length, recordGroups.length)}`}
        </p>
      </div>
      {registersLeftOut && <p className="help">{words.rowsOnly}</p>}
      {nothing && (
        <EmptyState
          icon="check"
          title={words.same}
          hint={registersLeftOut ? words.sameHintRows : words.sameHint}
        />
      )}
      {rows.length > 0 && (
        <DifferenceTable
          label={words.table(nameOf(before), nameOf(after))}
          what={words.columns.control}
          groups={rowGroups}
        />
      )}
      {records.length > 0 && (
        <>
          <h3>{words.recordsTitle}</h3>
          <DifferenceTable
            label={words.recordTable(nameOf(before), nameOf(after))}
            what={words.columns.record}
            groups={recordGroups}
          />
        </>
      )}
    </section>
  );
}
