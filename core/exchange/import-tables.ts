/** All tables of a file together: what each is, what it would change, and writing what was chosen as one step. */
import type * as Y from 'yjs';
import type { RegisterName, RegisterRecord } from '../risks/registers.ts';
import { registerFields, registerNames } from '../risks/registers.ts';
import { defaultCriteria, type RiskCriteria } from '../risks/criteria.ts';
import type { Risk } from '../risks/risk.ts';
import type { SoaEntry } from '../soa/soa-entry.ts';
import { edit } from '../workspace/edit.ts';
import { applyRiskImport } from './apply-risk-import.ts';
import { applySoaImport, type ImportHands } from './apply-soa-import.ts';
import {
  actionWordings,
  applyActionImport,
  guessActionColumns,
  isOwnActions,
  readActionImport,
  type ActionImportRow,
  type Named,
} from './import-actions.ts';
import { readLine } from './import-cells.ts';
import {
  applyCriteriaImport,
  isCriteriaSheet,
  readCriteriaImport,
  readElsewhere,
  type CriteriaImportRow,
} from './import-criteria.ts';
import { criteriaSheets, joinedSheets, type NamedRows } from './criteria-sheets.ts';
import { foreignCriteria } from './foreign-criteria.ts';
import type { NamedExhibit } from './import-links.ts';
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
import { isOwnClauses } from './clause-table.ts';
import { isOwnComments } from './comment-table.ts';
import { guessSoaColumns, isOwnSoa, readSoaImport, type SoaImportRow } from './import-soa.ts';
import { riskWordings } from './risk-wordings.ts';
import { customControlsIn } from './soa-rows.ts';
import { soaWordings } from './soa-wordings.ts';

/** What a table may be a list of. */
export type TableKind = 'soa' | 'risk' | 'action' | 'criteria' | RegisterName;
export const tableKinds: readonly TableKind[] = ['soa', 'risk', 'action', 'criteria', ...registerNames];

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
  if (kind === 'action') return actionWordings.map(({ field }) => field);
  // Scales and a matrix are no table with columns to choose.
  if (kind === 'criteria') return [];
  const names = registerFields[kind].map(({ name }) => name);
  return kind === 'obligation' ? [...names, 'controls', 'id'] : [...names, 'id'];
}

function guessFor(rows: Rows, kind: TableKind): GuessedColumns<string> {
  if (kind === 'soa') return guessSoaColumns(rows);
  if (kind === 'action') return guessActionColumns(rows);
  if (kind === 'criteria') return { headerRow: -1, columns: [] };
  return kind === 'risk' ? guessRiskColumns(rows) : guessRegisterColumns(rows, kind);
}

/** How a table of our own is known: there an empty cell says that the field is empty. */
const isOwn: Partial<Record<TableKind, (titles: readonly string[]) => boolean>> = {
  soa: isOwnSoa,
  risk: isOwnRisks,
  action: isOwnActions,
};

/** The plan by which a table of this kind is first shown; a person may change all of it. */
export function planTable(rows: Rows, kind: TableKind): TablePlan {
  const { headerRow, columns } = guessFor(rows, kind);
  const titles = rows[headerRow] ?? [];
  const own = isOwn[kind]?.(titles) ?? titles.includes('Record id');
  return { kind, headerRow, columns: [...columns], empty: own ? 'clear' : 'keep' };
}

const kindOfSheet: ReadonlyMap<string, TableKind> = new Map([
  ['assets', 'asset'],
  ['suppliers', 'supplier'],
  ['vendors', 'supplier'],
  ['obligations', 'obligation'],
  ['legal register', 'obligation'],
  ['actions', 'action'],
]);

/** What of a risk register no Statement of Applicability has. */
const riskSigns = ['inherent:likelihood', 'inherent:consequence', 'threat', 'vulnerability', 'treatment'];

const isEvidenceIndex = ([titles = []]: Rows): boolean =>
  titles.includes('Evidence') && titles.includes('Exhibit id');

/** What the table seems to be; undefined for covers, legends and whatever else a workbook holds. */
export function guessKind(table: NamedRows): TableKind | undefined {
  const { name, rows } = table;
  // Its numbers look like those of controls: 5.1 is a clause there.
  if (isOwnClauses(rows) || isOwnComments(rows)) return undefined;
  const byName = name === undefined ? undefined : kindOfSheet.get(plainWords(name));
  if (byName) return byName;
  if (isCriteriaSheet(rows)) return 'criteria';
  // It names controls, but has a row for each exhibit.
  if (isEvidenceIndex(rows)) return undefined;
  if (foreignCriteria(joinedSheets([table]), defaultCriteria)) return 'criteria';
  const risk = guessRiskColumns(rows).columns;
  const signs = riskSigns.filter((sign) => risk.some((column) => column === sign)).length;
  if (signs >= 2 && risk.includes('title')) return 'risk';
  const { headerRow, columns } = guessSoaColumns(rows);
  const mapped = columns.filter(
    (column) => column !== undefined && column !== 'control' && !column.startsWith('custom:'),
  ).length;
  const isSoa =
    headerRow >= 0 && columns.includes('control') && mapped >= 1 && rows.length > headerRow + 1 && signs < 2;
  return isSoa ? 'soa' : undefined;
}

/** How each table of a file is first taken; undefined for one that is not. Criteria may lie over several sheets. */
export function planTables(tables: readonly NamedRows[]): (TablePlan | undefined)[] {
  const kinds = tables.map(guessKind);
  const parts = partsOfCriteria(tables, (at) => kinds[at] === undefined || kinds[at] === 'criteria');
  return tables.map(({ rows }, at) => {
    const kind = parts.includes(at) ? 'criteria' : kinds[at];
    return kind && planTable(rows, kind);
  });
}

/** The places of the sheets that are read together as criteria; none where one is laid out as ours. */
function partsOfCriteria(tables: readonly NamedRows[], mayBe: (at: number) => boolean): number[] {
  if (tables.some(({ rows }, at) => mayBe(at) && isCriteriaSheet(rows))) return [];
  return criteriaSheets(
    tables.map((table, at) =>
      mayBe(at) && !isOwnClauses(table.rows) && !isOwnComments(table.rows) && !isEvidenceIndex(table.rows)
        ? table
        : undefined,
    ),
  );
}

/** What an import is compared with. `risks` has removed ones too. */
export type ImportWorkspace = {
  entries: readonly SoaEntry[];
  risks: readonly Risk[];
  criteria: RiskCriteria;
  exhibits: readonly NamedExhibit[];
} & { [Name in RegisterName]: readonly RegisterRecord<Name>[] };

export type TableReport =
  | { kind: 'soa'; rows: SoaImportRow[] }
  | { kind: 'risk'; rows: RiskImportRow[] }
  | { kind: 'action'; rows: ActionImportRow[] }
  | { kind: 'criteria'; rows: CriteriaImportRow[] }
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

/** What other tables of the same file tell about this one. */
type Beside = {
  numbers: ReadonlyMap<string, string> | undefined;
  coming: readonly Named[];
};

function readTable(
  sheet: NamedRows,
  plan: TablePlan,
  workspace: ImportWorkspace,
  beside: Beside,
): TableReport {
  const { kind, headerRow, columns, empty } = plan;
  const { rows } = sheet;
  const table = { rows, headerRow, empty };
  const known = <Column extends string>(wordings: readonly { field: Column }[]) =>
    knownColumns(
      columns,
      wordings.map(({ field }) => field),
    );
  const risks = workspace.risks.filter(({ removed }) => !removed);
  const customControls = customControlsIn(workspace.entries);
  switch (kind) {
    case 'soa': {
      const { entries, supplier: suppliers, obligation: obligations, exhibits } = workspace;
      const targets = { risks, obligations, exhibits, numbers: beside.numbers };
      const mapping = known(soaWordings);
      return { kind, rows: readSoaImport({ ...table, columns: mapping, entries, suppliers, targets }) };
    }
    case 'risk': {
      const { asset: assets, criteria } = workspace;
      const mapping = known(riskWordings);
      return {
        kind,
        rows: readRiskImport({
          ...table,
          columns: mapping,
          risks: workspace.risks,
          assets,
          customControls,
          criteria,
        }),
      };
    }
    case 'action': {
      const { coming } = beside;
      return { kind, rows: readActionImport({ ...table, columns: known(actionWordings), risks, coming }) };
    }
    case 'criteria':
      return { kind, rows: readCriteriaImport([sheet], workspace.criteria) };
    case 'asset':
    case 'supplier':
    case 'obligation': {
      const mapping = knownColumns(columns, columnsOf(kind));
      const records = workspace[kind];
      return {
        kind,
        rows: readRegisterImport({ ...table, columns: mapping, register: kind, records, customControls }),
      };
    }
  }
}

/** Titles and numbers of the risks in a table. */
function risksIn(rows: Rows, { headerRow, columns }: TablePlan): Named[] {
  const [title, reference] = [columns.indexOf('title'), columns.indexOf('reference')];
  return rows
    .slice(headerRow + 1)
    .map((row) => ({ title: readLine(row[title] ?? ''), reference: row[reference] ?? '' }))
    .filter((risk) => risk.title !== '');
}

/** Ids by number, from an evidence index among the tables. */
function evidenceNumbers(tables: readonly { rows: Rows }[]): ReadonlyMap<string, string> | undefined {
  for (const { rows } of tables) {
    const titles = rows[0] ?? [];
    const [number, id] = [titles.indexOf('Evidence'), titles.indexOf('Exhibit id')];
    if (isEvidenceIndex(rows))
      return new Map(
        rows.slice(1).map((row) => [(row[number] ?? '').trim().toUpperCase(), (row[id] ?? '').trim()]),
      );
  }
  return undefined;
}

/**
 * What the tables of one file would change in the workspace by their plans; undefined for a table without one. Risks are read by the
 * criteria that come with them, and actions may belong to risks that do.
 */
export function readTables(
  tables: readonly NamedRows[],
  plans: readonly (TablePlan | undefined)[],
  workspace: ImportWorkspace,
): (TableReport | undefined)[] {
  const planned = tables.map(({ rows }, at) => ({ rows, plan: plans[at] }));
  const coming = planned.flatMap(({ rows, plan }) => (plan?.kind === 'risk' ? risksIn(rows, plan) : []));
  const beside = { numbers: evidenceNumbers(tables), coming };
  const parts = partsOfCriteria(tables, (at) => plans[at]?.kind === 'criteria');
  const [first = plans.findIndex((plan) => plan?.kind === 'criteria'), ...more] = parts;
  const together = tables.filter((_, at) => at === first || more.includes(at));
  const criteria = first < 0 ? [] : readCriteriaImport(together, workspace.criteria);
  const scored = { ...workspace, criteria: criteria[0]?.criteria ?? workspace.criteria };
  return tables.map((table, at) => {
    const plan = plans[at];
    if (at === first) return { kind: 'criteria', rows: criteria };
    if (more.includes(at)) return { kind: 'criteria', rows: readElsewhere(tables[first]?.name ?? '') };
    return plan && readTable(table, plan, plan.kind === 'risk' ? scored : workspace, beside);
  });
}

/** Criteria and registers first: risks are scored and name assets, actions belong to risks, and rows of the SoA name all of them. */
const order = (kind: TableKind) => (kind === 'soa' ? 3 : kind === 'action' ? 2 : kind === 'risk' ? 1 : 0);

/** Writes all rows of these reports in one transaction. */
export const applyTables = (doc: Y.Doc, reports: readonly TableReport[], hands: ImportHands): void =>
  edit(doc, () => {
    for (const report of reports.toSorted((a, b) => order(a.kind) - order(b.kind))) {
      if (report.kind === 'soa') applySoaImport(doc, report.rows, hands);
      else if (report.kind === 'risk') applyRiskImport(doc, report.rows, hands);
      else if (report.kind === 'action') applyActionImport(doc, report.rows, hands);
      else if (report.kind === 'criteria') applyCriteriaImport(doc, report.rows, hands);
      else applyRegisterImport(doc, report.kind, report.rows, hands);
    }
  });
