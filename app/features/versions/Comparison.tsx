import { useMemo } from 'react';
import { findControl } from '#core/catalogue/find-control.ts';
import { compareSoa } from '#core/soa/compare-soa.ts';
import type { FrozenEntry } from '#core/soa/soa-version.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { ShownVersion } from '../../services/soa-versions.ts';
import { goTo, routes } from '../routes.ts';
import { cellWords } from './cell-words.ts';
import { DifferingText } from './DifferingText.tsx';

type ComparisonProps = {
  versions: readonly ShownVersion[];
  now: readonly FrozenEntry[];
  /** SHA-256 of a version, or `now`. */
  before: string;
  after: string;
  titleOf: (exhibit: string) => string;
};

/** Two states of the SoA beside each other: every cell that differs, row by row. */
export function Comparison({ versions, now, before, after, titleOf }: ComparisonProps) {
  const messages = useMessages();
  const { versions: words } = messages;
  const rowsOf = (which: string) =>
    which === 'now' ? now : versions.find(({ sha256 }) => sha256 === which)?.version.entries;
  const [old, fresh] = [rowsOf(before), rowsOf(after)];
  const found = useMemo(() => (old && fresh ? compareSoa(old, fresh) : []), [old, fresh]);
  const rows = [...Map.groupBy(found, ({ control }) => control)];
  const options = [
    ...versions.toReversed().map(({ sha256, label }) => ({ value: sha256, label: words.name(label) })),
    { value: 'now', label: words.now },
  ];
  const nameOf = (which: string) => options.find(({ value }) => value === which)?.label ?? '';
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
          {found.length > 0 && words.summary(found.length, rows.length)}
        </p>
      </div>
      {found.length === 0 ? (
        <EmptyState icon="check" title={words.same} hint={words.sameHint} />
      ) : (
        <div className="scroll">
          <table aria-label={words.table(nameOf(before), nameOf(after))}>
            <thead>
              <tr>
                <th scope="col">{words.columns.control}</th>
                <th scope="col">{words.columns.field}</th>
                <th scope="col">{words.columns.before}</th>
                <th scope="col">{words.columns.after}</th>
              </tr>
            </thead>
            <tbody>
              {rows.flatMap(([control, cells]) =>
                cells.map((cell, at) => {
                  const texts = [cell.before, cell.after].map((entry) =>
                    cellWords(entry, cell.field, messages, titleOf),
                  );
                  const [was = '', is = ''] = texts;
                  return (
                    <tr key={`${control} ${cell.field}`} data-first={at === 0}>
                      {at === 0 && (
                        <th scope="rowgroup" rowSpan={cells.length}>
                          <a href={routes.control(control)}>
                            <span className="ref">{control}</span> {findControl(control)?.title}
                          </a>
                        </th>
                      )}
                      <td>{words.fields[cell.field]}</td>
                      <td className="cell" data-column={words.columns.before}>
                        <DifferingText text={was} other={is} as="del" />
                      </td>
                      <td className="cell" data-column={words.columns.after}>
                        <DifferingText text={is} other={was} as="ins" />
                      </td>
                    </tr>
                  );
                }),
              )}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
