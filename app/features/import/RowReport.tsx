import { useState } from 'react';
import {
  countOutcomes,
  type ImportOutcome,
  type ImportRow,
  type RowNote,
} from '#core/exchange/import-report.ts';
import type { RiskCriteria } from '#core/risks/criteria.ts';
import { Icon } from '../../components/Icon.tsx';
import type { Messages } from '../../messages/en.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { DifferingText } from '../versions/DifferingText.tsx';
import { fieldName, valueWords } from './import-words.ts';

type RowReportProps = {
  rows: readonly ImportRow<string>[];
  /** The spreadsheet's numbers of the table's rows. */
  lines: readonly number[];
  left: ReadonlySet<string>;
  criteria: RiskCriteria;
  onLeft: (left: ReadonlySet<string>) => void;
};

const outcomes: readonly ImportOutcome[] = ['change', 'partly', 'not-understood', 'same', 'skipped'];
/** As many rows are drawn at a time. */
const page = 200;

function noteWords(note: RowNote, { import: words }: Messages): string {
  switch (note.kind) {
    case 'from-2013':
    case 'zero-restored':
      return words.notes[note.kind](note.written.join(', '));
    case 'several-sheets':
      return words.notes[note.kind](note.sheets);
    case 'read-with':
      return words.notes[note.kind](note.sheet);
    case 'several-rows':
    case 'new-record':
    case 'new-custom-control':
    case 'levels-kept':
    case 'matrix-suggested':
    case 'threshold-kept':
      return words.notes[note.kind];
  }
}

type ReportRowProps = Pick<RowReportProps, 'lines' | 'criteria'> & {
  row: ImportRow<string>;
  isTaken: boolean;
  onTake: (taken: boolean) => void;
};

function ReportRow({ row, lines, criteria, isTaken, onTake }: ReportRowProps) {
  const messages = useMessages();
  const words = messages.import;
  const places = row.rows.map((at) => lines[at] ?? at + 1).join(', ');
  return (
    <li className="import-row" data-outcome={row.outcome}>
      <div className="import-row-head">
        {row.changes.length > 0 ? (
          <label>
            <input
              type="checkbox"
              checked={isTaken}
              aria-label={words.take(row.label)}
              onChange={(event) => onTake(event.currentTarget.checked)}
            />
            <strong>{row.label}</strong>
          </label>
        ) : (
          <strong>{row.label}</strong>
        )}
        <span className="help">{words.row(places)}</span>
        <span className="help import-outcome">{words.outcomes[row.outcome]}</span>
      </div>
      {row.notes.length > 0 && (
        <p className="help">{row.notes.map((note) => noteWords(note, messages)).join('. ')}</p>
      )}
      {row.changes.length > 0 && (
        <dl className="import-changes">
          {row.changes.map(({ field, before, after }) => {
            const [old, fresh] = [before, after].map((value) =>
              valueWords(field, value, messages, criteria),
            ) as [string, string];
            return (
              <div key={field}>
                <dt>{fieldName(field, messages)}</dt>
                <dd>
                  <DifferingText text={old} other={fresh} as="del" />
                  <span aria-hidden="true"> → </span>
                  <DifferingText text={fresh} other={old} as="ins" />
                </dd>
              </div>
            );
          })}
        </dl>
      )}
      {(row.problem ?? row.problems.length > 0) && (
        <ul className="import-problems">
          {row.problem && (
            <li>
              <Icon name="warning" />
              {words.rowProblems[row.problem]}
            </li>
          )}
          {row.problems.map(({ field, kind, text }) => (
            <li key={field}>
              <Icon name="warning" />
              {words.cellProblems[kind](fieldName(field, messages), text)}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Row by row: taken, nothing to do or not understood and why, with every cell that would change. */
export function RowReport({ rows, lines, left, criteria, onLeft }: RowReportProps) {
  const messages = useMessages();
  const words = messages.import;
  const counts = countOutcomes(rows);
  const [filter, setFilter] = useState<ImportOutcome | 'all'>('all');
  const [most, setMost] = useState(page);
  const matching = rows.filter(({ outcome, notes }) =>
    // What has nothing to say is there when asked for.
    filter === 'all'
      ? (outcome !== 'same' && outcome !== 'skipped') || notes.some(({ kind }) => kind === 'read-with')
      : outcome === filter,
  );
  const changing = rows.filter(({ changes }) => changes.length > 0);
  const take = (key: string, taken: boolean) => {
    const next = new Set(left);
    if (taken) next.delete(key);
    else next.add(key);
    onLeft(next);
  };
  return (
    <section aria-labelledby="import-report">
      <h3 id="import-report">{words.report}</h3>
      <div className="tool-row">
        <div className="chips" role="group" aria-label={words.filter}>
          <button
            type="button"
            className="chip"
            aria-pressed={filter === 'all'}
            onClick={() => setFilter('all')}
          >
            {words.all}
          </button>
          {outcomes
            .filter((outcome) => counts[outcome] > 0)
            .map((outcome) => (
              <button
                type="button"
                className="chip"
                key={outcome}
                aria-pressed={filter === outcome}
                onClick={() => setFilter(outcome)}
              >
                {words.outcomes[outcome]}
                <span className="count number">{words.counts(counts[outcome])}</span>
              </button>
            ))}
        </div>
        {changing.length > 0 && (
          <span className="import-take">
            <button type="button" className="button" data-size="small" onClick={() => onLeft(new Set())}>
              {words.takeAll}
            </button>
            <button
              type="button"
              className="button"
              data-size="small"
              onClick={() => onLeft(new Set(changing.map(({ key }) => key)))}
            >
              {words.takeNone}
            </button>
          </span>
        )}
      </div>
      {matching.length === 0 && <p className="help">{words.nothingToShow}</p>}
      <ul className="import-rows">
        {matching.slice(0, most).map((row) => (
          <ReportRow
            key={row.key}
            row={row}
            lines={lines}
            criteria={criteria}
            isTaken={!left.has(row.key)}
            onTake={(taken) => take(row.key, taken)}
          />
        ))}
      </ul>
      {matching.length > most && (
        <button type="button" className="button" onClick={() => setMost(most + page)}>
          {words.more(matching.length - most)}
        </button>
      )}
    </section>
  );
}
