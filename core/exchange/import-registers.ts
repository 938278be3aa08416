/** An existing list of assets, suppliers or obligations beside the register that is here. A row is the record of its name, or a new one. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { controlNames } from '../catalogue/control-name.ts';
import type { CustomControl } from '../catalogue/custom-control.ts';
import {
  registerFields,
  type RegisterField,
  type RegisterName,
  type RegisterRecord,
} from '../risks/registers.ts';
import type { Author } from '../shared/claim.ts';
import { readCustomControls } from '../workspace/custom-controls.ts';
import { edit } from '../workspace/edit.ts';
import {
  createRecord,
  recordIds,
  recordIdSchema,
  recordText,
  restoreRecord,
  setControls,
} from '../workspace/records.ts';
import { setRegisterField } from '../workspace/registers.ts';
import { replaceText } from '../workspace/replace-text.ts';
import type { ImportHands } from './apply-soa-import.ts';
import {
  dateOrderOf,
  readDate,
  readLine,
  readLineField,
  readProseField,
  type DateOrder,
} from './import-cells.ts';
import {
  guessColumns,
  plainWords,
  type ColumnMapping,
  type GuessedColumns,
  type Wording,
} from './import-columns.ts';
import { readControlList, readControlsField } from './import-control.ts';
import {
  nothing,
  outcomeOf,
  readingOf,
  value,
  type EmptyCells,
  type ImportRow,
  type Reading,
} from './import-report.ts';
import { fieldTitle, referencesText } from './risk-columns.ts';

type Rows = readonly (readonly string[])[];

export type RegisterImportRow = ImportRow<string> & { id?: string };

const otherTitles: Readonly<Record<string, string>> = {
  name: 'asset, asset name, supplier, supplier name, vendor, law, contract, obligation, requirement, title',
  type: 'category, kind, asset type',
  owner: 'responsible, asset owner',
  classification: 'confidentiality, sensitivity',
  service: 'services, description of service, product',
  criticality: 'rating, risk rating, importance',
  report: 'certificate, assurance report, certification',
  reportDate: 'certificate date, date of report',
  source: 'reference, article, citation',
  reviewOn: 'next review, review date',
  note: 'notes, remarks, description, comments, comment',
};

const fieldsOf = (register: RegisterName): readonly RegisterField[] => registerFields[register];

/** The columns of a table of this register; `controls` only where obligations name them. */
export function guessRegisterColumns(rows: Rows, register: RegisterName): GuessedColumns<string> {
  const wordings: Wording<string>[] = fieldsOf(register).map(({ name }) => ({
    field: name,
    exact: [plainWords(fieldTitle(name)), ...(otherTitles[name] ?? '').split(', ')],
  }));
  if (register === 'obligation')
    wordings.push({ field: 'controls', exact: ['controls', 'annex a controls', 'control'] });
  wordings.push({ field: 'id', exact: ['record id', 'uuid'] });
  return guessColumns(rows, wordings);
}

/** Records of any one register, as far as all have the same fields. */
type AnyRecord = Pick<RegisterRecord, 'id' | 'name' | 'controls'>;

export type RegisterImportInput = {
  rows: Rows;
  headerRow: number;
  columns: ColumnMapping<string>;
  register: RegisterName;
  records: readonly AnyRecord[];
  customControls: readonly CustomControl[];
  empty: EmptyCells;
};

type Fields = Readonly<Record<string, unknown>>;

/** What a new record has before anybody says anything. */
const initial = (field: RegisterField) => (field.kind === 'choice' ? field.options[0] : '');

function readField(
  field: RegisterField,
  cell: string,
  before: string,
  { empty, order }: { empty: EmptyCells; order: DateOrder },
): Reading {
  if (cell.trim() === '')
    return empty === 'clear' && field.kind !== 'choice' && field.name !== 'name' ? value('') : nothing;
  switch (field.kind) {
    case 'choice':
      return readingOf(field.options.find((option) => option === plainWords(cell)));
    case 'date':
      return readDate(cell, order);
    case 'note':
      return readProseField(cell, before);
    case 'text':
      return readLineField(cell, before);
  }
}

function readControls(cell: string, { empty, customControls }: RegisterImportInput): Reading {
  if (cell.trim() === '' && empty === 'keep') return nothing;
  return readControlsField(cell, customControls);
}

/** What the table would change, row by row. */
export function readRegisterImport(input: RegisterImportInput): RegisterImportRow[] {
  const { rows, headerRow, columns, register, records, empty } = input;
  const byId = new Map(records.map((record) => [record.id, record]));
  const byName = new Map(records.map((record) => [record.name.trim().toLowerCase(), record]));
  const seen = new Set<string>();
  // Once for each column: a date alone does not say which of its numbers is the month.
  const fields = fieldsOf(register)
    .filter(({ name }) => columns.includes(name))
    .map((field) => {
      const column = columns.indexOf(field.name);
      const dates = field.kind === 'date' ? rows.map((row) => row[column] ?? '') : [];
      return { field, order: dateOrderOf(dates) };
    });
  return rows.flatMap((row, at): RegisterImportRow[] => {
    if (at <= headerRow || row.every((text) => text.trim() === '')) return [];
    const cellOf = (column: string) => row[columns.indexOf(column)] ?? '';
    const name = readLine(cellOf('name'));
    const given = cellOf('id').trim().toLowerCase();
    const ownId = v.is(recordIdSchema, given) ? given : undefined;
    const record = byId.get(given) ?? byName.get(name.toLowerCase());
    const label = (name || (row.find((text) => text.trim() !== '') ?? '')).trim().slice(0, 120);
    const start = { rows: [at], label, notes: [], changes: [], problems: [] };
    const id = record?.id ?? ownId;
    const key = id ?? `new ${name.toLowerCase()}`;
    if (name === '') return [{ ...start, key: `row-${at}`, outcome: 'not-understood', problem: 'no-title' }];
    if (seen.has(key)) return [{ ...start, key: `row-${at}`, outcome: 'not-understood', problem: 'twice' }];
    seen.add(key);
    const report: RegisterImportRow = { ...start, key, outcome: 'same', ...(id !== undefined && { id }) };
    if (!record) report.notes = [{ kind: 'new-record' }];
    const note = (field: string, reading: Reading, before: string, cell: string) => {
      if (reading.kind === 'nothing') return;
      if (reading.kind !== 'value')
        report.problems.push({ field, kind: reading.kind, text: cell.trim().slice(0, 120) });
      else if (reading.value !== before) report.changes.push({ field, before, after: reading.value });
    };
    for (const { field, order } of fields) {
      const before = record ? String((record as Fields)[field.name] ?? '') : initial(field);
      note(
        field.name,
        readField(field, cellOf(field.name), before, { empty, order }),
        before,
        cellOf(field.name),
      );
    }
    if (register === 'obligation' && columns.includes('controls')) {
      const before = record ? referencesText(record.controls, controlNames(input.customControls)) : '';
      note('controls', readControls(cellOf('controls'), input), before, cellOf('controls'));
    }
    return [{ ...report, outcome: outcomeOf(report) }];
  });
}

/** A file may bring back a record that was removed here: it is not in the register, and its id is. */
function createOrRestore(doc: Y.Doc, register: RegisterName, id: string, author: Author): void {
  if (recordIds(doc, register).includes(id)) restoreRecord(doc, register, id);
  else createRecord(doc, register, id, {}, author);
}

/** Writes the changes of these rows in one transaction; records that are not there yet are made. */
export const applyRegisterImport = (
  doc: Y.Doc,
  register: RegisterName,
  rows: readonly RegisterImportRow[],
  { author, newId }: ImportHands,
): void =>
  edit(doc, () => {
    for (const { id: known, notes, changes } of rows) {
      const id = known ?? newId();
      if (notes.some(({ kind }) => kind === 'new-record')) createOrRestore(doc, register, id, author);
      for (const { field, after } of changes) {
        if (field === 'controls')
          setControls(doc, register, id, readControlList(after, readCustomControls(doc)).controls);
        else if (fieldsOf(register).find(({ name }) => name === field)?.kind === 'note')
          replaceText(recordText(doc, register, id, field), after);
        else setRegisterField(doc, register, id, field, after);
      }
    }
  });
