/** What an import would do, row by row, before anything is done. */

/** A field's value before and after, as the document holds it: codes for choices, `YYYY-MM-DD` for dates, '' for nothing. */
export type FieldChange<Field extends string> = { field: Field; before: string; after: string };

/** What of a row cannot be taken, and why. `text` is the cell's beginning. */
export type CellProblem<Field extends string> = {
  field: Field;
  text: string;
  kind:
    /** Words that stand for none of the field's values. */
    | 'not-understood'
    /** Day and month could be either way round. */
    | 'ambiguous-date'
    /** Longer than the field holds. */
    | 'too-long'
    /** The export had to cut the text at the end of the cell, and somebody has changed what was left. */
    | 'cut'
    /** Another row of the table says something else about the same thing. */
    | 'rows-disagree'
    /** Follows from linked risks or obligations, and goes only with them. */
    | 'derived'
    /** It names a risk, law, contract or exhibit that is not here. */
    | 'no-such-record'
    /** Stands in a register of its own, where it can be changed. */
    | 'kept-elsewhere';
};

/** Why a whole row is passed over. */
export type RowProblem =
  /** The number belongs to neither edition, or there is none. */
  | 'no-such-control'
  /** Several custom controls have this reference. */
  | 'ambiguous-reference'
  | 'no-control'
  /** A clause of the standard, not a control. */
  | 'clause'
  /** A title over controls. */
  | 'heading'
  /** A new record must have a name. */
  | 'no-title'
  /** An action of a risk that is neither here nor in the file. */
  | 'no-such-risk'
  /** Scales, matrix or threshold do not fit together. */
  | 'no-criteria'
  /** A row above is about the same record. */
  | 'twice';

/** What the reader concluded on its own and a person may want to check. */
export type RowNote =
  /** Numbers of the edition of 2013, which the crosswalk turned into today's. */
  | { kind: 'from-2013'; written: string[] }
  /** A spreadsheet wrote 5.10 as the number 5.1. */
  | { kind: 'zero-restored'; written: string[] }
  /** Several rows are about the same thing; their texts stand one below the other. */
  | { kind: 'several-rows' }
  | { kind: 'new-record' }
  /** No control has this reference: a custom control to be made, if a person wants it. Not to be taken unasked. */
  | { kind: 'new-custom-control' }
  /** A sheet of criteria without levels, without a matrix, without a threshold: these are those in force, or worked out. */
  /** Criteria that lie over several sheets: their names; on the others, the name of the sheet under which they are shown. */
  | { kind: 'several-sheets'; sheets: string[] }
  | { kind: 'read-with'; sheet: string }
  | { kind: 'levels-kept' | 'matrix-suggested' | 'threshold-kept' };

export type ImportOutcome =
  /** Something changes, and nothing was left out. */
  | 'change'
  /** Something changes, something else was not understood. */
  | 'partly'
  /** All is as the row says already. */
  | 'same'
  /** Nothing in it was understood. */
  | 'not-understood'
  /** A title or a clause: no row of this table's kind. */
  | 'skipped';

export type ImportRow<Field extends string> = {
  /** What the row is about; unique in a report and the same when the table is read again. */
  key: string;
  /** Indices of the table's rows from which it comes. */
  rows: number[];
  /** How the row names itself. */
  label: string;
  outcome: ImportOutcome;
  problem?: RowProblem;
  notes: RowNote[];
  changes: FieldChange<Field>[];
  problems: CellProblem<Field>[];
};

/** What an empty cell says: nothing, or that the field is to be empty. */
export type EmptyCells = 'keep' | 'clear';

/** What a cell says about a field. */
export type Reading =
  { kind: 'nothing' } | { kind: 'value'; value: string } | { kind: CellProblem<string>['kind'] };

export const nothing: Reading = { kind: 'nothing' };
export const value = (text: string): Reading => ({ kind: 'value', value: text });

/** What was read, or that it could not be. */
export const readingOf = (text: string | undefined): Reading =>
  text === undefined ? { kind: 'not-understood' } : value(text);

/** The outcome of a row whose cells were read. */
export function outcomeOf({
  changes,
  problems,
}: {
  changes: readonly unknown[];
  problems: readonly unknown[];
}): ImportOutcome {
  if (changes.length === 0) return problems.length === 0 ? 'same' : 'not-understood';
  return problems.length === 0 ? 'change' : 'partly';
}

/** How many rows came to each outcome. */
export function countOutcomes(rows: readonly { outcome: ImportOutcome }[]): Record<ImportOutcome, number> {
  const counts = { change: 0, partly: 0, same: 0, 'not-understood': 0, skipped: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}
