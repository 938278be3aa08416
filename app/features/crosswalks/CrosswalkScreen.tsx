import { useMemo, useState } from 'react';
import { crosswalks, findCrosswalk } from '#core/catalogue/crosswalks.ts';
import type { FrameworkId } from '#core/catalogue/crosswalks.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import { crosswalkCoverage } from '#core/soa/crosswalk-coverage.ts';
import type { Coverage, CoveredItem } from '#core/soa/crosswalk-coverage.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { StateMark, type StateValue } from '../../components/StateMark.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { SoaProjection } from '../../services/soa-projection.ts';
import type { Watchable } from '../../services/watchable.ts';
import { goTo, routes } from '../routes.ts';
import './crosswalks.css';

const shapes: Record<Coverage, StateValue> = {
  covered: 'implemented',
  partly: 'partly',
  open: 'not-implemented',
  excluded: 'not-applicable',
  clauses: 'unverified',
};
const coverages = Object.keys(shapes) as Coverage[];

function Row({ item }: { item: CoveredItem }) {
  const { crosswalks: words } = useMessages();
  return (
    <tr>
      <th scope="row" className="number">
        {item.id}
      </th>
      <td>
        <StateMark value={shapes[item.coverage]} word={words.coverage[item.coverage]} />
      </td>
      <td className="references">
        {item.controls.map((control) => (
          <a key={control} href={routes.control(control)} data-hint={findControl(control)?.title}>
            {control}
          </a>
        ))}
        {item.clauses.map((clause) => (
          <span key={clause} className="help">
            {words.clause(clause)}
          </span>
        ))}
      </td>
      <td className="number">{words.proven(item.proven, item.applicable)}</td>
    </tr>
  );
}

/** Another framework, and how far the Statement of Applicability covers it. The first one is shown when none is named. */
export function CrosswalkScreen({
  soa,
  framework,
}: {
  soa: Watchable<SoaProjection>;
  framework: string | undefined;
}) {
  const { crosswalks: words } = useMessages();
  const { entries } = useWatchable(soa);
  const [only, setOnly] = useState<Coverage | 'any'>('any');
  const crosswalk = findCrosswalk(framework ?? '') ?? crosswalks[0];
  const items = useMemo(() => crosswalkCoverage(crosswalk?.items ?? [], entries), [crosswalk, entries]);
  if (!crosswalk) return null;
  const count = (coverage: Coverage) => items.filter((item) => item.coverage === coverage).length;
  const shown = items.filter((item) => only === 'any' || item.coverage === only);
  return (
    <div className="screen">
      <div className="column crosswalks">
        <p className="lead">{words.intro}</p>
        <div className="tool-row">
          <SelectBox<FrameworkId>
            label={words.framework}
            value={crosswalk.framework}
            options={crosswalks.map(({ framework: value, name }) => ({ value, label: name }))}
            onChange={(value) => goTo(routes.crosswalk(value))}
          />
          <SelectBox<Coverage | 'any'>
            label={words.filter}
            value={only}
            options={[
              { value: 'any', label: words.any },
              ...coverages.map((value) => ({ value, label: words.coverage[value] })),
            ]}
            onChange={setOnly}
          />
          <p role="status">{words.summary(count('covered'), count('partly'), items.length)}</p>
        </div>
        {shown.length === 0 ? (
          <EmptyState icon="search" title={words.nothing} hint={words.nothingHint} />
        ) : (
          <table aria-label={crosswalk.name}>
            <thead>
              <tr>
                <th scope="col">{words.columns.id}</th>
                <th scope="col">{words.columns.coverage}</th>
                <th scope="col">{words.columns.controls}</th>
                <th scope="col">{words.columns.proven}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((item) => (
                <Row key={item.id} item={item} />
              ))}
            </tbody>
          </table>
        )}
        <p className="help">
          {words.source(crosswalk.source)} {words.honest}
        </p>
      </div>
    </div>
  );
}
