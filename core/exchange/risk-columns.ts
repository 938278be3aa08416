/** The columns of the risk register and of what stands beside it, as every export and comparison shows them. */
import type { ControlId } from '../catalogue/control.ts';
import { controlNames, type ControlNames } from '../catalogue/control-name.ts';
import { signaturesOf, type CheckedAcceptances } from '../signing/acceptance-signatures.ts';
import type { RiskCriteria, Score } from '../risks/criteria.ts';
import { levelOf } from '../risks/criteria.ts';
import type { RegisterState } from '../risks/register-state.ts';
import type { RegisterName, RegisterRecord } from '../risks/registers.ts';
import { registerFields } from '../risks/registers.ts';
import type { AcceptanceState, Risk, RiskAction, Treatment } from '../risks/risk.ts';
import { acceptanceState } from '../risks/risk.ts';
import type { Claim } from '../shared/claim.ts';
import { signatureText, signerText } from './signature-text.ts';

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

/** What people call these controls, in the order of the SoA. */
export const referencesText = (controls: readonly ControlId[], names: ControlNames): string =>
  names.inOrder(controls).map(names.referenceOf).join(', ');

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
  {
    title: 'Controls',
    width: 16,
    text: (risk, { customControls }) => referencesText(risk.controls, controlNames(customControls)),
  },
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

const signatureWords = {
  holds: 'The signature holds for the acceptance as it stands here',
  otherThanNamed: 'the signer is not the owner who is named as accepting it',
};
const earlierWords = { ...signatureWords, holds: 'The signature holds for an earlier state of this risk' };

/** Who signed the acceptance, and what is to be said of each signature. */
function signaturesText(risk: Risk, signed: CheckedAcceptances): string {
  const signatures = signaturesOf(risk, signed);
  if (signatures.length === 0)
    return risk.acceptance ? 'None: the name of whoever accepted was typed in' : '';
  return signatures
    .map((one) => `${signerText(one)}, ${signatureText(one, one.isCurrent ? signatureWords : earlierWords)}`)
    .join('\n');
}

/** The columns of the register, and one of signatures where those were checked: they stand beside the register, not in it. */
export function columnsWithSignatures(signed: CheckedAcceptances | undefined): readonly Column[] {
  if (!signed) return riskColumns;
  const after = riskColumns.findIndex(({ title }) => title === 'Accepted score') + 1;
  const signatures: Column = {
    title: 'Signatures of the acceptance',
    width: 44,
    text: (risk) => signaturesText(risk, signed),
  };
  return riskColumns.toSpliced(after, 0, signatures);
}

/** An action with the risk that it treats. */
type RiskWithAction = { risk: Risk; action: RiskAction };

export const actionColumns: readonly { title: string; text: (row: RiskWithAction) => string }[] = [
  { title: 'Risk', text: ({ risk }) => risk.reference },
  { title: 'Risk title', text: ({ risk }) => risk.title },
  { title: 'Action', text: ({ action }) => action.title },
  { title: 'Owner', text: ({ action }) => action.owner },
  { title: 'Due', text: ({ action }) => action.due },
  { title: 'State', text: ({ action }) => (action.done ? 'Done' : 'Open') },
];

/** By which an import knows the rows again, whatever was edited in them. */
const actionIds: typeof actionColumns = [
  { title: 'Risk id', text: ({ risk }) => risk.id },
  { title: 'Action id', text: ({ action }) => action.id },
];

/** Heads and one row of texts for each action, with ids where a program is to read it again. */
export function actionTable({ risks }: RegisterState, withIds = false): string[][] {
  const rows = risks.flatMap((risk) => risk.actions.map((action) => ({ risk, action })));
  const columns = withIds ? [...actionColumns, ...actionIds] : actionColumns;
  return [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ text }) => text(row)))];
}

/** `reportDate` as a heading: `Report date`. */
export const fieldTitle = (name: string) =>
  name.charAt(0).toUpperCase() + name.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Heads and one row of texts for each record, with ids where a program is to read it again. */
export function registerTable<Name extends RegisterName>(
  name: Name,
  records: readonly RegisterRecord<Name>[],
  names: ControlNames,
  withIds = false,
): string[][] {
  const fields: readonly { name: string }[] = registerFields[name];
  const value = (record: RegisterRecord<Name>, field: string) =>
    String((record as Readonly<Record<string, unknown>>)[field] ?? '');
  const controls = (record: RegisterRecord<Name>) =>
    names
      .inOrder(record.controls)
      .map((control) => `${names.referenceOf(control)} ${names.find(control)?.title ?? ''}`.trim())
      .join('\n');
  return [
    [...fields.map((field) => fieldTitle(field.name)), 'Controls', ...(withIds ? ['Record id'] : [])],
    ...records.map((record) => [
      ...fields.map((field) => value(record, field.name)),
      controls(record),
      ...(withIds ? [record.id] : []),
    ]),
  ];
}

/** The criteria cell by cell: each step of each scale, each field of the matrix. */
export function criteriaCells(criteria: RiskCriteria): [string, string][] {
  const { likelihood, consequence, levels, matrix, acceptUpTo } = criteria;
  const scale = (title: string, steps: RiskCriteria['levels']) =>
    steps.map(({ label, description }, at): [string, string] => [
      `${title} ${at + 1}`,
      description === '' ? label : `${label}: ${description}`,
    ]);
  return [
    ['Criteria version', String(criteria.version)],
    ['May be accepted up to', levels[acceptUpTo]?.label ?? ''],
    ...scale('Likelihood', likelihood),
    ...scale('Consequence', consequence),
    ...scale('Level', levels),
    ...likelihood.flatMap((_, row) =>
      consequence.map((__, column): [string, string] => [
        `Level at likelihood ${row + 1}, consequence ${column + 1}`,
        levels[matrix[row]?.[column] ?? -1]?.label ?? '',
      ]),
    ),
  ];
}
