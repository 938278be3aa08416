/** What an auditor would raise about a risk register, found by named rules. The rules read; they never change a risk. */
import type { ControlId } from '../catalogue/control.ts';
import { isSameName } from '../shared/same-name.ts';
import type { RiskCriteria } from './criteria.ts';
import { isAcceptable, levelOf } from './criteria.ts';
import type { Risk } from './risk.ts';
import { acceptanceState } from './risk.ts';

export type RiskRuleId =
  | 'risk-contested'
  | 'risk-without-owner'
  | 'risk-unscored'
  | 'risk-untreated'
  | 'residual-unscored'
  | 'residual-worse'
  | 'modified-without-control'
  | 'treatment-names-excluded-control'
  | 'accepted-but-moved'
  | 'accepted-above-threshold'
  | 'accepted-by-another-owner'
  | 'acceptance-signed-by-another'
  | 'acceptance-signature-fails'
  | 'retained-without-acceptance'
  | 'action-without-date-or-owner'
  | 'action-overdue'
  | 'risk-review-overdue';

export type RiskRule = {
  id: RiskRuleId;
  title: string;
  /** Why an auditor would raise it. */
  why: string;
  /** What mends it. */
  mend: string;
};

export type RiskFinding = { risk: string; rule: RiskRuleId };

/** What speaks against the signatures on an acceptance: by somebody else than its owner; they do not count. Either, or both. */
export type DoubtfulSignature = { byAnother: boolean; fails: boolean };

export type RiskLintContext = {
  /** The calendar day of the check, `YYYY-MM-DD`. */
  today: string;
  criteria: RiskCriteria;
  /** The controls that the SoA excludes. */
  excluded: ReadonlySet<ControlId>;
  /** By the risk's id, where signatures are on its acceptance and none is without doubt; left out while they have not been checked. */
  doubtful?: ReadonlyMap<string, DoubtfulSignature> | undefined;
};

type Test = (risk: Risk, context: RiskLintContext) => boolean;

const isActive = ({ treatment }: Risk) => treatment !== 'avoid';
const isPast = (day: string, today: string) => day !== '' && day < today;

const rulesWithTests: readonly (RiskRule & { test: Test })[] = [
  {
    id: 'risk-contested',
    title: 'Members decided differently at the same time',
    why: 'A risk that is both accepted and not, or treated in two ways, is decided by nobody.',
    mend: 'Look at both, talk, and choose one in the risk.',
    test: ({ contested }) => contested.treatment.length > 0 || contested.acceptance.length > 0,
  },
  {
    id: 'risk-without-owner',
    title: 'The risk has no owner',
    why: 'Clause 6.1.2 wants each risk to have an owner; only the owner may accept what is left of it.',
    mend: 'Name the person who answers for it.',
    test: (risk) => risk.owner.trim() === '',
  },
  {
    id: 'risk-unscored',
    title: 'The risk has no score before controls',
    why: 'Without likelihood and consequence it was listed, not assessed.',
    mend: 'Score both by the criteria.',
    test: (risk, { criteria }) => levelOf(criteria, risk.inherent) === undefined,
  },
  {
    id: 'risk-untreated',
    title: 'Nobody has decided how to treat the risk',
    why: 'Clause 6.1.3 wants a treatment for each risk, if only to retain it.',
    mend: 'Choose: modify, retain, avoid or share.',
    test: ({ treatment, contested }) => treatment === 'undecided' && contested.treatment.length === 0,
  },
  {
    id: 'residual-unscored',
    title: 'The risk that remains has no score',
    why: 'Its owner cannot accept what nobody has measured.',
    mend: 'Score what is left with the treatment in place.',
    test: (risk, { criteria }) =>
      isActive(risk) && risk.treatment !== 'undecided' && levelOf(criteria, risk.residual) === undefined,
  },
  {
    id: 'residual-worse',
    title: 'The risk that remains is worse than the one before controls',
    why: 'Either a score or the treatment is wrong.',
    mend: 'Score both again.',
    test: ({ inherent, residual }, { criteria }) =>
      (levelOf(criteria, residual) ?? 0) > (levelOf(criteria, inherent) ?? Infinity),
  },
  {
    id: 'modified-without-control',
    title: 'To be modified, by no control',
    why: 'A treatment that names no control cannot be compared with the SoA, as clause 6.1.3 c wants.',
    mend: 'Link the controls that treat it.',
    test: ({ treatment, controls }) => treatment === 'modify' && controls.length === 0,
  },
  {
    id: 'treatment-names-excluded-control',
    title: 'The treatment names a control that the SoA excludes',
    why: 'Treatment plan and SoA contradict each other; this is among the most frequent findings.',
    mend: 'Include the control in the SoA, or treat the risk by another one.',
    test: (risk, { excluded }) => isActive(risk) && risk.controls.some((control) => excluded.has(control)),
  },
  {
    id: 'accepted-but-moved',
    title: 'Accepted, but score or criteria have moved since',
    why: 'The owner accepted another risk than the one that stands there now.',
    mend: 'Have the owner accept it again, or take the acceptance back.',
    test: (risk, { criteria }) => acceptanceState(risk, criteria) === 'stale',
  },
  {
    id: 'accepted-above-threshold',
    title: 'Accepted above the threshold',
    why: 'The criteria say up to which level a risk may be accepted; this one lies above it.',
    mend: 'Treat it further, or have management change the threshold.',
    test: (risk, { criteria }) => risk.acceptance !== undefined && !isAcceptable(criteria, risk.residual),
  },
  {
    id: 'accepted-by-another-owner',
    title: 'Accepted by somebody who is not the risk’s owner today',
    why: 'Acceptance is the owner’s; a successor has to know what they answer for.',
    mend: 'Have the present owner accept it again.',
    test: ({ acceptance, owner }) => acceptance !== undefined && !isSameName(acceptance.owner, owner),
  },
  {
    id: 'acceptance-signed-by-another',
    title: 'The acceptance is signed by somebody who is not the risk’s owner',
    why: 'Clause 6.1.3 f wants the owner’s own acceptance, and the signature shows another member’s key.',
    mend: 'Have the owner sign it on a device of theirs; or name the signer as owner, and accept it again.',
    test: ({ id }, { doubtful }) => doubtful?.get(id)?.byAnother === true,
  },
  {
    id: 'acceptance-signature-fails',
    title: 'The acceptance’s signature does not count',
    why: 'It is damaged, or made with a key that was revoked, had left the team or belongs to nobody known: whoever checks it finds that.',
    mend: 'Have the owner sign it anew, on a device that belongs to the team.',
    test: ({ id }, { doubtful }) => doubtful?.get(id)?.fails === true,
  },
  {
    id: 'retained-without-acceptance',
    title: 'Retained, but its owner has not accepted it',
    why: 'Clause 6.1.3 f wants the owner’s acceptance of what remains.',
    mend: 'Have the owner accept the residual risk.',
    test: (risk, { criteria }) => risk.treatment === 'retain' && acceptanceState(risk, criteria) === 'none',
  },
  {
    id: 'action-without-date-or-owner',
    title: 'An open action has no date or no owner',
    why: 'A plan says who does what by when; without it nothing can be late.',
    mend: 'Give each open action an owner and a date.',
    test: ({ actions }) =>
      actions.some(({ done, due, owner }) => !done && (due === '' || owner.trim() === '')),
  },
  {
    id: 'action-overdue',
    title: 'An open action is past its date',
    why: 'An overdue action without a decision shows that nobody watches the plan.',
    mend: 'Finish it, or set a new date and say why.',
    test: ({ actions }, { today }) => actions.some(({ done, due }) => !done && isPast(due, today)),
  },
  {
    id: 'risk-review-overdue',
    title: 'The review of the risk is overdue',
    why: 'Clause 8.2 wants risks assessed again at planned intervals.',
    mend: 'Look at the risk again, and set the next date.',
    test: ({ reviewOn }, { today }) => isPast(reviewOn, today),
  },
];

export const riskRules: readonly RiskRule[] = rulesWithTests;

export const findRiskRule = (id: RiskRuleId): RiskRule | undefined =>
  riskRules.find((rule) => rule.id === id);

/** All findings about risks that are not removed, in their order and then that of the rules. */
export const lintRisks = (risks: readonly Risk[], context: RiskLintContext): RiskFinding[] =>
  risks
    .filter(({ removed }) => !removed)
    .flatMap((risk) =>
      rulesWithTests.filter(({ test }) => test(risk, context)).map(({ id }) => ({ risk: risk.id, rule: id })),
    );
