/** The risk register as a workbook and as CSV, with all that it rests on: criteria, actions, assets, suppliers, obligations. */
import { controlNames } from '../catalogue/control-name.ts';
import type { CheckedAcceptances } from '../signing/acceptance-signatures.ts';
import type { RiskCriteria } from '../risks/criteria.ts';
import type { RegisterState } from '../risks/register-state.ts';
import type { RegisterName, RegisterRecord } from '../risks/registers.ts';
import { registerFields } from '../risks/registers.ts';
import type { Bytes } from '../shared/bytes.ts';
import { csv } from './csv.ts';
import { csvFiles } from './csv-files.ts';
import { actionTable, columnsWithSignatures, registerTable } from './risk-columns.ts';
import { versionFacts, type ExportedState } from './version-facts.ts';
import { xlsx, xlsxMediaType, type Cell, type Sheet } from './xlsx.ts';

export type RiskExport = ExportedState & {
  organization: string;
  registers: RegisterState;
  /** Signed acceptances, checked; left out where they were not. */
  acceptances?: CheckedAcceptances | undefined;
};

/** Heading and one row of texts for each risk. */
function riskTable({ registers, acceptances }: Pick<RiskExport, 'registers' | 'acceptances'>): string[][] {
  const columns = columnsWithSignatures(acceptances);
  return [
    columns.map(({ title }) => title),
    ...registers.risks.map((risk) => columns.map(({ text }) => text(risk, registers))),
  ];
}

const header = (titles: readonly string[]): Cell[] => titles.map((value) => ({ value, style: 'header' }));

const tableSheet = (
  name: string,
  widths: number[],
  [titles = [], ...rows]: readonly (readonly string[])[],
): Sheet => ({
  name,
  widths,
  rows: [header(titles), ...rows.map((row) => [...row])],
  hasHeader: true,
  frozenColumns: 2,
  paper: 'A3',
});

function criteriaSheet(input: RiskExport): Sheet {
  const { organization, generatedAt, registers } = input;
  const { criteria, risks } = registers;
  const scale = (title: string, steps: RiskCriteria['levels']): Cell[][] => [
    header([title, 'Name', 'What it means']),
    ...steps.map(({ label, description }, at) => [at + 1, label, description]),
    [],
  ];
  return {
    name: 'Criteria',
    widths: [26, 24, 60, 16, 16, 16],
    rows: [
      [{ value: 'Risk register', style: 'title' }],
      [],
      [{ value: 'Organisation', style: 'label' }, organization],
      ...versionFacts(input).map(([name, value]): Cell[] => [{ value: name, style: 'label' }, value]),
      [{ value: 'Generated (UTC)', style: 'label' }, new Date(generatedAt).toISOString()],
      [{ value: 'Risks', style: 'label' }, risks.length],
      [{ value: 'Criteria version', style: 'label' }, criteria.version],
      [{ value: 'May be accepted up to', style: 'label' }, criteria.levels[criteria.acceptUpTo]?.label ?? ''],
      [],
      ...scale('Likelihood', criteria.likelihood),
      ...scale('Consequence', criteria.consequence),
      ...scale('Level', criteria.levels),
      header(['Likelihood and consequence', ...criteria.consequence.map(({ label }) => label)]),
      ...criteria.likelihood.map(({ label }, row) => [
        label,
        ...(criteria.matrix[row] ?? []).map((level) => criteria.levels[level]?.label ?? ''),
      ]),
    ],
    hasHeader: false,
    frozenColumns: 0,
    paper: 'A4',
  };
}

/** Criteria, risks, actions, assets, suppliers, obligations, a sheet each. */
function riskSheets(input: RiskExport): Sheet[] {
  const { registers } = input;
  const lean = <Name extends RegisterName>(
    title: string,
    name: Name,
    records: readonly RegisterRecord<Name>[],
  ) =>
    tableSheet(
      title,
      [...registerFields[name].map(() => 24), 40, 38],
      registerTable(name, records, controlNames(registers.customControls), true),
    );
  return [
    criteriaSheet(input),
    tableSheet(
      'Risk register',
      columnsWithSignatures(input.acceptances).map(({ width }) => width),
      riskTable(input),
    ),
    tableSheet('Actions', [8, 34, 40, 20, 13, 9, 38, 38], actionTable(registers, true)),
    lean('Assets', 'asset', registers.asset),
    lean('Suppliers', 'supplier', registers.supplier),
    lean('Obligations', 'obligation', registers.obligation),
  ];
}

/** The register as an Excel workbook. Equal input gives equal bytes; texts stay texts. */
export function riskWorkbook(input: RiskExport): Blob {
  const { organization, generatedAt } = input;
  const properties = {
    title: `Risk register - ${organization}`,
    creator: organization,
    createdAt: generatedAt,
  };
  return new Blob([xlsx(riskSheets(input), properties)], { type: xlsxMediaType });
}

/** The workbook's sheets as CSV files in a ZIP. */
export const riskCsvFiles = (input: RiskExport): Bytes => csvFiles(riskSheets(input));

/** The risks alone, one row each, with the columns of the workbook. */
export const riskCsv = (input: Pick<RiskExport, 'registers' | 'acceptances'>): string =>
  csv(riskTable(input));
