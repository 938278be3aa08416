import { controlGroups } from '../catalogue/control.ts';
import type { ExhibitRecord } from '../evidence/exhibit.ts';
import type { CheckedAcceptances } from '../signing/acceptance-signatures.ts';
import type { RegisterState } from '../risks/register-state.ts';
import type { ClauseEntry } from '../soa/clause-entry.ts';
import type { Bytes } from '../shared/bytes.ts';
import type { SoaEntry } from '../soa/soa-entry.ts';
import { ismsOf } from '../soa/soa-version.ts';
import { clauseTable } from './clause-table.ts';
import { commentSheets, type ExportedComments } from './comment-table.ts';
import { csv } from './csv.ts';
import { csvFiles } from './csv-files.ts';
import {
  columnsOfPack,
  evidenceColumns,
  evidenceIndex,
  evidenceTable,
  type EvidenceRow,
} from './evidence-index.ts';
import {
  applicabilityOrder,
  applicabilityWords,
  evidenceWords,
  groupTitle,
  reasonLetters,
  soaRows,
  statusWords,
  totalsByGroup,
  totalsByStatus,
  type SoaRow,
} from './soa-rows.ts';
import { contestedText } from './risk-columns.ts';
import { versionFacts, type ExportedState } from './version-facts.ts';
import { xlsx, xlsxMediaType, type Cell, type Sheet } from './xlsx.ts';

export const standard = 'ISO/IEC 27001:2022';

export type SoaExport = ExportedState & {
  organization: string;
  workspaceName: string;
  /** What the management system covers, in the organisation's words; left out of the cover where nobody has said. */
  scope?: string | undefined;
  /** Who is to approve what is not frozen yet; a frozen version names who has. */
  approver?: string | undefined;
  /** How far each part of clauses 4 to 10 is met; left out where it is not known, as of a frozen version of the forms before /3. */
  clauses?: readonly ClauseEntry[] | undefined;
  /** Each of the 93 controls once and all custom ones, in any order. */
  entries: readonly SoaEntry[];
  exhibits: readonly ExhibitRecord[];
  /** The risk register and what stands beside it; left out of the pack where there is none. */
  registers?: RegisterState | undefined;
  /** Signed acceptances of risks, checked; left out where they were not. */
  acceptances?: CheckedAcceptances | undefined;
  /** What members and auditors said about rows; left out unless it is wanted. */
  comments?: ExportedComments | undefined;
};

/**
 * The sheets Cover, Statement of Applicability, Evidence index, Clauses and, where they are wanted, Comments. Throws when `entries` lacks a control or an exhibit comes
 * twice.
 */
function soaSheets(input: SoaExport): Sheet[] {
  const evidence = evidenceIndex(input.entries, input.exhibits);
  const rows = soaRows(input.entries, evidence);
  return [
    coverSheet(input, rows),
    soaSheet(rows),
    evidenceSheet(evidence),
    clauseSheet(input, evidence),
    ...commentSheets(input.comments, { rows, evidence }),
  ];
}

/**
 * The Statement of Applicability as an Excel workbook. Equal input gives equal bytes. Texts stay texts (never formulas); beyond 32,767
 * characters they are cut with a mark. Throws as `soaSheets` does.
 */
export const soaWorkbook = async (input: SoaExport): Promise<Blob> =>
  workbookBlob(soaSheets(input), 'Statement of Applicability', input);

/** The workbook's sheets as CSV files in a ZIP. Throws as `soaSheets` does. */
export const soaCsvFiles = (input: SoaExport): Bytes => csvFiles(soaSheets(input));

/** Which exhibit supports which control: the sheets Evidence index (by exhibit) and By control. `scope`: of the pack, in words. */
export async function indexWorkbook(input: SoaExport, scope: string): Promise<Blob> {
  const evidence = evidenceIndex(input.entries, input.exhibits);
  const rows = soaRows(input.entries, evidence);
  const sheets = [evidenceSheet(evidence, columnsOfPack(scope)), byControlSheet(rows)];
  return workbookBlob(sheets, 'Evidence index', input);
}

function workbookBlob(sheets: Sheet[], title: string, { organization, generatedAt }: SoaExport): Blob {
  const properties = { title: `${title} - ${organization}`, creator: organization, createdAt: generatedAt };
  return new Blob([xlsx(sheets, properties)], { type: xlsxMediaType });
}

const header = (titles: readonly string[]): Cell[] => titles.map((value) => ({ value, style: 'header' }));
const label = (value: string): Cell => ({ value, style: 'label' });

const themeTitle = (row: SoaRow) => controlGroups.find(({ id }) => id === row.group)?.title ?? row.group;

/** The decision in words; where members decided differently at once, all of it. */
const decisionText = <Value extends string>(
  value: Value,
  claims: SoaEntry['contested']['status'] | SoaEntry['contested']['applicability'],
  words: Record<string, string>,
): string =>
  claims.length > 0 ? contestedText<string>(claims, (said) => words[said] ?? said) : (words[value] ?? value);

/** The provider of an inherited control with its report and the report's date. */
const providerText = ({ entry }: SoaRow): string =>
  entry.applicability === 'inherited' && entry.provider
    ? [entry.provider.name, entry.provider.report, entry.provider.reportDate].filter(Boolean).join('\n')
    : '';

/** The columns of workbook and CSV: heading, width in characters, and the text of a row. */
export const soaColumns: readonly { title: string; width: number; text: (row: SoaRow) => string }[] = [
  { title: 'Control', width: 9, text: (row) => row.reference },
  { title: 'Title', width: 34, text: (row) => row.title },
  { title: 'Theme', width: 15, text: themeTitle },
  {
    title: 'Applicable',
    width: 15,
    text: ({ entry }) => decisionText(entry.applicability, entry.contested.applicability, applicabilityWords),
  },
  ...reasonLetters.map(({ reason, letter }) => ({
    title: letter,
    width: 4.5,
    text: ({ entry }: SoaRow) => (entry.reasons.includes(reason) ? 'x' : ''),
  })),
  { title: 'Justification for inclusion or exclusion', width: 60, text: ({ entry }) => entry.justification },
  {
    title: 'Risks',
    width: 12,
    text: ({ entry }) => entry.risks.map(({ reference }) => reference).join(', '),
  },
  {
    title: 'Laws and contracts',
    width: 24,
    text: ({ entry }) => entry.obligations.map(({ name }) => name).join('\n'),
  },
  { title: 'Inherited from', width: 28, text: providerText },
  {
    title: 'Status',
    width: 19,
    text: ({ entry }) => decisionText(entry.status, entry.contested.status, statusWords),
  },
  { title: 'Planned for', width: 13, text: ({ entry }) => entry.plannedFor },
  { title: 'How it is implemented', width: 44, text: ({ entry }) => entry.implementation },
  { title: 'Maturity', width: 9, text: ({ entry }) => (entry.maturity === 0 ? '' : String(entry.maturity)) },
  { title: 'Owner', width: 22, text: ({ entry }) => entry.owner },
  { title: 'Reviewer', width: 22, text: ({ entry }) => entry.reviewer },
  { title: 'Last review', width: 13, text: ({ entry }) => entry.lastReview },
  { title: 'Evidence', width: 20, text: evidenceWords },
  { title: 'Newest evidence (UTC)', width: 25, text: (row) => row.newest },
  { title: 'Remarks', width: 40, text: ({ entry }) => entry.remarks },
  { title: 'Source of the custom control', width: 24, text: ({ entry }) => entry.custom?.source ?? '' },
  {
    title: 'What the custom control asks for',
    width: 44,
    text: ({ entry }) => entry.custom?.description ?? '',
  },
];

/** The rows alone as CSV, with the columns of the workbook's sheet. */
export function soaCsv(input: SoaExport): string {
  const rows = soaRows(input.entries, evidenceIndex(input.entries, input.exhibits));
  return csv([
    soaColumns.map(({ title }) => title),
    ...rows.map((row) => soaColumns.map((column) => column.text(row))),
  ]);
}

function soaSheet(rows: readonly SoaRow[]): Sheet {
  return {
    name: 'Statement of Applicability',
    widths: soaColumns.map((column) => column.width),
    rows: [
      header(soaColumns.map((column) => column.title)),
      ...rows.map((row) => soaColumns.map((column) => column.text(row))),
    ],
    hasHeader: true,
    frozenColumns: 2,
    paper: 'A3',
  };
}

function evidenceSheet(evidence: readonly EvidenceRow[], columns = evidenceColumns): Sheet {
  const [titles = [], ...rows] = evidenceTable(evidence, columns);
  return {
    name: 'Evidence index',
    widths: columns.map((column) => column.width),
    rows: [header(titles), ...rows],
    hasHeader: true,
    frozenColumns: 2,
    paper: 'A3',
  };
}

function clauseSheet(input: SoaExport, evidence: readonly EvidenceRow[]): Sheet {
  const { heads, widths, rows } = clauseTable(input.clauses, evidence);
  return {
    name: 'Clauses',
    widths,
    rows: [header(heads), ...rows],
    hasHeader: true,
    frozenColumns: 1,
    paper: input.clauses ? 'A3' : 'A4',
  };
}

/** One row for each control and exhibit; a control without evidence has one row that says so by its empty cells. */
function byControlSheet(rows: readonly SoaRow[]): Sheet {
  const pairs = rows.flatMap((row) => {
    const start = [row.reference, row.title, applicabilityWords[row.entry.applicability]];
    if (row.evidence.length === 0) return [[...start, '', '', '', '']];
    return row.evidence.map((one) => [...start, one.number, one.title, one.capturedAt, one.folder]);
  });
  return {
    name: 'By control',
    widths: [9, 40, 15, 10, 40, 25, 44],
    rows: [
      header([
        'Control',
        'Title',
        'Applicable',
        'Evidence',
        'Evidence title',
        'Captured (UTC)',
        'Folder in the audit pack',
      ]),
      ...pairs,
    ],
    hasHeader: true,
    frozenColumns: 2,
    paper: 'A4',
  };
}

function coverSheet(input: SoaExport, rows: readonly SoaRow[]): Sheet {
  const countHeads = applicabilityOrder.map((value) => applicabilityWords[value]);
  return {
    name: 'Cover',
    widths: [30, 38, 14, 16, 14, 14],
    rows: [
      [{ value: 'Statement of Applicability', style: 'title' }],
      [],
      ...coverFacts(input, rows).map(([name, value]) => [label(name), value]),
      [],
      header(['Theme', 'Controls', ...countHeads]),
      ...totalsByGroup(rows).map(({ group, total, counts }) => [
        groupTitle(group),
        total,
        ...applicabilityOrder.map((value) => counts[value]),
      ]),
      [label('All'), rows.length, ...applicabilityOrder.map((value) => countOf(rows, value))],
      [],
      header(['Status', 'Controls', ...countHeads]),
      ...totalsByStatus(rows).map(({ status, total, counts }) => [
        statusWords[status],
        total,
        ...applicabilityOrder.map((value) => counts[value]),
      ]),
      [],
      header(['Legend', '']),
      ...legend.map((row) => [...row]),
    ],
    hasHeader: false,
    frozenColumns: 0,
    paper: 'A4',
  };
}

/** What the cover says of the whole: whose it is, which state, what is in it. */
export function coverFacts(
  input: SoaExport,
  rows: readonly SoaRow[],
): [name: string, value: string | number][] {
  const missing = rows.reduce((sum, row) => sum + row.missing.length, 0);
  return [
    ['Organisation', input.organization],
    ['Workspace', input.workspaceName],
    ...optionalFact(scopeName(input), input.scope),
    ['Standard', standard],
    ...versionFacts(input),
    ...optionalFact('To be approved by', input.version ? undefined : input.approver),
    ['Generated (UTC)', new Date(input.generatedAt).toISOString()],
    ['Exhibits in this export', input.exhibits.length],
    ['Links to exhibits not in this export', missing],
  ];
}

/** A version of a form before /3 does not hold the scope: what stands beside it is how it is worded when the file is made. */
const scopeName = ({ version }: SoaExport): string =>
  version && !ismsOf(version.version) ? 'Scope (as worded when generated)' : 'Scope';

const optionalFact = (name: string, value: string | undefined): [name: string, value: string][] =>
  value ? [[name, value]] : [];

const countOf = (rows: readonly SoaRow[], value: SoaEntry['applicability']) =>
  rows.filter((row) => row.entry.applicability === value).length;

/** What letters and words of the rows stand for. */
export const legend: readonly (readonly [word: string, meaning: string])[] = [
  ...reasonLetters.map(
    ({ letter, meaning }) => [letter, `Reason for inclusion: ${meaning.toLowerCase()}`] as const,
  ),
  [applicabilityWords.inherited, 'It applies, and a provider does it; see the provider’s report'],
  [applicabilityWords.undecided, 'Nobody has decided yet whether the control applies'],
  ['Contested', 'Members decided differently at the same time; nobody has settled it yet'],
  [statusWords.unverified, 'Nobody has checked yet; this is not the same as not implemented'],
  ['EV-0001', 'Number of an exhibit in this export, by time of capture; see the sheet Evidence index'],
];
