/** What an auditor would raise about a Statement of Applicability, found by named rules. The rules read; they never change a row. */
import type { ControlId } from '../catalogue/control.ts';
import { controls } from '../catalogue/controls.ts';
import { referenceKey, unreadableReference } from '../catalogue/custom-control.ts';
import type { SoaEntry } from './soa-entry.ts';
import { isIncluded } from './soa-entry.ts';

export type RuleId =
  | 'contested'
  | 'undecided'
  | 'included-without-reason'
  | 'included-without-justification'
  | 'excluded-without-justification'
  | 'excluded-but-implemented'
  | 'excluded-with-evidence'
  | 'excluded-core-control'
  | 'empty-justification'
  | 'copied-justification'
  | 'status-unverified'
  | 'not-implemented-without-plan'
  | 'planned-without-date'
  | 'plan-overdue'
  | 'implemented-without-evidence'
  | 'implemented-with-old-evidence'
  | 'evidence-out-of-reach'
  | 'excluded-but-treats-risk'
  | 'risk-reason-without-risk'
  | 'legal-reason-without-obligation'
  | 'contract-reason-without-contract'
  | 'inherited-without-provider-report'
  | 'inherited-with-old-report'
  | 'without-owner'
  | 'custom-reference-twice'
  | 'custom-without-title'
  | 'custom-without-source'
  | 'custom-without-description'
  | 'custom-repeats-annex';

export type Rule = {
  id: RuleId;
  title: string;
  /** Why an auditor would raise it. */
  why: string;
  /** What mends it. */
  mend: string;
};

export type Finding = { control: ControlId; rule: RuleId };

/** What the rules need to know besides the rows. */
export type LintContext = {
  /** The calendar day of the check, `YYYY-MM-DD`. */
  today: string;
  /** When the newest linked exhibit that is on this device was captured (ISO 8601, UTC), by control. */
  newestEvidence: ReadonlyMap<string, string>;
};

/** Evidence of one yearly audit cycle proves nothing about the next. */
const freshDays = 365;
/** So many rows with one and the same text were not thought about one by one. */
const copies = 5;
const fewestLetters = 12;

/** Without these no management system works, whatever its scope; leaving one out is the first thing that is asked about. */
const core: ReadonlySet<string> = new Set([
  'A.5.1',
  'A.5.2',
  'A.5.4',
  'A.5.9',
  'A.5.15',
  'A.5.16',
  'A.5.18',
  'A.5.24',
  'A.5.26',
  'A.5.31',
  'A.5.36',
  'A.6.3',
  'A.6.8',
  'A.8.7',
  'A.8.8',
  'A.8.13',
  'A.8.15',
]);

const dayMs = 86_400_000;
const isExcluded = ({ applicability }: SoaEntry) => applicability === 'not-applicable';
const isOpen = ({ status }: SoaEntry) => status === 'planned' || status === 'partly';
const said = ({ justification }: SoaEntry) => justification.trim();
const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').length;

type Test = (entry: SoaEntry, context: LintContext, all: readonly SoaEntry[]) => boolean;

const isOld: Test = ({ control }, { newestEvidence, today }) => {
  const newest = newestEvidence.get(control);
  return newest !== undefined && Date.parse(today) - Date.parse(newest) > freshDays * dayMs;
};

const isContested = ({ contested }: SoaEntry) =>
  contested.applicability.length > 0 || contested.status.length > 0;

/** Ticked by hand, with nothing in the registers that it follows from. */
const isUnfounded = (reason: SoaEntry['reasons'][number]) => (entry: SoaEntry) =>
  isIncluded(entry) && entry.reasons.includes(reason) && !entry.derivedReasons.includes(reason);

const isCopied: Test = (entry, _, all) =>
  said(entry) !== '' && all.filter((other) => said(other) === said(entry)).length >= copies;

/** A custom control that lacks this. */
const lacks = (field: 'title' | 'source' | 'description') => (entry: SoaEntry) =>
  entry.custom !== undefined && entry.custom[field].trim() === '';

/** How often each reference stands in these rows; counted once for all of them. */
const referenceCounts = new WeakMap<readonly SoaEntry[], ReadonlyMap<string, number>>();
function countsIn(all: readonly SoaEntry[]): ReadonlyMap<string, number> {
  const before = referenceCounts.get(all);
  if (before) return before;
  const counts = new Map<string, number>();
  for (const { custom } of all) {
    if (!custom) continue;
    const key = referenceKey(custom.reference);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  referenceCounts.set(all, counts);
  return counts;
}

const isReferenceTwice: Test = ({ custom }, _, all) =>
  custom !== undefined &&
  (custom.reference === unreadableReference || (countsIn(all).get(referenceKey(custom.reference)) ?? 0) > 1);

const words = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const annexTitles: ReadonlySet<string> = new Set(controls.map(({ title }) => words(title)));

const rulesWithTests: readonly (Rule & { test: Test })[] = [
  {
    id: 'contested',
    title: 'Members decided differently at the same time',
    why: 'Two answers in force are none; whoever is asked first decides what the auditor hears.',
    mend: 'Look at both, talk, and choose one in the row.',
    test: isContested,
  },
  {
    id: 'undecided',
    title: 'Nobody has decided whether the control applies',
    why: 'Clause 6.1.3 d wants a statement about each control; an open one makes the whole SoA a draft.',
    mend: 'Decide: applicable or not, and say why.',
    test: ({ applicability, contested }) =>
      applicability === 'undecided' && contested.applicability.length === 0,
  },
  {
    id: 'included-without-reason',
    title: 'Applicable without a reason for inclusion',
    why: 'The justification for inclusion is asked for as much as the one for exclusion, and is left out most often.',
    mend: 'Mark law, contract, risk or business need: whichever holds.',
    test: (entry) => isIncluded(entry) && entry.reasons.length === 0,
  },
  {
    id: 'included-without-justification',
    title: 'Applicable without a justification in words',
    why: 'Four letters in a column do not tell an auditor which law, contract or risk is meant.',
    mend: 'Name it in a sentence: which law, which customer, which risk.',
    test: (entry) => isIncluded(entry) && said(entry) === '',
  },
  {
    id: 'excluded-without-justification',
    title: 'Excluded without a justification',
    why: 'An exclusion without its reason is a nonconformity by itself, however obvious it seems inside the company.',
    mend: 'Say what about your scope makes the control unnecessary.',
    test: (entry) => isExcluded(entry) && said(entry) === '',
  },
  {
    id: 'excluded-but-implemented',
    title: 'Excluded, yet said to be implemented',
    why: 'The row contradicts itself, so the auditor trusts neither half of it.',
    mend: 'Include the control, or set its implementation back.',
    test: (entry) => isExcluded(entry) && (entry.status === 'implemented' || isOpen(entry)),
  },
  {
    id: 'excluded-with-evidence',
    title: 'Excluded, yet evidence is linked to it',
    why: 'Evidence that the control works is evidence that it applies.',
    mend: 'Include the control, or unlink the exhibits.',
    test: (entry) => isExcluded(entry) && entry.exhibits.length > 0,
  },
  {
    id: 'excluded-core-control',
    title: 'A control is excluded that hardly any scope can do without',
    why: 'Such exclusions are the first that an auditor opens, and few survive the first question.',
    mend: 'Include it, or have the scope statement at hand that carries the exclusion.',
    test: (entry) => isExcluded(entry) && core.has(entry.control),
  },
  {
    id: 'empty-justification',
    title: 'The justification says next to nothing',
    why: 'Words such as "n/a" or "best practice" show that the question was not thought about.',
    mend: 'Write one sentence that would be wrong for another company.',
    test: (entry) => said(entry) !== '' && letters(said(entry)) < fewestLetters,
  },
  {
    id: 'copied-justification',
    title: `The same justification stands in ${copies} rows or more`,
    why: 'A text that fits many controls explains none of them; auditors sample for exactly this.',
    mend: 'Say for each control what it answers in your organisation.',
    test: isCopied,
  },
  {
    id: 'status-unverified',
    title: 'Applicable, but nobody has looked whether it is implemented',
    why: 'The SoA has to say whether each necessary control is implemented; "unknown" is no answer.',
    mend: 'Look, then set the status.',
    test: (entry) => isIncluded(entry) && entry.status === 'unverified',
  },
  {
    id: 'not-implemented-without-plan',
    title: 'Necessary and not implemented, without a plan',
    why: 'A necessary control that is missing belongs in the risk treatment plan with a date.',
    mend: 'Set the status to planned, with a date and an owner.',
    test: (entry) => isIncluded(entry) && entry.status === 'not-implemented',
  },
  {
    id: 'planned-without-date',
    title: 'Planned or partly implemented without a date',
    why: 'A plan without a date cannot be late, so it is no plan.',
    mend: 'Set the date on which it will be done.',
    test: (entry) => isIncluded(entry) && isOpen(entry) && entry.plannedFor === '',
  },
  {
    id: 'plan-overdue',
    title: 'The planned date has passed',
    why: 'An overdue action without a decision shows that nobody watches the plan.',
    mend: 'Finish it, or set a new date and say why.',
    test: (entry, { today }) =>
      !isExcluded(entry) && isOpen(entry) && entry.plannedFor !== '' && entry.plannedFor < today,
  },
  {
    id: 'implemented-without-evidence',
    title: 'Implemented without any evidence',
    why: 'What is not shown did not happen: this row is where the sample will be drawn.',
    mend: 'Clip the console page that proves it, and link it.',
    test: (entry) => !isExcluded(entry) && entry.status === 'implemented' && entry.exhibits.length === 0,
  },
  {
    id: 'implemented-with-old-evidence',
    title: 'The newest evidence is older than a year',
    why: 'It lies outside the period that a yearly audit looks at.',
    mend: 'Clip the same page again.',
    test: (entry, context, all) =>
      !isExcluded(entry) && entry.status === 'implemented' && isOld(entry, context, all),
  },
  {
    id: 'evidence-out-of-reach',
    title: 'Exhibits are linked, but none is on this device',
    why: 'You could not show in the audit what the row relies on.',
    mend: 'Open the workspace on the device that has them, or clip the page again.',
    test: (entry, { newestEvidence }) =>
      !isExcluded(entry) && entry.exhibits.length > 0 && !newestEvidence.has(entry.control),
  },
  {
    id: 'excluded-but-treats-risk',
    title: 'Excluded, yet an open risk relies on it',
    why: 'Clause 6.1.3 wants every control that the treatment needs in the SoA; this one is needed and left out.',
    mend: 'Include the control, or treat the risk by another one.',
    test: (entry) => isExcluded(entry) && entry.risks.some(({ open }) => open),
  },
  {
    id: 'risk-reason-without-risk',
    title: 'Risk is the reason, and no risk of the register names the control',
    why: 'The auditor asks which risk; an answer that is not in the register was not assessed.',
    mend: 'Link the control in the risk that it treats, or untick the reason.',
    test: isUnfounded('risk'),
  },
  {
    id: 'legal-reason-without-obligation',
    title: 'Law is the reason, and no law of the register asks for the control',
    why: 'A law that nobody can name was not identified, and control A.5.31 wants it to be.',
    mend: 'Enter the law under Obligations and link the control, or untick the reason.',
    test: isUnfounded('legal'),
  },
  {
    id: 'contract-reason-without-contract',
    title: 'Contract is the reason, and no contract of the register asks for the control',
    why: 'The auditor will ask to see the clause.',
    mend: 'Enter the contract under Obligations and link the control, or untick the reason.',
    test: isUnfounded('contractual'),
  },
  {
    id: 'inherited-without-provider-report',
    title: 'Inherited, without a provider and its report',
    why: 'What another company does for you has to be shown too; its report or certificate is that proof.',
    mend: 'Choose the provider, and enter its report with its date under Suppliers.',
    test: ({ applicability, provider }) => applicability === 'inherited' && !provider?.report.trim(),
  },
  {
    id: 'inherited-with-old-report',
    title: 'The provider’s report is undated or older than a year',
    why: 'A report speaks for its period; what the provider does today it does not tell.',
    mend: 'Ask the provider for the current report, and enter its date.',
    test: ({ applicability, provider }, { today }) =>
      applicability === 'inherited' &&
      provider !== undefined &&
      provider.report.trim() !== '' &&
      (provider.reportDate === '' || Date.parse(today) - Date.parse(provider.reportDate) > freshDays * dayMs),
  },
  {
    id: 'without-owner',
    title: 'Applicable without an owner',
    why: 'The auditor asks a person, not a table: without an owner nobody can answer.',
    mend: 'Name who answers for the control.',
    test: (entry) => isIncluded(entry) && entry.owner.trim() === '',
  },
  {
    id: 'custom-reference-twice',
    title: 'Two custom controls cannot be told apart by their reference',
    why: 'Risks, contracts and evidence name a control by its reference; with two of a kind nobody knows which one is meant.',
    mend: 'Give one of them another reference.',
    test: isReferenceTwice,
  },
  {
    id: 'custom-without-title',
    title: 'A custom control without a title',
    why: 'Nobody outside can look up what a number of your own means.',
    mend: 'Give it a title that says what it is about.',
    test: lacks('title'),
  },
  {
    id: 'custom-without-source',
    title: 'A custom control that comes from nowhere',
    why: 'The auditor asks whether a standard, a contract or you yourselves want it: by that it is judged whether it is complete.',
    mend: 'Name the standard with its edition, or write that it is your own.',
    test: lacks('source'),
  },
  {
    id: 'custom-without-description',
    title: 'A custom control that does not say what it asks for',
    why: 'Annex A can be read elsewhere, this control only here; without a text it can be neither followed nor tested.',
    mend: 'Write in a few sentences what has to be in place.',
    test: lacks('description'),
  },
  {
    id: 'custom-repeats-annex',
    title: 'A custom control has the title of a control of Annex A',
    why: 'One measure in two rows gets two answers, and the auditor finds the one that is worse.',
    mend: 'Use the row of Annex A and remove this one, or give it a title that shows the difference.',
    test: ({ custom }) => custom !== undefined && annexTitles.has(words(custom.title)),
  },
];

export const rules: readonly Rule[] = rulesWithTests;

export const findRule = (id: RuleId): Rule | undefined => rules.find((rule) => rule.id === id);

/** All findings, in the order of the rows and then of the rules. */
export const lintSoa = (entries: readonly SoaEntry[], context: LintContext): Finding[] =>
  entries.flatMap((entry) =>
    rulesWithTests
      .filter(({ test }) => test(entry, context, entries))
      .map(({ id }) => ({ control: entry.control, rule: id })),
  );
