/** The risk register as a document for people, from which PDF and DOCX are made. */
import { controlNames, type ControlNames } from '../catalogue/control-name.ts';
import type { RiskCriteria } from '../risks/criteria.ts';
import type { RegisterState } from '../risks/register-state.ts';
import type { RegisterName, RegisterRecord } from '../risks/registers.ts';
import type { Block, Report } from '../typeset/report.ts';
import { groupedTable, plainTable, type ColumnGroup } from './grouped-table.ts';
import { actionTable, columnsWithSignatures, registerTable } from './risk-columns.ts';
import type { RiskExport } from './risk-xlsx.ts';
import { stateText, versionFacts } from './version-facts.ts';

const scoreGroup = (name: 'Inherent' | 'Residual'): ColumnGroup => ({
  title: name,
  width: 11,
  columns: [
    { title: `${name} level`, label: undefined, strong: true },
    { title: `${name} likelihood`, label: 'Likelihood' },
    { title: `${name} consequence`, label: 'Consequence' },
  ],
});

const riskGroups: readonly ColumnGroup[] = [
  {
    title: 'Risk',
    width: 15,
    columns: [
      { title: 'Risk', label: undefined, strong: true },
      { title: 'Title', label: undefined },
      { title: 'Based on' },
      { title: 'Owner' },
    ],
  },
  {
    title: 'What may happen',
    width: 22,
    columns: [
      { title: 'What may happen', label: undefined },
      { title: 'Threat' },
      { title: 'Weakness' },
      { title: 'Affects' },
      { title: 'Assets' },
    ],
  },
  scoreGroup('Inherent'),
  {
    title: 'Treatment',
    width: 20,
    columns: [
      { title: 'Treatment', label: undefined, strong: true },
      { title: 'Treatment plan', label: undefined },
      { title: 'Controls' },
      { title: 'Open actions' },
    ],
  },
  scoreGroup('Residual'),
  {
    title: 'Acceptance',
    width: 14,
    columns: [
      { title: 'Acceptance', label: undefined, strong: true },
      { title: 'Accepted by' },
      { title: 'Acceptance entered by', label: 'Entered by' },
      { title: 'Accepted (UTC)', label: 'At (UTC)' },
      { title: 'Accepted score', label: 'Score' },
      { title: 'Signatures of the acceptance', label: 'Signed' },
    ],
  },
  { title: 'Follow-up', width: 11, columns: [{ title: 'Next review' }, { title: 'Risk id' }] },
];

/** Criteria, risks, actions, and the registers on which they rest. */
export function riskReport(input: RiskExport): Report {
  const { organization, generatedAt, registers } = input;
  const names = controlNames(registers.customControls);
  const columns = columnsWithSignatures(input.acceptances).map(({ title, text }) => ({
    title,
    text: (risk: RegisterState['risks'][number]) => text(risk, registers),
  }));
  return {
    title: 'Risk register',
    subtitle: stateText(input),
    organization,
    createdAt: generatedAt,
    blocks: [
      {
        kind: 'facts',
        facts: [
          ['Organisation', organization],
          ...versionFacts(input),
          ['Generated (UTC)', new Date(generatedAt).toISOString()],
          ['Risks', String(registers.risks.length)],
          ['Criteria version', String(registers.criteria.version)],
          ['May be accepted up to', registers.criteria.levels[registers.criteria.acceptUpTo]?.label ?? ''],
        ],
      },
      ...criteriaBlocks(registers.criteria),
      { kind: 'heading', level: 1, text: 'Risks' },
      tableOr(groupedTable(columns, riskGroups, [], registers.risks), 'No risks are in the register.'),
      { kind: 'heading', level: 1, text: 'Actions' },
      tableOr(plainTable(actionTable(registers), [7, 24, 32, 18, 11, 8]), 'No actions are planned.'),
      ...registerBlocks('Assets', 'asset', registers.asset, names),
      ...registerBlocks('Suppliers', 'supplier', registers.supplier, names),
      ...registerBlocks('Laws, regulations and contracts', 'obligation', registers.obligation, names),
    ],
  };
}

const registerBlocks = <Name extends RegisterName>(
  title: string,
  name: Name,
  records: readonly RegisterRecord<Name>[],
  names: ControlNames,
): Block[] => [
  { kind: 'heading', level: 1, text: title },
  tableOr(plainTable(registerTable(name, records, names), []), 'This register is empty.'),
];

const tableOr = (table: Extract<Block, { kind: 'table' }>, otherwise: string): Block =>
  table.rows.length > 0 ? table : { kind: 'paragraph', text: otherwise };

/** The scales with what each step means, and the level to which two steps come. */
function criteriaBlocks(criteria: RiskCriteria): Block[] {
  const scale = (title: string, steps: RiskCriteria['levels']): Block =>
    plainTable(
      [
        [title, 'Name', 'What it means'],
        ...steps.map(({ label, description }, at) => [at + 1, label, description]),
      ],
      [14, 20, 66],
    );
  return [
    { kind: 'heading', level: 1, text: 'Criteria' },
    scale('Likelihood', criteria.likelihood),
    scale('Consequence', criteria.consequence),
    scale('Level', criteria.levels),
    { kind: 'heading', level: 2, text: 'Level by likelihood and consequence' },
    plainTable(
      [
        ['Likelihood', ...criteria.consequence.map(({ label }) => label)],
        ...criteria.likelihood.map(({ label }, row) => [
          label,
          ...(criteria.matrix[row] ?? []).map((level) => criteria.levels[level]?.label ?? ''),
        ]),
      ],
      [],
    ),
  ];
}
