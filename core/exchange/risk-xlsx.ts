/** The risk register as a workbook and as CSV, with all that it rests on: criteria, actions, assets, suppliers, obligations. */
import { findControl } from '../catalogue/find-control.ts';
import type { RiskCriteria, Score } from '../risks/criteria.ts';
import { levelOf } from '../risks/criteria.ts';
import type { RegisterState } from '../risks/register-state.ts';
import type { RegisterName, RegisterRecord } from '../risks/registers.ts';
import { registerFields } from '../risks/registers.ts';
import type { AcceptanceState, Risk, Treatment } from '../risks/risk.ts';
import { acceptanceState } from '../risks/risk.ts';
import type { Claim } from '../shared/claim.ts';
import { csv } from './csv.ts';
import { versionFacts, type ExportedVersion } from './version-facts.ts';
import { xlsx, xlsxMediaType, type Cell, type Sheet } from './xlsx.ts';

export type RiskExport = {
  organization: string;
  generatedAt: string;
  registers: RegisterState;
  /** The frozen version from which `registers` come; left out when they are what stands now. */
  version?: ExportedVersion | undefined;
};

const treatmentWords: Record<Treatment, string> = {
  undecided: 'Undecided',
  modify: 'Modify',
  retain: 'Retain',
  avoid: 'Avoid',
  share: 'Share',
};
const acceptanceWords: Record<AcceptanceState, string> = {
  none: 'Not accepted',
  current: 'Accepted',
  stale: 'Stale: score or criteria have moved since',
  contested: 'Contested',
};

/** What members decided differently at once, in one line: `Contested: Retain (Anna); Share (Ben)`. */
export const contestedText = <Value>(
  claims: readonly Claim<Value>[],
  wordOf: (value: Value) => string,
): string =>
  `Contested: ${claims.map(({ value, by }) => `${wordOf(value)} (${by || 'somebody'})`).join('; ')}`;

const stepText = (criteria: RiskCriteria, part: keyof Score, step: number): string =>
  step === 0 ? '' : `${step} ${criteria[part][step - 1]?.label ?? 'outside the scale'}`;

const levelText = (criteria: RiskCriteria, score: Score): string =>
  criteria.levels[levelOf(criteria, score) ?? -1]?.label ?? '';

type Column = { title: string; width: number; text: (risk: Risk, registers: RegisterState) => string };

const scoreColumns = (which: 'inherent' | 'residual', name: string): Column[] => [
  ...(['likelihood', 'consequence'] as const).map((part) => ({
    title: `${name} ${part}`,
    width: 16,
    text: (risk: Risk, { criteria }: RegisterState) => stepText(criteria, part, risk[which][part]),
  })),
  {
    title: `${name} level`,
    width: 12,
    text: (risk, { criteria }) => levelText(criteria, risk[which]),
  },
];

export const riskColumns: readonly Column[] = [
  { title: 'Risk', width: 8, text: (risk) => risk.reference },
  { title: 'Title', width: 34, text: (risk) => risk.title },
  { title: 'What may happen', width: 50, text: (risk) => risk.description },
  { title: 'Based on', width: 11, text: (risk) => (risk.basis === 'asset' ? 'Asset' : 'Scenario') },
  { title: 'Threat', width: 22, text: (risk) => risk.threat },
  { title: 'Weakness', width: 26, text: (risk) => risk.vulnerability },
  {
    title: 'Affects',
    width: 9,
    text: (risk) => risk.affects.map((property) => property.charAt(0).toUpperCase()).join(', '),
  },
  {
    title: 'Assets',
    width: 24,
    text: (risk, { asset }) =>
      asset
        .filter(({ id }) => risk.assets.includes(id))
        .map(({ name }) => name)
        .join('\n'),
  },
  { title: 'Owner', width: 20, text: (risk) => risk.owner },
  ...scoreColumns('inherent', 'Inherent'),
  {
    title: 'Treatment',
    width: 14,
    text: ({ treatment, contested }) =>
      contested.treatment.length > 0
        ? contestedText(contested.treatment, (value) => treatmentWords[value])
        : treatmentWords[treatment],
  },
  { title: 'Treatment plan', width: 44, text: (risk) => risk.plan },
  { title: 'Controls', width: 16, text: (risk) => risk.controls.join(', ') },
  ...scoreColumns('residual', 'Residual'),
  {
    title: 'Acceptance',
    width: 18,
    text: (risk, { criteria }) => {
      const state = acceptanceState(risk, criteria);
      if (state !== 'contested') return acceptanceWords[state];
      return contestedText(risk.contested.acceptance, ({ kind }) =>
        kind === 'accepted' ? 'Accepted' : 'Not accepted',
      );
    },
  },
  { title: 'Accepted by', width: 20, text: ({ acceptance }) => acceptance?.owner ?? '' },
  { title: 'Acceptance entered by', width: 20, text: ({ acceptance }) => acceptance?.by ?? '' },
  { title: 'Accepted (UTC)', width: 25, text: ({ acceptance }) => acceptance?.at ?? '' },
  {
    title: 'Accepted score',
    width: 26,
    text: ({ acceptance }, { criteria }) =>
      acceptance
        ? `${stepText(criteria, 'likelihood', acceptance.score.likelihood)}, ${stepText(criteria, 'consequence', acceptance.score.consequence)}; criteria version ${acceptance.criteria}`
        : '',
  },
  { title: 'Next review', width: 13, text: (risk) => risk.reviewOn },
  {
    title: 'Open actions',
    width: 10,
    text: (risk) => String(risk.actions.filter(({ done }) => !done).length),
  },
  { title: 'Risk id', width: 38, text: (risk) => risk.id },
];

/** Heading and one row of texts for each risk. */
const riskTable = (registers: RegisterState): string[][] => [
  riskColumns.map(({ title }) => title),
  ...registers.risks.map((risk) => riskColumns.map(({ text }) => text(risk, registers))),
];

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

export function actionTable({ risks }: RegisterState): string[][] {
  const rows = risks.flatMap(({ reference, title, actions }) =>
    actions.map((action) => [
      reference,
      title,
      action.title,
      action.owner,
      action.due,
      action.done ? 'Done' : 'Open',
    ]),
  );
  return [['Risk', 'Risk title', 'Action', 'Owner', 'Due', 'State'], ...rows];
}

/** `reportDate` as a heading: `Report date`. */
export const fieldTitle = (name: string) =>
  name.charAt(0).toUpperCase() + name.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

export function registerTable<Name extends RegisterName>(
  name: Name,
  records: readonly RegisterRecord<Name>[],
): string[][] {
  const fields: readonly { name: string }[] = registerFields[name];
  const value = (record: RegisterRecord<Name>, field: string) =>
    String((record as Readonly<Record<string, unknown>>)[field] ?? '');
  const controls = (record: RegisterRecord<Name>) =>
    record.controls.map((control) => `${control} ${findControl(control)?.title ?? ''}`).join('\n');
  return [
    [...fields.map((field) => fieldTitle(field.name)), 'Controls'],
    ...records.map((record) => [...fields.map((field) => value(record, field.name)), controls(record)]),
  ];
}

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

/**
 * The register as an Excel workbook: criteria, risks, actions, assets, suppliers, obligations, a sheet each. Equal input gives
 * equal bytes; texts stay texts.
 */
export function riskWorkbook(input: RiskExport): Blob {
  const { registers, organization, generatedAt } = input;
  const lean = <Name extends RegisterName>(
    title: string,
    name: Name,
    records: readonly RegisterRecord<Name>[],
  ) => tableSheet(title, [...registerFields[name].map(() => 24), 40], registerTable(name, records));
  const sheets = [
    criteriaSheet(input),
    tableSheet(
      'Risk register',
      riskColumns.map(({ width }) => width),
      riskTable(registers),
    ),
    tableSheet('Actions', [8, 34, 40, 20, 13, 9], actionTable(registers)),
    lean('Assets', 'asset', registers.asset),
    lean('Suppliers', 'supplier', registers.supplier),
    lean('Obligations', 'obligation', registers.obligation),
  ];
  const properties = {
    title: `Risk register - ${organization}`,
    creator: organization,
    createdAt: generatedAt,
  };
  return new Blob([xlsx(sheets, properties)], { type: xlsxMediaType });
}

/** The risks alone, one row each, with the columns of the workbook. */
export const riskCsv = (registers: RegisterState): string => csv(riskTable(registers));
