/**
 * What a spreadsheet's cells on the clipboard would change in the SoA, before anything is done. Cells go by their place: the first one
 * onto the cell that has the focus, the others to its right and below it.
 */
import Papa from 'papaparse';
import type { ControlId } from '../catalogue/control.ts';
import { nameOfRow } from '../catalogue/control-name.ts';
import type { Result } from '../shared/result.ts';
import { failure, ok } from '../shared/result.ts';
import type { InclusionReason, SoaEntry } from '../soa/soa-entry.ts';
import { inclusionReasonSchema } from '../soa/soa-entry.ts';
import type { RowField, RowValue } from '../workspace/row-values.ts';
import type { RowValues } from '../workspace/workspace.ts';
import {
  dateOrderOf,
  isCut,
  isExportOf,
  longestLine,
  longestProse,
  readDate,
  readLine,
  readProse,
  type DateOrder,
} from './import-cells.ts';
import type { CellProblem, Reading } from './import-report.ts';
import { readApplicability, readMaturity, readReasons, readStatus } from './soa-wordings.ts';

/** More than this is no paste into an SoA. */
const mostCharacters = 2_000_000;
const mostCells = 20_000;

/** Where a pasted column goes: a field, or a column that cannot be pasted into. */
export type PasteColumn = Exclude<RowField, 'provider'> | 'title' | 'evidence';

/** A row to paste into: as it is shown, and what members wrote into it. */
export type PasteRow = { entry: SoaEntry; own: RowValues };

export type PasteChange = { control: ControlId; before: RowValue<RowField>; after: RowValue<RowField> };

/** `read-only`: the column follows from elsewhere. The other kinds are those of imports. */
export type PasteProblem = {
  control: ControlId;
  column: PasteColumn;
  text: string;
  kind: CellProblem<string>['kind'] | 'read-only';
};

/** `rowsLeft` and `columnsLeft` count pasted rows and columns for which there was no place. */
export type Paste = {
  changes: PasteChange[];
  problems: PasteProblem[];
  rowsLeft: number;
  columnsLeft: number;
};

export type PasteRefusal = { kind: 'empty' } | { kind: 'too-large' };

/** The clipboard's text as Excel and LibreOffice write it: tabs between cells, quotes around one with a line end. */
export function parseClipboard(text: string): Result<string[][], PasteRefusal> {
  if (text.length > mostCharacters) return failure({ kind: 'too-large' });
  // The last line's end begins no row.
  const { data } = Papa.parse<string[]>(text.replace(/\r?\n$/, ''), { delimiter: '\t', preview: mostCells });
  if (data.reduce((sum, row) => sum + row.length, 0) > mostCells) return failure({ kind: 'too-large' });
  return text === '' ? failure({ kind: 'empty' }) : ok(data);
}

type CellReading = { value: RowValue<RowField> } | { problem: PasteProblem['kind'] } | undefined;

const understood = (value: RowValue<RowField> | undefined): CellReading =>
  value ? { value } : { problem: 'not-understood' };

/** The reasons that follow from links stay as they are, ticked by hand or not; to leave one out is a problem. */
function readReasonCell(text: string, { entry, own }: PasteRow): CellReading {
  const named = text.trim() === '' ? [] : readReasons(text);
  if (!named) return { problem: 'not-understood' };
  const derived = (reason: InclusionReason) => entry.derivedReasons.includes(reason);
  if (entry.derivedReasons.some((reason) => !named.includes(reason))) return { problem: 'derived' };
  const value = inclusionReasonSchema.options.filter((reason) =>
    derived(reason) ? own.reasons.includes(reason) : named.includes(reason),
  );
  return { value: { field: 'reasons', value } };
}

/** What the text says in this column; undefined where it says nothing. An empty cell empties the field, but decides nothing. */
function readCell(column: PasteColumn, text: string, row: PasteRow, order: DateOrder): CellReading {
  const blank = text.trim() === '';
  switch (column) {
    case 'title':
    case 'evidence': {
      const { title } = nameOfRow(row.entry);
      return blank || (column === 'title' && text.includes(title)) ? undefined : { problem: 'read-only' };
    }
    case 'applicability': {
      if (blank) return undefined;
      const value = readApplicability(text);
      return understood(value && { field: column, value });
    }
    case 'status': {
      if (blank) return undefined;
      const value = readStatus(text);
      return understood(value && { field: column, value });
    }
    case 'reasons':
      return readReasonCell(text, row);
    case 'maturity': {
      const value = blank ? '0' : readMaturity(text);
      return understood(value === undefined ? undefined : { field: column, value: Number(value) });
    }
    case 'plannedFor':
    case 'lastReview': {
      const reading: Reading = blank ? { kind: 'value', value: '' } : readDate(text, order);
      if (reading.kind === 'value') return { value: { field: column, value: reading.value } };
      return reading.kind === 'nothing' ? undefined : { problem: reading.kind };
    }
    case 'owner':
    case 'reviewer': {
      const value = readLine(text);
      return value.length > longestLine ? { problem: 'too-long' } : { value: { field: column, value } };
    }
    case 'justification':
    case 'implementation':
    case 'remarks': {
      if (isExportOf(text, row.own[column])) return undefined;
      if (isCut(text)) return { problem: 'cut' };
      const value = readProse(text);
      return value.length > longestProse ? { problem: 'too-long' } : { value: { field: column, value } };
    }
  }
}

const same = (a: RowValue<RowField>, b: RowValue<RowField>) => JSON.stringify(a) === JSON.stringify(b);

/**
 * What the table would change. `rows` and `columns` begin with the cell that has the focus. Where `marked` rows were chosen for it, a
 * table of one row goes into each of them.
 */
export function readPaste(
  table: readonly (readonly string[])[],
  target: { rows: readonly PasteRow[]; columns: readonly PasteColumn[]; marked: boolean },
): Paste {
  const { rows, columns, marked } = target;
  const width = Math.max(...table.map((row) => row.length), 0);
  const repeated = marked && table.length === 1;
  const paste: Paste = {
    changes: [],
    problems: [],
    rowsLeft: repeated ? 0 : Math.max(0, table.length - rows.length),
    columnsLeft: Math.max(0, width - columns.length),
  };
  const orders = columns.map((_, at) => dateOrderOf(table.map((row) => row[at] ?? '')));
  rows.forEach((row, at) => {
    const cells = table[repeated ? 0 : at] ?? [];
    cells.slice(0, columns.length).forEach((text, place) => {
      const column = columns[place];
      const reading = column && readCell(column, text, row, orders[place] ?? 'unknown');
      if (!reading) return;
      const { control } = row.entry;
      if ('problem' in reading) {
        paste.problems.push({ control, column, text: text.trim().slice(0, 120), kind: reading.problem });
        return;
      }
      const after = reading.value;
      const before = { field: after.field, value: row.own[after.field] } as RowValue<RowField>;
      if (!same(before, after)) paste.changes.push({ control, before, after });
    });
  });
  return paste;
}
