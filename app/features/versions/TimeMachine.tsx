import { useMemo, useState } from 'react';
import type { FormEvent } from 'react';
import type * as Y from 'yjs';
import { findClause } from '#core/catalogue/clauses.ts';
import { nameOfRow } from '#core/catalogue/control-name.ts';
import { thawedEntry } from '#core/soa/soa-version.ts';
import { levelOf } from '#core/risks/criteria.ts';
import type { RegisterState } from '#core/risks/register-state.ts';
import type { FrozenClause } from '#core/soa/frozen-clause.ts';
import type { FrozenEntry } from '#core/soa/soa-version.ts';
import { logBegins } from '#core/workspace/change-log.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Icon } from '../../components/Icon.tsx';
import { formatCalendarDate, formatMinute } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { ShownVersion } from '../../services/soa-versions.ts';
import { FileChoice } from '../packs/FileChoice.tsx';
import { saveRisks, saveSoa } from '../packs/build-files.ts';
import type { PackInput } from '../packs/build-files.ts';
import { goTo, routes } from '../routes.ts';
import { comparedDay, type DayState } from './shown-state.ts';

type DayFormProps = {
  doc: Y.Doc;
  versions: readonly ShownVersion[];
  /** The day that is shown, `YYYY-MM-DD`; empty when none is. */
  day: string;
  today: string;
};

/** Asks for a day, and says from when on each day is known exactly. */
export function DayForm({ doc, versions, day, today }: DayFormProps) {
  const { versions: words } = useMessages();
  const [chosen, setChosen] = useState(day);
  const begins = logBegins(doc);

  function show(event: FormEvent) {
    event.preventDefault();
    if (chosen !== '') goTo(routes.day(chosen));
  }

  return (
    <form className="card day-form" aria-labelledby="day-title" onSubmit={show}>
      <h2 id="day-title">{words.dayTitle}</h2>
      <p className="help">
        {begins ? words.dayExact(formatMinute(begins)) : words.dayNoHistory}{' '}
        {versions.length > 0 ? words.dayOlder : words.dayOlderNone}
      </p>
      <div className="freeze-end">
        <label>
          <span className="label">{words.day}</span>
          <input
            className="field"
            type="date"
            max={today}
            required
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        </label>
        <button type="submit" className="button">
          <Icon name="search" />
          {words.showDay}
        </button>
      </div>
    </form>
  );
}

function RowsTable({ entries, label }: { entries: readonly FrozenEntry[]; label: string }) {
  const messages = useMessages();
  const { fields, columns } = messages.versions;
  return (
    <div className="scroll">
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{columns.control}</th>
            <th scope="col">{fields.applicability}</th>
            <th scope="col">{fields.status}</th>
            <th scope="col">{fields.owner}</th>
            <th scope="col">{fields.justification}</th>
          </tr>
        </thead>
        <tbody>
          {entries
            .map((entry) => ({ ...entry, name: nameOfRow(thawedEntry(entry)) }))
            .map(({ control, name, applicability, status, owner, justification }) => (
              <tr key={control} data-first>
                <th scope="row">
                  <span className="ref">{name.reference}</span> {name.title}
                </th>
                <td data-column={fields.applicability}>{messages.applicability.long[applicability]}</td>
                <td data-column={fields.status}>{messages.status[status]}</td>
                <td data-column={fields.owner}>{owner}</td>
                <td className="cell" data-column={fields.justification}>
                  {justification}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

function ClausesTable({ clauses, label }: { clauses: readonly FrozenClause[]; label: string }) {
  const messages = useMessages();
  const { fields } = messages.clauses.history;
  return (
    <div className="scroll">
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{messages.versions.columns.clause}</th>
            <th scope="col">{fields.status}</th>
            <th scope="col">{fields.owner}</th>
            <th scope="col">{fields.how}</th>
          </tr>
        </thead>
        <tbody>
          {clauses.map(({ clause, status, owner, how }) => (
            <tr key={clause} data-first>
              <th scope="row">
                <span className="ref">{clause}</span> {findClause(clause)?.title}
              </th>
              <td data-column={fields.status}>{messages.clauses.states[status]}</td>
              <td data-column={fields.owner}>{owner}</td>
              <td className="cell" data-column={fields.how}>
                {how}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RisksTable({ registers, label }: { registers: RegisterState; label: string }) {
  const { versions, risks: words } = useMessages();
  const { criteria } = registers;
  const columns = versions.riskColumns;
  return (
    <div className="scroll">
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{columns.risk}</th>
            <th scope="col">{columns.level}</th>
            <th scope="col">{columns.treatment}</th>
            <th scope="col">{columns.owner}</th>
            <th scope="col">{columns.plan}</th>
          </tr>
        </thead>
        <tbody>
          {registers.risks.map(({ id, reference, title, residual, treatment, owner, plan }) => (
            <tr key={id} data-first>
              <th scope="row">
                <span className="ref">{reference}</span> {title}
              </th>
              <td data-column={columns.level}>{criteria.levels[levelOf(criteria, residual) ?? -1]?.label}</td>
              <td data-column={columns.treatment}>{words.treatments[treatment]}</td>
              <td data-column={columns.owner}>{owner}</td>
              <td className="cell" data-column={columns.plan}>
                {plan}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The workspace at the end of a day: how that is known, its rows and risks, its files. */
export function DayView({ day, state, input }: { day: string; state: DayState; input: PackInput }) {
  const { versions: words } = useMessages();
  const shown = useMemo(() => comparedDay(state), [state]);
  const name = formatCalendarDate(day);
  return (
    <section aria-labelledby="day-state" className="comparison day-state">
      <div className="tool-row">
        <h2 id="day-state">{words.dayState(name)}</h2>
        {shown && (
          <a className="button" data-size="small" href={routes.comparison(`on-${day}`, 'now')}>
            {words.compareShort}
          </a>
        )}
      </div>
      <p role="status" className="help">
        {state.kind === 'exact' && words.dayIsExact}
        {state.kind === 'exact' && state.unknown > 0 && ` ${words.dayUnknown(state.unknown)}`}
        {state.kind === 'version' &&
          words.dayIsVersion(state.version.label, formatMinute(state.version.version.frozenAt))}
      </p>
      {!shown && <EmptyState icon="versions" title={words.dayNothing} hint={words.dayNothingHint} />}
      {state.kind === 'exact' && (
        <div className="version-files">
          <p className="label">{words.soaFiles}</p>
          <FileChoice saves={saveSoa} action={(format) => words.saveDayAs(name, format)} input={input} />
          <p className="label">{words.registerFiles}</p>
          <FileChoice
            saves={saveRisks}
            action={(format) => words.saveDayRegisterAs(name, format)}
            input={input}
          />
        </div>
      )}
      {shown && (
        <details>
          <summary>{words.dayRows}</summary>
          <RowsTable entries={shown.entries} label={words.dayRows} />
        </details>
      )}
      {shown?.clauses && (
        <details>
          <summary>{words.dayClauses}</summary>
          <ClausesTable clauses={shown.clauses} label={words.dayClauses} />
        </details>
      )}
      {shown?.registers && shown.registers.risks.length > 0 && (
        <details>
          <summary>{words.dayRisks(shown.registers.risks.length)}</summary>
          <RisksTable registers={shown.registers} label={words.dayRisks(shown.registers.risks.length)} />
        </details>
      )}
    </section>
  );
}
