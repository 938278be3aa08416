import { Fragment, useMemo } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { goTo, routes } from '../routes.ts';
import { countOf, differencesOf } from './differences.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import type { ShownState } from './shown-state.ts';
import { useDifferenceGroups } from './use-difference-groups.tsx';

type ComparisonProps = {
  /** What can be chosen: versions by SHA-256, `now`, and the days that are looked at. */
  options: readonly { value: string; label: string }[];
  before: string;
  after: string;
  old: ShownState;
  fresh: ShownState;
  titleOf: (exhibit: string) => string;
};

const parts = ['rows', 'clauses', 'cover', 'records'] as const;

/** Two states of the workspace beside each other: every cell that differs, of rows, clauses, cover and registers. */
export function Comparison({ options, before, after, old, fresh, titleOf }: ComparisonProps) {
  const { versions: words } = useMessages();
  const differences = useMemo(() => differencesOf(old, fresh), [old, fresh]);
  const groups = useDifferenceGroups(differences, titleOf);
  const nameOf = (which: string) => options.find(({ value }) => value === which)?.label ?? '';
  const lacksRegisters = !old.registers || !fresh.registers;
  const lacksClauses = !old.clauses || !fresh.clauses;
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
          {parts
            .filter((part) => differences[part].length > 0)
            .map((part) => words.compared[part].summary(differences[part].length, groups[part].length))
            .join(' ')}
        </p>
      </div>
      {lacksClauses && <p className="help">{lacksRegisters ? words.rowsOnly : words.withoutClauses}</p>}
      {countOf(differences) === 0 && (
        <EmptyState
          icon="check"
          title={words.same}
          hint={lacksClauses ? words.sameHintPart : words.sameHint}
        />
      )}
      {parts
        .filter((part) => groups[part].length > 0)
        .map((part) => {
          const { title, what, table } = words.compared[part];
          return (
            <Fragment key={part}>
              <h3>{title}</h3>
              <DifferenceTable
                label={table(nameOf(before), nameOf(after))}
                what={what}
                groups={groups[part]}
              />
            </Fragment>
          );
        })}
    </section>
  );
}
