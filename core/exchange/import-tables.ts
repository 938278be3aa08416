/** All tables of a file together: what each is, what it would change, and writing what was chosen as one step. */
import type * as Y from 'yjs';
import type { RegisterName, RegisterRecord } from '../risks/registers.ts';
import { registerFields, registerNames } from '../risks/registers.ts';
import type { RiskCriteria } from '../risks/criteria.ts';
import type { Risk } from '../risks/risk.ts';
import type { SoaEntry } from '../soa/soa-entry.ts';
import { edit } from '../workspace/edit.ts';
import { applyRiskImport } from './apply-risk-import.ts';
import { applySoaImport, type ImportHands } from './apply-soa-import.ts';
import type { GuessedColumns } from './import-columns.ts';
import { plainWords } from './import-columns.ts';
import type { EmptyCells } from './import-report.ts';
import {
  applyRegisterImport,
  guessRegisterColumns,
  readRegisterImport,
  type RegisterImportRow,
} from './import-registers.ts';
import { guessRiskColumns, isOwnRisks, readRiskImport, type RiskImportRow } from './import-risks.ts';
import { guessSoaColumns, isOwnSoa, readSoaImport, type SoaImportRow } from './import-soa.ts';
import { riskWordings } from './risk-wordings.ts';
import { soaWordings } from './soa-wordings.ts';

/** What a table may be a list of. */
export type TableKind = 'soa' | 'risk' | RegisterName;
export const tableKinds: readonly TableKind[] = ['soa', 'risk', ...registerNames];

/** How a table is to be read. `columns` has names of `columnsOf(kind)`, left to right. */
export type TablePlan = {
  kind: TableKind;
  headerRow: number;
  columns: (string | undefined)[];
  empty: EmptyCells;
};

type Rows = readonly (readonly string[])[];

/** What the columns of such a table may hold. */
export function columnsOf(kind: TableKind): string[] {
  if (kind === 'soa') return soaWordings.map(({ field }) => field);
  if (kind === 'risk') return riskWordings.map(({ field }) => field);
  const names = registerFields[kind].map(({ name }) => name);
  return kind === 'obligation' ? [...names, 'controls'] : names;
}

function guessFor(rows: Rows, kind: TableKind): GuessedColumns<string> {
  if (kind === 'soa') return guessSoaColumns(rows);
  return kind === 'risk' ? guessRiskColumns(rows) : guessRegisterColumns(rows, kind);
}

/** The plan by which a table of this kind is first shown; a person may change all of it. */
export function planTable(rows: Rows, kind: TableKind): TablePlan {
  const { headerRow, columns } = guessFor(rows, kind);
  const titles = rows[headerRow] ?? [];
  const own = kind === 'soa' ? isOwnSoa(titles) : kind === 'risk' ? isOwnRisks(titles) : false;
  return { kind, headerRow, columns: [...columns], empty: own ? 'clear' : 'keep' };
}

const kindOfSheet: ReadonlyMap<string, TableKind> = new Map([
  ['assets', 'asset'],
  ['suppliers', 'supplier'],
  ['vendors', 'supplier'],
  ['obligations', 'obligation'],
  ['legal register', 'obligation'],
]);

/** What of a risk register no Statement of Applicability has. */
const riskSigns = ['inherent:likelihood', 'inherent:consequence', 'threat', 'vulnerability', 'treatment'];

/** What the table seems to be; undefined for covers, legends and whatever else a workbook holds. */
export function guessKind({ name, rows }: { name?: string; rows: Rows }): TableKind | undefined {
  const byName = name === undefined ? undefined : kindOfSheet.get(plainWords(name));
  if (byName) return byName;
  const risk = guessRiskColumns(rows).columns;
  const signs = riskSigns.filter((sign) => risk.some((column) => column === sign)).length;
  if (signs >= 2 && risk.includes('title')) return 'risk';
  const { headerRow, columns } = guessSoaColumns(rows);
  const mapped = columns.filter((column) => column !== undefined && column !== 'control').length;
  return headerRow >= 0 &&
    columns.includes('control') &&
    mapped >= 1 &&
    rows.length > headerRow + 1 &&
    signs < 2
    ? 'soa'
    : undefined;
}

/** What an import is compared with. `risks` has removed ones too. */
export type ImportWorkspace = {
  entries: readonly SoaEntry[];
  risks: readonly Risk[];
  criteria: RiskCriteria;
} & { [Name in RegisterName]: readonly RegisterRecord<Name>[] };

export type TableReport =
  | { kind: 'soa'; rows: SoaImportRow[] }
  | { kind: 'risk'; rows: RiskImportRow[] }
  | { kind: RegisterName; rows: RegisterImportRow[] };

/** The columns that the kind knows, each once: of two with one meaning the left one holds. */
function knownColumns<Column extends string>(
  columns: readonly (string | undefined)[],
  known: readonly Column[],
): (Column | undefined)[] {
  return columns.map((column, at) =>
    columns.indexOf(column) === at ? known.find((one) => one === column) : undefined,
  );
}

/** What the table would change in the workspace by this plan. */
export function readTable(rows: Rows, plan: TablePlan, workspace: ImportWorkspace): TableReport {
  const { kind, headerRow, columns, empty } = plan;
  const table = { rows, headerRow, empty };
  if (kind === 'soa') {
    const mapping = knownColumns(
      columns,
      soaWordings.map(({ field }) => field),
    );
    const { entries, supplier: suppliers } = workspace;
    return { kind, rows: readSoaImport({ ...table, columns: mapping, entries, suppliers }) };
  }
  if (kind === 'risk') {
    const mapping = knownColumns(
      columns,
      riskWordings.map(({ field }) => field),
    );
    const { risks, asset: assets, criteria } = workspace;
    return { kind, rows: readRiskImport({ ...table, columns: mapping, risks, assets, criteria }) };
  }
  const mapping = knownColumns(columns, columnsOf(kind));
  return {
    kind,
    rows: readRegisterImport({ ...table, columns: mapping, register: kind, records: workspace[kind] }),
  };
}

/** Registers first: risks name assets, and rows of the SoA name suppliers. */
const order = (kind: TableKind) => (kind === 'soa' ? 2 : kind === 'risk' ? 1 : 0);

/** Writes all rows of these reports in one transaction. */
export const applyTables = (doc: Y.Doc, reports: readonly TableReport[], hands: ImportHands): void =>
  edit(doc, () => {
    for (const report of reports.toSorted((a, b) => order(a.kind) - order(b.kind))) {
      if (report.kind === 'soa') applySoaImport(doc, report.rows, hands);
      else if (report.kind === 'risk') applyRiskImport(doc, report.rows, hands);
      else applyRegisterImport(doc, report.kind, report.rows, hands);
    }
  });
