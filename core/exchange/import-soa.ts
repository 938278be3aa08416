/**
 * An existing Statement of Applicability, as a table of texts, beside the one that is here: what each row would change, cell by
 * cell. Nothing is written; `applySoaImport` does that with the rows that a person chose.
 */
import type { ControlId } from '../catalogue/control.ts';
import { referenceKey, referenceProblem, type CustomControl } from '../catalogue/custom-control.ts';
import type { Supplier } from '../risks/registers.ts';
import type { InclusionReason, SoaEntry } from '../soa/soa-entry.ts';
import { blankEntry, inclusionReasonSchema } from '../soa/soa-entry.ts';
import {
  type DateOrder,
  dateOrderOf,
  longestLine,
  longestProse,
  readDate,
  readLineField,
  readProse,
  readProseField,
  readTick,
} from './import-cells.ts';
import { guessColumns, type ColumnMapping, type GuessedColumns } from './import-columns.ts';
import {
  readControlReference,
  referenceStyle,
  type ControlReference,
  type ReferenceStyle,
} from './import-control.ts';
import { currentLinks, readLinks, type LinkField, type LinkTargets } from './import-links.ts';
import {
  nothing,
  outcomeOf,
  readingOf,
  value,
  type EmptyCells,
  type ImportRow,
  type Reading,
  type RowNote,
} from './import-report.ts';
import {
  readApplicability,
  readMaturity,
  readReasons,
  readStatus,
  soaWordings,
  type CustomImportField,
  type SoaColumn,
  type SoaField,
} from './soa-wordings.ts';

type Rows = readonly (readonly string[])[];

/** `reference`: of a custom control that the row would make. */
export type SoaImportRow = ImportRow<SoaField> & { control?: ControlId; reference?: string };

/** In the order in which a report lists them. */
export const soaFields: readonly SoaField[] = [
  'custom:title',
  'custom:source',
  'custom:description',
  'applicability',
  'reason:legal',
  'reason:contractual',
  'reason:risk',
  'reason:business',
  'justification',
  'provider',
  'risks',
  'obligations',
  'exhibits',
  'status',
  'plannedFor',
  'implementation',
  'maturity',
  'owner',
  'reviewer',
  'lastReview',
  'remarks',
];

const cellsOf = (rows: Rows, column: number) => rows.map((row) => row[column] ?? '');

const countControls = (cells: readonly string[], style: ReferenceStyle) =>
  cells.filter((cell) => readControlReference(cell, style)?.kind === 'control').length;

/** The column in which most cells are control numbers; titles may mislead, or be missing. */
function columnOfControls(rows: Rows): number | undefined {
  const width = Math.min(50, Math.max(0, ...rows.slice(0, 200).map((row) => row.length)));
  let best: { column: number; count: number } | undefined;
  for (let column = 0; column < width; column += 1) {
    const cells = cellsOf(rows, column);
    const count = countControls(cells, referenceStyle(cells));
    if (count > (best?.count ?? 0)) best = { column, count };
  }
  return best?.column;
}

/**
 * What the columns of a table are likely to be, by their titles and, for numbers of controls and reasons, by what is in them. Give a
 * person the result to correct.
 */
export function guessSoaColumns(rows: Rows): GuessedColumns<SoaColumn> {
  const { headerRow, columns: guessed } = guessColumns(rows, soaWordings);
  const body = rows.slice(headerRow + 1);
  const width = Math.max(guessed.length, ...body.slice(0, 200).map((row) => Math.min(row.length, 300)));
  const columns = Array.from({ length: width }, (_, at) => guessed[at]);
  const control = columnOfControls(body);
  if (control !== undefined) {
    const before = columns.indexOf('control');
    if (before >= 0) columns[before] = undefined;
    columns[control] = 'control';
  }
  const reasons = columns.indexOf('reasons');
  if (reasons >= 0) {
    const cells = cellsOf(body, reasons).filter((cell) => cell.trim() !== '');
    const fitting = cells.filter((cell) => readReasons(cell) !== undefined).length;
    // "Reason for inclusion" is a list of letters for some and a paragraph for others.
    if (fitting * 2 < cells.length)
      columns[reasons] = columns.includes('justification') ? undefined : 'justification';
  }
  return { headerRow, columns };
}

/** Titles that no other table has together: an export of our own says with an empty cell that the field is empty. */
export const isOwnSoa = (titles: readonly string[]): boolean =>
  ['Justification for inclusion or exclusion', 'How it is implemented', 'Newest evidence (UTC)'].every(
    (title) => titles.includes(title),
  );

export type SoaImportInput = {
  rows: Rows;
  /** -1 where the table has no titles. */
  headerRow: number;
  columns: ColumnMapping<SoaColumn>;
  entries: readonly SoaEntry[];
  suppliers: readonly Supplier[];
  targets: LinkTargets;
  empty: EmptyCells;
};

type Context = {
  suppliers: readonly Supplier[];
  targets: LinkTargets;
  empty: EmptyCells;
  orders: ReadonlyMap<SoaField, DateOrder>;
};

const providerText = ({ name, report, reportDate }: Pick<Supplier, 'name' | 'report' | 'reportDate'>) =>
  [name, report, reportDate].filter(Boolean).join('\n');

/** The field's value as the document holds it, and as the export shows it. */
function currentOf(entry: SoaEntry, field: SoaField, targets: LinkTargets): string {
  if (isLink(field)) return currentLinks(entry, field, targets);
  if (field === 'provider')
    // The export names a provider only where the control is inherited.
    return entry.provider && entry.applicability === 'inherited' ? providerText(entry.provider) : '';
  if (field === 'maturity') return entry.maturity === 0 ? '' : String(entry.maturity);
  const reason = reasonOfField(field);
  if (reason) return entry.reasons.includes(reason) ? 'yes' : '';
  if (isCustomField(field)) return entry.custom?.[customFieldOf(field)] ?? '';
  return entry[
    field as Exclude<
      SoaField,
      `reason:${InclusionReason}` | LinkField | CustomImportField | 'provider' | 'maturity'
    >
  ];
}

const isCustomField = (field: SoaField): field is CustomImportField => field.startsWith('custom:');

/** The field of the definition that `custom:title` means. */
export const customFieldOf = (field: CustomImportField): 'title' | 'source' | 'description' =>
  field.slice('custom:'.length) as 'title' | 'source' | 'description';

const isLink = (field: SoaField): field is LinkField =>
  field === 'risks' || field === 'obligations' || field === 'exhibits';

const reasonOfField = (field: SoaField): InclusionReason | undefined =>
  inclusionReasonSchema.options.find((reason) => field === `reason:${reason}`);

function readProvider(cell: string, entry: SoaEntry, { suppliers, targets }: Context): Reading {
  const [name = '', report = '', reportDate = ''] = readProse(cell)
    .split('\n')
    .map((text) => text.trim());
  if (name.length > longestLine || report.length > longestLine) return { kind: 'too-long' };
  const known = suppliers.find((supplier) => supplier.name.trim().toLowerCase() === name.toLowerCase());
  const date = readDate(reportDate, 'unknown');
  if (!known) return value([name, report, date.kind === 'value' ? date.value : ''].join('\n').trimEnd());
  // Which report a supplier has stands in the register, for all controls alike.
  if (report !== '' && report !== known.report) return { kind: 'kept-elsewhere' };
  return entry.provider?.id === known.id && entry.applicability === 'inherited'
    ? value(currentOf(entry, 'provider', targets))
    : value(known.name);
}

function readField(field: SoaField, cell: string, entry: SoaEntry, context: Context): Reading {
  if (isLink(field)) return readLinks(cell, field, entry, context.targets, context.empty);
  if (isCustomField(field)) return readCustomField(field, cell, entry, context);
  const isDecision = field === 'applicability' || field === 'status';
  if (cell.trim() === '') return context.empty === 'clear' && !isDecision ? value('') : nothing;
  // What is contested goes out as all that was said; coming back it decides nothing.
  if (isDecision && /^\s*contested:/i.test(cell)) return nothing;
  switch (field) {
    case 'applicability':
      return readingOf(readApplicability(cell));
    case 'status':
      return /^(n a|na|not applicable)$/i.test(
        cell
          .trim()
          .replace(/[^a-z]+/gi, ' ')
          .trim(),
      )
        ? nothing
        : readingOf(readStatus(cell));
    case 'maturity': {
      const level = readMaturity(cell);
      return readingOf(level === '0' ? '' : level);
    }
    case 'plannedFor':
    case 'lastReview':
      return readDate(cell, context.orders.get(field) ?? 'unknown');
    case 'owner':
    case 'reviewer':
      return readLineField(cell, entry[field]);
    case 'justification':
    case 'implementation':
    case 'remarks':
      return readProseField(cell, entry[field]);
    case 'provider':
      return readProvider(cell, entry, context);
    case 'reason:legal':
    case 'reason:contractual':
    case 'reason:risk':
    case 'reason:business': {
      const tick = readTick(cell);
      return tick === undefined ? { kind: 'not-understood' } : value(tick ? 'yes' : '');
    }
  }
}

/** Title and text of a control of Annex A are ISO's: what another file says there changes nothing. */
function readCustomField(
  field: CustomImportField,
  cell: string,
  { custom }: SoaEntry,
  { empty }: Context,
): Reading {
  if (!custom) return nothing;
  if (cell.trim() === '') return empty === 'clear' ? value('') : nothing;
  return field === 'custom:description'
    ? readProseField(cell, custom.description)
    : readLineField(cell, custom[customFieldOf(field)]);
}

/** What one row of the table says, by field: the reading and the cell from which it is. */
type Said = Map<SoaField, { reading: Reading; text: string }>;

function readTableRow(
  row: readonly string[],
  columns: ColumnMapping<SoaColumn>,
  entry: SoaEntry,
  context: Context,
): Said {
  const cellOf = (wanted: SoaColumn) => {
    const at = columns.indexOf(wanted);
    return at < 0 ? undefined : (row[at] ?? '');
  };
  const said: Said = new Map();
  for (const field of soaFields) {
    const cell = cellOf(field);
    if (cell !== undefined) said.set(field, { reading: readField(field, cell, entry, context), text: cell });
  }
  const excluded = cellOf('excluded');
  if (excluded !== undefined && readTick(excluded) === true)
    said.set('applicability', { reading: value('not-applicable'), text: excluded });
  const status = cellOf('status') ?? '';
  // A list without a column for it says so among the states.
  if (
    !columns.includes('applicability') &&
    !columns.includes('excluded') &&
    readApplicability(status) === 'not-applicable' &&
    readStatus(status) === undefined
  )
    said.set('applicability', { reading: value('not-applicable'), text: status });
  addReasons(said, cellOf('reasons'), context);
  addExclusion(said, cellOf('exclusion'), entry, context);
  return said;
}

function addReasons(said: Said, cell: string | undefined, { empty }: Context): void {
  if (cell === undefined || (cell.trim() === '' && empty === 'keep')) return;
  const reasons = readReasons(cell);
  for (const reason of inclusionReasonSchema.options) {
    const reading: Reading =
      reasons === undefined
        ? { kind: 'not-understood' }
        : reasons.includes(reason)
          ? value('yes')
          : empty === 'clear'
            ? value('')
            : nothing;
    said.set(`reason:${reason}`, { reading, text: cell });
    // One cell that is not understood is one thing to report.
    if (reasons === undefined) return;
  }
}

/** The justification of an exclusion holds where the control is, or becomes, not applicable. */
function addExclusion(said: Said, cell: string | undefined, entry: SoaEntry, context: Context): void {
  if (cell === undefined || cell.trim() === '') return;
  const decision = said.get('applicability')?.reading;
  const applicability = decision?.kind === 'value' ? decision.value : entry.applicability;
  if (applicability === 'not-applicable')
    said.set('justification', { reading: readField('justification', cell, entry, context), text: cell });
}

const proseFields: readonly SoaField[] = ['justification', 'implementation', 'remarks', 'custom:description'];
const excerpt = (text: string) => text.trim().slice(0, 120);

/** Brings together what several rows say about one control: equal values are one, texts stand below each other. */
function combine(field: SoaField, all: readonly Said[]): { reading: Reading; text: string } {
  const told = all.flatMap((said) => said.get(field) ?? []);
  const readings = told.filter(({ reading }) => reading.kind !== 'nothing');
  const [first] = readings;
  if (!first) return { reading: nothing, text: '' };
  const values = [
    ...new Set(readings.map(({ reading }) => (reading.kind === 'value' ? reading.value : undefined))),
  ];
  const unread = readings.find(({ reading }) => reading.kind !== 'value');
  if (unread) return unread;
  if (values.length === 1) return first;
  const filled = values.filter((text) => text !== undefined && text !== '');
  if (filled.length === 1 || proseFields.includes(field)) {
    const joined = filled.join('\n\n');
    return joined.length > longestProse
      ? { reading: { kind: 'too-long' }, text: joined }
      : { reading: value(joined), text: joined };
  }
  if (field.startsWith('reason:')) return { reading: value('yes'), text: first.text };
  return { reading: { kind: 'rows-disagree' }, text: filled.join(' / ') };
}

type Group = {
  /** The control's row as it stands, or an untouched one of a custom control that would be made. */
  entry: SoaEntry;
  isNew: boolean;
  rows: number[];
  written: string[];
  from2013: Set<string>;
  zeros: Set<string>;
};

/** What the group's rows change. */
function reportGroup(group: Group, input: SoaImportInput, context: Context): SoaImportRow {
  const { entry, isNew } = group;
  const all = group.rows.map((at) => readTableRow(input.rows[at] ?? [], input.columns, entry, context));
  const changes: SoaImportRow['changes'] = [];
  const problems: SoaImportRow['problems'] = [];
  for (const field of soaFields) {
    const { reading, text } = combine(field, all);
    if (reading.kind === 'nothing') continue;
    if (reading.kind !== 'value') {
      problems.push({ field, kind: reading.kind, text: excerpt(text) });
      continue;
    }
    const before = currentOf(entry, field, context.targets);
    if (before === reading.value) continue;
    const reason = reasonOfField(field);
    if (reason && reading.value === '' && entry.derivedReasons.includes(reason))
      problems.push({ field, kind: 'derived', text: excerpt(text) });
    else changes.push({ field, before, after: reading.value });
  }
  const notes: RowNote[] = [
    ...(group.from2013.size > 0 ? [{ kind: 'from-2013' as const, written: [...group.from2013] }] : []),
    ...(group.zeros.size > 0 ? [{ kind: 'zero-restored' as const, written: [...group.zeros] }] : []),
    ...(group.rows.length > 1 ? [{ kind: 'several-rows' as const }] : []),
    ...(isNew ? [{ kind: 'new-custom-control' as const }] : []),
  ];
  const reference = entry.custom?.reference ?? '';
  return {
    key: isNew ? newKey(reference) : entry.control,
    ...(isNew ? { reference } : { control: entry.control }),
    rows: group.rows,
    label: group.written.join(', '),
    outcome: outcomeOf({ changes, problems }),
    notes,
    changes,
    problems,
  };
}

/** A number such as 5.1 that follows 5.9 is 5.10: the spreadsheet took it for a number and dropped the zero. */
function restoreZero(
  cell: string,
  before: ControlId | undefined,
  reference: ControlReference,
): ControlReference {
  const [, theme, last] = /^A\.(\d)\.(\d+)$/.exec(before ?? '') ?? [];
  const [, ownTheme, own] = /^(?:A\.?\s?)?(\d)[.,](\d)\s*$/i.exec(cell.trim()) ?? [];
  if (theme === undefined || theme !== ownTheme) return reference;
  const next = Number(last) + 1;
  if (next % 10 !== 0 || next / 10 !== Number(own)) return reference;
  const restored = readControlReference(`A.${theme}.${next}`, { edition: '2022', withClauses: false });
  return restored?.kind === 'control' ? restored : reference;
}

const skipped = (at: number, label: string, problem: NonNullable<SoaImportRow['problem']>): SoaImportRow => ({
  key: `row-${at}`,
  rows: [at],
  label: excerpt(label),
  outcome: problem === 'clause' || problem === 'heading' ? 'skipped' : 'not-understood',
  problem,
  notes: [],
  changes: [],
  problems: [],
});

/**
 * What the table would change, in the order of its rows; rows about the same control are one. A reference of 2013 that was split
 * speaks for each of its controls. A row with the reference of a custom control is about that one; where none has it, a row with a title
 * would make one, which is for a person to want. Rows without any sign and those above the titles are left out.
 */
export function readSoaImport(input: SoaImportInput): SoaImportRow[] {
  const { rows, headerRow, columns, entries, suppliers, targets, empty } = input;
  const entryOf = new Map(entries.map((entry) => [entry.control, entry]));
  const column = columns.indexOf('control');
  const style = referenceStyle(cellsOf(rows.slice(headerRow + 1), column));
  const orders = new Map(
    (['plannedFor', 'lastReview'] as const).map((field) => [
      field,
      dateOrderOf(cellsOf(rows, columns.indexOf(field))),
    ]),
  );
  const context: Context = { suppliers, targets, empty, orders };
  const found: (Group | SoaImportRow)[] = [];
  const groups = new Map<string, Group>();
  const groupOf = (key: string, entry: SoaEntry, isNew = false): Group => {
    const known = groups.get(key);
    if (known) return known;
    const group = {
      entry,
      isNew,
      rows: [],
      written: [],
      from2013: new Set<string>(),
      zeros: new Set<string>(),
    };
    groups.set(key, group);
    found.push(group);
    return group;
  };
  const custom = Map.groupBy(
    entries.filter((entry) => entry.custom),
    (entry) => referenceKey(entry.custom?.reference ?? ''),
  );
  let before: ControlId | undefined;
  rows.forEach((row, at) => {
    const cell = row[column] ?? '';
    if (at <= headerRow || row.every((text) => text.trim() === '')) return;
    const same = custom.get(referenceKey(cell)) ?? [];
    if (same.length > 1) return void found.push(skipped(at, cell, 'ambiguous-reference'));
    const [own] = same;
    const written = cell.trim();
    const key = own?.control ?? newKey(written);
    const title = row[columns.indexOf('custom:title')] ?? '';
    const entry = own ?? groups.get(key)?.entry ?? newEntry(written, title);
    if (entry) {
      const group = groupOf(key, entry, own === undefined);
      group.rows.push(at);
      if (!group.written.includes(written)) group.written.push(written);
      return;
    }
    const read = readControlReference(cell, style);
    const named = row.find((text) => text.trim() !== '') ?? '';
    if (!read) return void found.push(skipped(at, cell || named, 'no-control'));
    const reference = restoreZero(cell, before, read);
    if (reference.kind === 'unknown') return void found.push(skipped(at, cell, 'no-such-control'));
    if (reference.kind !== 'control') return void found.push(skipped(at, cell, reference.kind));
    before = reference.controls.at(-1);
    for (const control of reference.controls) {
      const known = entryOf.get(control);
      if (!known) continue;
      const group = groupOf(control, known);
      group.rows.push(at);
      if (!group.written.includes(reference.written)) group.written.push(reference.written);
      if (reference.edition === '2013') group.from2013.add(reference.written);
      if (reference !== read) group.zeros.add(cell.trim());
    }
  });
  return found.map((one) => ('outcome' in one ? one : reportGroup(one, input, context)));
}

const newKey = (reference: string) => `new ${referenceKey(reference)}`;

/** The row of a custom control that these cells would make; undefined where they cannot. */
function newEntry(reference: string, title: string): SoaEntry | undefined {
  if (title.trim() === '' || referenceProblem(reference) !== undefined) return undefined;
  const custom: CustomControl = {
    id: 'C.new',
    reference,
    title: '',
    source: '',
    description: '',
  };
  return blankEntry(custom.id, custom);
}
