import { describe, expect, it } from 'vitest';
import { unreadableReference, type CustomControl } from '../catalogue/custom-control.ts';
import { findRule, lintSoa, rules, type RuleId } from './linter.ts';
import type { SoaEntry } from './soa-entry.ts';
import { blankEntry } from './soa-entry.ts';

/** A row about which no auditor would say anything. */
const sound: SoaEntry = {
  ...blankEntry('A.8.5'),
  applicability: 'applicable',
  reasons: ['risk'],
  derivedReasons: ['risk'],
  risks: [{ id: 'one', reference: 'R-1', title: 'Stolen passwords', open: true }],
  justification: 'Stolen passwords are our highest risk.',
  status: 'implemented',
  owner: 'Anna',
  exhibits: ['one'],
};
const hosting = { id: 'two', name: 'Hosting Ltd', report: 'SOC 2 Type II', reportDate: '2026-03-01' };
const claims = [
  { value: 'applicable', by: 'Anna', at: '2026-11-01T10:00:00Z' },
  { value: 'not-applicable', by: 'Ben', at: '2026-11-01T10:01:00Z' },
] as const;
const context = { today: '2026-11-25', newestEvidence: new Map([['A.8.5', '2026-10-01T10:00:00Z']]) };
const raisedBy = (change: Partial<SoaEntry>, around: Partial<typeof context> = {}) =>
  lintSoa([{ ...sound, ...change }], { ...context, ...around }).map(({ rule }) => rule);

describe('the linter', () => {
  it('has at least fifteen rules, each with why and how to mend it', () => {
    expect(rules.length).toBeGreaterThanOrEqual(15);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { title, why, mend } of rules)
      expect([title, why, mend].map((text) => text.length > 15)).toEqual([true, true, true]);
    expect(findRule('plan-overdue')?.mend).toContain('new date');
  });

  it('says nothing about a sound row', () => {
    expect(raisedBy({})).toEqual([]);
    expect(raisedBy({ applicability: 'inherited', provider: hosting })).toEqual([]);
  });

  const cases: [RuleId, Partial<SoaEntry>, Partial<typeof context>?][] = [
    ['undecided', { applicability: 'undecided' }],
    ['included-without-reason', { reasons: [] }],
    ['included-without-justification', { justification: ' ' }],
    ['excluded-but-implemented', { applicability: 'not-applicable' }],
    ['excluded-with-evidence', { applicability: 'not-applicable', status: 'unverified' }],
    ['empty-justification', { justification: 'Good.' }],
    ['status-unverified', { status: 'unverified' }],
    ['not-implemented-without-plan', { status: 'not-implemented' }],
    ['planned-without-date', { status: 'planned' }],
    ['planned-without-date', { status: 'partly' }],
    ['plan-overdue', { status: 'planned', plannedFor: '2026-11-24' }],
    ['implemented-without-evidence', { exhibits: [] }],
    ['implemented-with-old-evidence', {}, { today: '2027-10-05' }],
    ['evidence-out-of-reach', {}, { newestEvidence: new Map() }],
    ['contested', { applicability: 'undecided', contested: { applicability: [...claims], status: [] } }],
    ['excluded-but-treats-risk', { applicability: 'not-applicable', status: 'unverified' }],
    ['risk-reason-without-risk', { derivedReasons: [], risks: [] }],
    ['legal-reason-without-obligation', { reasons: ['risk', 'legal'] }],
    ['contract-reason-without-contract', { reasons: ['risk', 'contractual'] }],
    ['inherited-without-provider-report', { applicability: 'inherited' }],
    [
      'inherited-without-provider-report',
      { applicability: 'inherited', provider: { ...hosting, report: '' } },
    ],
    ['inherited-with-old-report', { applicability: 'inherited', provider: { ...hosting, reportDate: '' } }],
    [
      'inherited-with-old-report',
      { applicability: 'inherited', provider: { ...hosting, reportDate: '2025-01-01' } },
    ],
    ['without-owner', { owner: '' }],
  ];
  it.each(cases)('raises %s', (rule, change, around) => {
    expect(raisedBy(change, around)).toContain(rule);
  });

  const custom: CustomControl = {
    id: 'C.0199c001-0000-7000-8000-000000000001',
    reference: 'C.1',
    title: 'Customers are kept apart',
    source: 'own',
    description: 'A test shows it with each release.',
  };
  const newestEvidence = new Map<string, string>([[custom.id, '2026-10-01T10:00:00Z']]);
  const raisedAbout = (change: Partial<CustomControl>, others: readonly CustomControl[] = []) =>
    lintSoa(
      [{ ...custom, ...change }, ...others].map((one) => ({ ...sound, control: one.id, custom: one })),
      { ...context, newestEvidence },
    )
      .filter(({ control }) => control === custom.id)
      .map(({ rule }) => rule);
  const other: CustomControl = { ...custom, id: 'C.0199c001-0000-7000-8000-000000000002', reference: 'C.2' };

  it('says nothing about a sound custom control, beside others', () => {
    expect(raisedAbout({}, [other])).toEqual([]);
  });

  const customCases: [RuleId, Partial<CustomControl>][] = [
    ['custom-reference-twice', { reference: ' c.2' }],
    ['custom-reference-twice', { reference: unreadableReference }],
    ['custom-without-title', { title: ' ' }],
    ['custom-without-source', { source: '' }],
    ['custom-without-description', { description: '\n' }],
    ['custom-repeats-annex', { title: 'secure  Authentication.' }],
  ];
  it.each(customCases)('raises %s about a custom control alone: %j', (rule, change) => {
    expect(raisedAbout(change, [other])).toEqual([rule]);
  });

  it('raises an exclusion without words, and that of a control which hardly any scope can do without', () => {
    const excluded: Partial<SoaEntry> = {
      applicability: 'not-applicable',
      status: 'unverified',
      exhibits: [],
      risks: [],
    };
    expect(raisedBy({ ...excluded, justification: '' })).toEqual(['excluded-without-justification']);
    expect(raisedBy({ ...excluded, control: 'A.8.13' })).toEqual(['excluded-core-control']);
    expect(raisedBy(excluded)).toEqual([]);
  });

  it('raises one text in five rows, not in four', () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, at): SoaEntry => ({ ...sound, control: `A.5.${at + 1}` }));
    const copied = (count: number) =>
      lintSoa(rows(count), context).filter(({ rule }) => rule === 'copied-justification').length;
    expect([copied(4), copied(5)]).toEqual([0, 5]);
  });

  it('lets a plan run until its day is over', () => {
    expect(raisedBy({ status: 'planned', plannedFor: '2026-11-25' })).toEqual([]);
  });
});
