/**
 * An existing risk register, as a table of texts, beside the one that is here. A row is the risk of its id (which our exports have),
 * else the one of its title, else a new one. Numbers alone tell nothing: everybody's first risk is R-1.
 */
import * as v from 'valibot';
import { controlNames } from '../catalogue/control-name.ts';
import type { CustomControl } from '../catalogue/custom-control.ts';
import type { RiskCriteria } from '../risks/criteria.ts';
import type { Asset } from '../risks/registers.ts';
import type { Risk } from '../risks/risk.ts';
import { recordIdSchema } from '../workspace/records.ts';
import {
  type DateOrder,
  dateOrderOf,
  longestLine,
  readDate,
  readLine,
  readLineField,
  readProse,
  readProseField,
} from './import-cells.ts';
import { guessColumns, plainWords, type ColumnMapping, type GuessedColumns } from './import-columns.ts';
import { readControlsField } from './import-control.ts';
import {
  nothing,
  outcomeOf,
  readingOf,
  value,
  type EmptyCells,
  type ImportRow,
  type Reading,
} from './import-report.ts';
import { referencesText } from './risk-columns.ts';
import {
  readProperties,
  readStep,
  readTreatment,
  riskWordings,
  type RiskColumn,
  type RiskImportField,
} from './risk-wordings.ts';

type Rows = readonly (readonly string[])[];

export type RiskImportRow = ImportRow<RiskImportField> & {
  /** The risk's id here, or the one that the file gives a new risk; undefined where a new one has to be made. */
  id?: string;
  /** The number in the file, for a new risk. */
  number?: number;
};

/** In the order in which a report lists them. */
const riskFields: readonly Exclude<RiskImportField, 'removed' | 'acceptance'>[] = [
  'title',
  'description',
  'basis',
  'threat',
  'vulnerability',
  'affects',
  'assets',
  'owner',
  'inherent:likelihood',
  'inherent:consequence',
  'treatment',
  'plan',
  'controls',
  'residual:likelihood',
  'residual:consequence',
  'reviewOn',
];

export function guessRiskColumns(rows: Rows): GuessedColumns<RiskColumn> {
  const guessed = guessColumns(rows, riskWordings);
  const columns = withoutForeignIds(rows, guessed);
  // A register without titles of its own has the scenario in its description.
  if (!columns.includes('title')) {
    const description = columns.indexOf('description');
    if (description >= 0) columns[description] = 'title';
  }
  return { ...guessed, columns };
}

/** Others number their risks under a title that our exports give to ids, and may have the title of each under "Risk". */
function withoutForeignIds(
  rows: Rows,
  { headerRow, columns }: GuessedColumns<RiskColumn>,
): (RiskColumn | undefined)[] {
  const id = columns.indexOf('id');
  const isOwn = rows.slice(headerRow + 1).some((row) => v.is(recordIdSchema, row[id]?.trim()));
  if (id < 0 || isOwn) return [...columns];
  const reference = columns.indexOf('reference');
  if (reference < 0) return columns.with(id, 'reference');
  return columns.includes('title')
    ? columns.with(id, undefined)
    : columns.with(reference, 'title').with(id, 'reference');
}

/** Only our exports carry ids. */
export const isOwnRisks = (titles: readonly string[]): boolean =>
  ['Risk id', 'What may happen', 'Accepted score'].every((title) => titles.includes(title));

export type RiskImportInput = {
  rows: Rows;
  headerRow: number;
  columns: ColumnMapping<RiskColumn>;
  /** Removed ones too. */
  risks: readonly Risk[];
  assets: readonly Asset[];
  customControls: readonly CustomControl[];
  criteria: RiskCriteria;
  empty: EmptyCells;
};

type Field = (typeof riskFields)[number];

/** The acceptance as text, one line each: owner, likelihood, consequence, version of the criteria, who entered it, when. */
const acceptanceText = (risk: Risk | undefined): string =>
  risk?.acceptance
    ? [
        risk.acceptance.owner,
        risk.acceptance.score.likelihood,
        risk.acceptance.score.consequence,
        risk.acceptance.criteria,
        risk.acceptance.by,
        risk.acceptance.at,
      ].join('\n')
    : '';

/** What a risk names. */
type Known = Pick<RiskImportInput, 'assets' | 'customControls'>;

const assetNames = (ids: readonly string[], assets: readonly Asset[]) =>
  assets
    .filter(({ id }) => ids.includes(id))
    .map(({ name }) => name)
    .sort()
    .join('\n');

function currentOf(risk: Risk | undefined, field: Field, { assets, customControls }: Known): string {
  // What a new risk has before anybody says anything.
  if (!risk) return field === 'treatment' ? 'undecided' : field === 'basis' ? 'scenario' : '';
  switch (field) {
    case 'affects':
      return risk.affects.join(', ');
    case 'assets':
      return assetNames(risk.assets, assets);
    case 'controls':
      return referencesText(risk.controls, controlNames(customControls));
    case 'inherent:likelihood':
    case 'inherent:consequence':
    case 'residual:likelihood':
    case 'residual:consequence': {
      const [which, part] = field.split(':') as ['inherent' | 'residual', 'likelihood' | 'consequence'];
      return risk[which][part] === 0 ? '' : String(risk[which][part]);
    }
    case 'title':
    case 'description':
    case 'basis':
    case 'threat':
    case 'vulnerability':
    case 'owner':
    case 'treatment':
    case 'plan':
    case 'reviewOn':
      return risk[field];
  }
}

/** Names line by line; a line that is no known asset may list several. */
function readAssets(cell: string, assets: readonly Asset[]): Reading {
  const known = new Map(assets.map(({ name }) => [name.trim().toLowerCase(), name]));
  const names = readProse(cell)
    .split('\n')
    .flatMap((line) => {
      if (known.has(line.trim().toLowerCase())) return [line];
      const parts = line.split(/[;,]/);
      const isList = line.includes(';') || parts.every((part) => known.has(part.trim().toLowerCase()));
      return isList ? parts : [line];
    })
    .map((name) => name.replace(/\s+/g, ' ').trim())
    .filter((name) => name !== '')
    .map((name) => known.get(name.toLowerCase()) ?? name);
  if (names.some((name) => name.length > longestLine)) return { kind: 'too-long' };
  return value([...new Set(names)].sort().join('\n'));
}

type Context = Known & Pick<RiskImportInput, 'criteria' | 'empty'> & { order: DateOrder };

function readField(
  field: Field,
  cell: string,
  risk: Risk | undefined,
  { assets, customControls, criteria, empty, order }: Context,
): Reading {
  if (cell.trim() === '')
    return empty === 'clear' && field !== 'treatment' && field !== 'basis' && field !== 'title'
      ? value('')
      : nothing;
  if (field === 'treatment' && /^\s*contested:/i.test(cell)) return nothing;
  switch (field) {
    case 'affects':
      return readingOf(readProperties(cell)?.join(', '));
    case 'assets':
      return readAssets(cell, assets);
    case 'controls':
      return readControlsField(cell, customControls);
    case 'treatment':
      return readingOf(readTreatment(cell));
    case 'basis':
      return readingOf(
        ({ asset: 'asset', scenario: 'scenario' } as Readonly<Record<string, string>>)[
          plainWords(cell).replace(/ based$/, '')
        ],
      );
    case 'reviewOn':
      return readDate(cell, order);
    case 'inherent:likelihood':
    case 'residual:likelihood':
      return readingOf(readStep(cell, criteria.likelihood)?.toString());
    case 'inherent:consequence':
    case 'residual:consequence':
      return readingOf(readStep(cell, criteria.consequence)?.toString());
    case 'description':
    case 'plan':
      return readProseField(cell, risk?.[field] ?? '');
    case 'title':
    case 'threat':
    case 'vulnerability':
    case 'owner':
      return readLineField(cell, risk?.[field] ?? '');
  }
}

/** As our export writes it: `2 Unlikely, 3 Serious; criteria version 4`. */
const scorePattern = /^(\d) [^,;]*, (\d) [^;]*; criteria version (\d{1,7})$/;

function readAcceptance(cellOf: (column: RiskColumn) => string, empty: EmptyCells): Reading {
  const state = cellOf('acceptance').trim();
  if (/^not accepted$/i.test(state)) return empty === 'clear' ? value('') : nothing;
  const score = scorePattern.exec(cellOf('acceptedScore').trim());
  if (!/^(accepted$|stale)/i.test(state) || !score)
    return state === '' || /^contested/i.test(state) ? nothing : { kind: 'not-understood' };
  const at = cellOf('acceptedAt').trim();
  if (at !== '' && !v.is(v.pipe(v.string(), v.isoTimestamp()), at)) return { kind: 'not-understood' };
  return value(
    [
      readProse(cellOf('acceptedBy')),
      score[1],
      score[2],
      score[3],
      readProse(cellOf('acceptedEnteredBy')),
      at,
    ].join('\n'),
  );
}

const numberOf = (reference: string) => {
  const digits = /^R-(\d{1,6})$/.exec(reference.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** What the table would change, row by row. New risks come as rows whose every field was empty before. */
export function readRiskImport(input: RiskImportInput): RiskImportRow[] {
  const { rows, headerRow, columns, risks, assets, customControls, criteria, empty } = input;
  const byId = new Map(risks.map((risk) => [risk.id, risk]));
  const byTitle = new Map(
    risks.filter(({ removed }) => !removed).map((risk) => [risk.title.trim().toLowerCase(), risk]),
  );
  const order = dateOrderOf(rows.map((row) => row[columns.indexOf('reviewOn')] ?? ''));
  const context: Context = { assets, customControls, criteria, empty, order };
  const seen = new Set<string>();
  return rows.flatMap((row, at): RiskImportRow[] => {
    if (at <= headerRow || row.every((text) => text.trim() === '')) return [];
    const cellOf = (column: RiskColumn) => row[columns.indexOf(column)] ?? '';
    const title = readLine(cellOf('title'));
    const given = cellOf('id').trim().toLowerCase();
    const id = v.is(recordIdSchema, given) ? given : undefined;
    const risk =
      (id === undefined ? undefined : byId.get(id)) ??
      (id === undefined ? byTitle.get(title.toLowerCase()) : undefined);
    const label = title || cellOf('reference').trim() || (row.find((text) => text.trim() !== '') ?? '');
    const key = risk?.id ?? id ?? `new ${title.toLowerCase()}`;
    const start = { rows: [at], label: label.trim().slice(0, 120), notes: [], changes: [], problems: [] };
    if (!risk && title === '')
      return [{ ...start, key: `row-${at}`, outcome: 'not-understood', problem: 'no-title' }];
    if (seen.has(key)) return [{ ...start, key: `row-${at}`, outcome: 'not-understood', problem: 'twice' }];
    seen.add(key);
    const report: RiskImportRow = {
      ...start,
      key,
      outcome: 'same',
      ...((risk?.id ?? id) && { id: risk?.id ?? id! }),
    };
    const number = numberOf(cellOf('reference'));
    if (!risk) report.notes = [{ kind: 'new-record' }];
    if (!risk && id !== undefined && number !== undefined) report.number = number;
    if (risk?.removed) report.changes.push({ field: 'removed', before: 'yes', after: '' });
    for (const field of riskFields) {
      if (!columns.includes(field)) continue;
      const cell = cellOf(field);
      note(report, field, readField(field, cell, risk, context), currentOf(risk, field, context), cell);
    }
    if (columns.includes('acceptance') && columns.includes('acceptedScore')) {
      const reading = readAcceptance(cellOf, empty);
      note(report, 'acceptance', reading, acceptanceText(risk), cellOf('acceptance'));
    }
    return [{ ...report, outcome: outcomeOf(report) }];
  });
}

function note(
  report: RiskImportRow,
  field: RiskImportField,
  reading: Reading,
  before: string,
  cell: string,
): void {
  if (reading.kind === 'nothing') return;
  if (reading.kind !== 'value')
    report.problems.push({ field, kind: reading.kind, text: cell.trim().slice(0, 120) });
  else if (reading.value !== before) report.changes.push({ field, before, after: reading.value });
}
