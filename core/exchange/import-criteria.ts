/** Risk criteria on a sheet of their own or over several, as our workbook has them or as others do, beside those that are in force here. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { riskCriteriaSchema, type RiskCriteria, type ScaleStep } from '../risks/criteria.ts';
import { saveCriteria } from '../workspace/risks.ts';
import type { ImportHands } from './apply-soa-import.ts';
import { joinedSheets, type NamedRows } from './criteria-sheets.ts';
import { foreignCriteria } from './foreign-criteria.ts';
import { readProse } from './import-cells.ts';
import { plainWords } from './import-columns.ts';
import type { ImportRow, RowNote } from './import-report.ts';
import { criteriaCells } from './risk-columns.ts';

type Rows = readonly (readonly string[])[];

/** One row: criteria are taken as a whole or not at all. */
export type CriteriaImportRow = ImportRow<string> & { criteria?: RiskCriteria };

const rowThatStarts = (rows: Rows, ...words: readonly string[]) =>
  rows.findIndex((row) => words.every((word, at) => plainWords(row[at] ?? '') === word));

/** Whether a sheet is laid out as ours. */
export const isCriteriaSheet = (rows: Rows): boolean =>
  ['likelihood', 'consequence', 'level'].every((name) => rowThatStarts(rows, name, 'name') >= 0);

/** The numbered rows below the head, up to the next one. */
function scaleBelow(rows: Rows, name: string): ScaleStep[] {
  const head = rowThatStarts(rows, name, 'name');
  const steps: ScaleStep[] = [];
  for (const [number = '', label = '', description = ''] of rows.slice(head + 1)) {
    if (Number(number) !== steps.length + 1) break;
    steps.push({ label: readProse(label).trim(), description: readProse(description).trim() });
  }
  return steps;
}

/** The criteria of the sheet, or undefined where a scale, the matrix or the threshold does not fit. */
function criteriaIn(rows: Rows): RiskCriteria | undefined {
  const levels = scaleBelow(rows, 'level');
  const levelAt = (cell: string) => levels.findIndex(({ label }) => plainWords(label) === plainWords(cell));
  const likelihood = scaleBelow(rows, 'likelihood');
  const consequence = scaleBelow(rows, 'consequence');
  const head = rowThatStarts(rows, 'likelihood and consequence');
  const matrix = rows
    .slice(head + 1, head + 1 + likelihood.length)
    .map((row) => consequence.map((_, column) => levelAt(row[column + 1] ?? '')));
  const fact = (name: string) => rows[rowThatStarts(rows, name)]?.[1] ?? '';
  const parsed = v.safeParse(riskCriteriaSchema, {
    version: Number(fact('criteria version')) || 1,
    likelihood,
    consequence,
    levels,
    matrix,
    acceptUpTo: levelAt(fact('may be accepted up to')),
  });
  return head >= 0 && parsed.success ? parsed.output : undefined;
}

/** What the sheet, or the sheets together, would change of the criteria in force. Their version is counted here and is no change. */
export function readCriteriaImport(sheets: readonly NamedRows[], now: RiskCriteria): CriteriaImportRow[] {
  const rows = sheets[0]?.rows ?? [];
  const start = { key: 'criteria', rows: [0], label: 'Criteria', notes: [], changes: [], problems: [] };
  // Ours that does not fit is not read as somebody else's.
  const foreign = isCriteriaSheet(rows) ? undefined : foreignCriteria(joinedSheets(sheets), now);
  const criteria = foreign?.criteria ?? criteriaIn(rows);
  if (!criteria) return [{ ...start, outcome: 'not-understood', problem: 'no-criteria' }];
  const [before, after] = [now, criteria].map((one) => new Map(criteriaCells(one)));
  const fields = [...new Set([...(after?.keys() ?? []), ...(before?.keys() ?? [])])];
  const changes = fields
    .filter((field) => field !== 'Criteria version')
    .map((field) => ({ field, before: before?.get(field) ?? '', after: after?.get(field) ?? '' }))
    .filter((change) => change.before !== change.after);
  const together: RowNote[] =
    sheets.length > 1 ? [{ kind: 'several-sheets', sheets: sheets.map(({ name = '' }) => name) }] : [];
  const notes = [...together, ...(foreign?.notes ?? [])];
  return [{ ...start, notes, outcome: changes.length > 0 ? 'change' : 'same', changes, criteria }];
}

/** What is said of a sheet whose criteria were read together with those of another one. */
export const readElsewhere = (sheet: string): CriteriaImportRow[] => [
  {
    key: 'criteria',
    rows: [0],
    label: 'Criteria',
    outcome: 'same',
    notes: [{ kind: 'read-with', sheet }],
    changes: [],
    problems: [],
  },
];

export function applyCriteriaImport(
  doc: Y.Doc,
  rows: readonly CriteriaImportRow[],
  { author }: ImportHands,
): void {
  for (const { criteria } of rows) if (criteria) saveCriteria(doc, criteria, author);
}
