/** Treatment actions, a row each, beside those of the risks that are here or that come in with the same file. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { Risk, RiskAction } from '../risks/risk.ts';
import { edit } from '../workspace/edit.ts';
import { recordIdSchema } from '../workspace/records.ts';
import { readRisks, restoreAction, setAction } from '../workspace/risks.ts';
import type { ImportHands } from './apply-soa-import.ts';
import { dateOrderOf, readDate, readLine, readLineField, readTick, type DateOrder } from './import-cells.ts';
import {
  guessColumns,
  plainWords,
  type ColumnMapping,
  type GuessedColumns,
  type Wording,
} from './import-columns.ts';
import {
  nothing,
  outcomeOf,
  readingOf,
  value,
  type EmptyCells,
  type ImportRow,
  type Reading,
} from './import-report.ts';

type Rows = readonly (readonly string[])[];

export type ActionField = 'title' | 'owner' | 'due' | 'done';
export type ActionColumn = `action:${ActionField}` | 'reference' | 'riskTitle' | 'riskId' | 'actionId';

export type ActionImportRow = ImportRow<`action:${ActionField}`> & {
  /** The action's id here, or the one that the file gives a new one. */
  id?: string;
  /** The risk that it treats, by its id or, for one that comes in with the file, by its title. */
  risk?: { id: string } | { title: string };
};

const words = (list: string) => list.split(', ');

export const actionWordings: readonly Wording<ActionColumn>[] = [
  { field: 'riskId', exact: words('risk id') },
  { field: 'actionId', exact: words('action id') },
  { field: 'riskTitle', exact: words('risk title, risk name') },
  { field: 'reference', exact: words('risk, risk no, risk number, risk ref, risk reference') },
  { field: 'action:title', exact: words('action, task, measure, treatment action, massnahme') },
  { field: 'action:owner', exact: words('owner, responsible, assigned to, assignee, verantwortlich') },
  { field: 'action:due', exact: words('due, due date, deadline, target date, frist') },
  { field: 'action:done', exact: words('state, status, done, completed') },
];

export const guessActionColumns = (rows: Rows): GuessedColumns<ActionColumn> =>
  guessColumns(rows, actionWordings);

/** Only our exports carry ids. */
export const isOwnActions = (titles: readonly string[]): boolean => titles.includes('Action id');

const doneWords = new Set(['done', 'closed', 'completed', 'complete', 'finished', 'erledigt']);
const openWords = new Set(['open', 'in progress', 'planned', 'pending', 'todo', 'to do', 'new', 'offen']);

function readDone(cell: string): Reading {
  const plain = plainWords(cell);
  if (doneWords.has(plain)) return value('yes');
  if (openWords.has(plain)) return value('');
  const tick = readTick(cell);
  return readingOf(tick === undefined ? undefined : tick ? 'yes' : '');
}

const currentOf = (action: RiskAction | undefined, field: ActionField): string =>
  !action ? '' : field === 'done' ? (action.done ? 'yes' : '') : action[field];

function readField(
  field: ActionField,
  cell: string,
  before: string,
  { empty, order }: { empty: EmptyCells; order: DateOrder },
): Reading {
  if (cell.trim() === '')
    return empty === 'clear' && (field === 'owner' || field === 'due') ? value('') : nothing;
  if (field === 'due') return readDate(cell, order);
  return field === 'done' ? readDone(cell) : readLineField(cell, before);
}

/** A risk as a file names it. */
export type Named = { title: string; reference: string };

export type ActionImportInput = {
  rows: Rows;
  headerRow: number;
  columns: ColumnMapping<ActionColumn>;
  /** Not removed. */
  risks: readonly Risk[];
  /** Titles and numbers, as the file has them, of risks that come in with it. */
  coming: readonly Named[];
  empty: EmptyCells;
};

const plain = (text: string) => text.trim().toLowerCase();

/** The risk of a row: by id, by title, by number where the row has no title. A number alone beside another title tells nothing. */
function riskOf(
  { id, title, reference }: Named & { id: string },
  { risks, coming }: Pick<ActionImportInput, 'risks' | 'coming'>,
): { known: Risk } | { title: string } | undefined {
  const known =
    risks.find((risk) => risk.id === id) ??
    (title === ''
      ? risks.find((risk) => plain(risk.reference) === plain(reference))
      : risks.find((risk) => plain(risk.title) === plain(title)));
  if (known) return { known };
  const other = coming.find((risk) =>
    title === '' ? plain(risk.reference) === plain(reference) : plain(risk.title) === plain(title),
  );
  return other && { title: other.title };
}

/** What the table would change, row by row. */
export function readActionImport(input: ActionImportInput): ActionImportRow[] {
  const { rows, headerRow, columns, empty } = input;
  const order = dateOrderOf(rows.map((row) => row[columns.indexOf('action:due')] ?? ''));
  const seen = new Set<string>();
  return rows.flatMap((row, at): ActionImportRow[] => {
    if (at <= headerRow || row.every((text) => text.trim() === '')) return [];
    const cellOf = (column: ActionColumn) => row[columns.indexOf(column)] ?? '';
    const title = readLine(cellOf('action:title'));
    const label = (title || (row.find((text) => text.trim() !== '') ?? '')).trim().slice(0, 120);
    const start = { rows: [at], label, notes: [], changes: [], problems: [] };
    const refused = (problem: NonNullable<ActionImportRow['problem']>): ActionImportRow[] => [
      { ...start, key: `row-${at}`, outcome: 'not-understood', problem },
    ];
    const risk = riskOf(
      {
        id: cellOf('riskId').trim().toLowerCase(),
        title: readLine(cellOf('riskTitle')),
        reference: cellOf('reference'),
      },
      input,
    );
    if (!risk) return refused('no-such-risk');
    if (title === '') return refused('no-title');
    const given = cellOf('actionId').trim().toLowerCase();
    const id = v.is(recordIdSchema, given) ? given : undefined;
    const own = 'known' in risk ? risk.known.actions : [];
    const action = own.find((one) => one.id === id) ?? own.find((one) => plain(one.title) === plain(title));
    const place = 'known' in risk ? risk.known.id : `new ${plain(risk.title)}`;
    const key = `${place} ${action?.id ?? id ?? plain(title)}`;
    if (seen.has(key)) return refused('twice');
    seen.add(key);
    const known = action?.id ?? id;
    const report: ActionImportRow = {
      ...start,
      key,
      outcome: 'same',
      notes: action ? [] : [{ kind: 'new-record' }],
      risk: 'known' in risk ? { id: risk.known.id } : risk,
      ...(known !== undefined && { id: known }),
    };
    for (const field of ['title', 'owner', 'due', 'done'] as const) {
      if (!columns.includes(`action:${field}`)) continue;
      const cell = cellOf(`action:${field}`);
      const before = currentOf(action, field);
      const reading = readField(field, cell, before, { empty, order });
      if (reading.kind === 'nothing') continue;
      if (reading.kind !== 'value')
        report.problems.push({
          field: `action:${field}`,
          kind: reading.kind,
          text: cell.trim().slice(0, 120),
        });
      else if (reading.value !== before)
        report.changes.push({ field: `action:${field}`, before, after: reading.value });
    }
    return [{ ...report, outcome: outcomeOf(report) }];
  });
}

/** Writes the changes of these rows in one transaction; an action whose risk is no longer there is left out. */
export const applyActionImport = (
  doc: Y.Doc,
  rows: readonly ActionImportRow[],
  { newId }: ImportHands,
): void =>
  edit(doc, () => {
    const risks = readRisks(doc).filter(({ removed }) => !removed);
    for (const { id, risk: named, notes, changes } of rows) {
      if (!named) continue;
      const risk = risks.find((one) =>
        'id' in named ? one.id === named.id : plain(one.title) === plain(named.title),
      );
      if (!risk) continue;
      const change: Partial<Omit<RiskAction, 'id'>> = {};
      for (const { field, after } of changes) {
        if (field === 'action:done') change.done = after === 'yes';
        else change[field.slice('action:'.length) as 'title' | 'owner' | 'due'] = after;
      }
      const isNew = notes.some(({ kind }) => kind === 'new-record');
      if (isNew && id !== undefined) restoreAction(doc, risk.id, id);
      setAction(doc, risk.id, id ?? newId(), change);
    }
  });
