import { describe, expect, it } from 'vitest';
import { makeRisk } from '../../tests/fixtures/risks.ts';
import type { ControlId } from '../catalogue/control.ts';
import { defaultCriteria } from './criteria.ts';
import type { RiskLintContext, RiskRuleId } from './risk-linter.ts';
import { findRiskRule, lintRisks, riskRules } from './risk-linter.ts';
import type { Risk } from './risk.ts';

const context: RiskLintContext = { today: '2026-11-25', criteria: defaultCriteria, excluded: new Set() };
const raisedBy = (change: Partial<Risk>, around: Partial<RiskLintContext> = {}) =>
  lintRisks([makeRisk(change)], { ...context, ...around }).map(({ rule }) => rule);
const action = { id: 'a', title: 'Hand out keys', owner: 'Ben', due: '2026-12-01', done: false };
const doubtful = (byAnother: boolean, fails: boolean): Partial<RiskLintContext> => ({
  doubtful: new Map([[makeRisk().id, { byAnother, fails }]]),
});
const claim = (value: Risk['treatment']) => ({ value, by: '', at: '' });

describe('the linter of risks', () => {
  it('says nothing about a sound risk, and nothing about a removed one', () => {
    expect(raisedBy({})).toEqual([]);
    expect(raisedBy({ actions: [action] })).toEqual([]);
    expect(raisedBy({ removed: true, owner: '' })).toEqual([]);
  });

  const cases: [RiskRuleId, Partial<Risk>, Partial<RiskLintContext>?][] = [
    [
      'risk-contested',
      { treatment: 'undecided', contested: { treatment: [claim('retain'), claim('avoid')], acceptance: [] } },
    ],
    ['risk-without-owner', { owner: ' ' }],
    ['risk-unscored', { inherent: { likelihood: 4, consequence: 0 } }],
    ['risk-untreated', { treatment: 'undecided' }],
    ['residual-unscored', { residual: { likelihood: 0, consequence: 0 } }],
    [
      'residual-worse',
      { residual: { likelihood: 5, consequence: 5 }, inherent: { likelihood: 1, consequence: 1 } },
    ],
    ['modified-without-control', { controls: [] }],
    ['treatment-names-excluded-control', {}, { excluded: new Set<ControlId>(['A.8.5']) }],
    ['accepted-but-moved', { residual: { likelihood: 2, consequence: 3 } }],
    ['accepted-but-moved', {}, { criteria: { ...defaultCriteria, version: 2 } }],
    ['accepted-above-threshold', {}, { criteria: { ...defaultCriteria, acceptUpTo: 0 } }],
    ['accepted-by-another-owner', { owner: 'Ben' }],
    ['acceptance-signed-by-another', {}, doubtful(true, false)],
    ['acceptance-signature-fails', {}, doubtful(false, true)],
    ['retained-without-acceptance', { treatment: 'retain', acceptance: undefined }],
    ['action-without-date-or-owner', { actions: [{ ...action, due: '' }] }],
    ['action-overdue', { actions: [{ ...action, due: '2026-11-24' }] }],
    ['risk-review-overdue', { reviewOn: '2026-11-24' }],
  ];
  it.each(cases)('raises %s', (rule, change, around) => {
    expect(raisedBy(change, around)).toContain(rule);
  });

  it('has a case for each rule, each with why and how to mend it', () => {
    expect(new Set(cases.map(([rule]) => rule))).toEqual(new Set(riskRules.map(({ id }) => id)));
    for (const { title, why, mend } of riskRules)
      expect([title, why, mend].map((text) => text.length > 15)).toEqual([true, true, true]);
    expect(findRiskRule('accepted-but-moved')?.mend).toContain('accept it again');
  });

  it('is content with the owner’s name in other letters', () => {
    expect(raisedBy({ owner: 'ALICE  Weber' })).toEqual([]);
  });

  it('lets a done action rest, and an avoided risk without score and controls', () => {
    expect(raisedBy({ actions: [{ ...action, due: '2020-01-01', done: true }] })).toEqual([]);
    expect(
      raisedBy({
        treatment: 'avoid',
        controls: [],
        residual: { likelihood: 0, consequence: 0 },
        acceptance: undefined,
      }),
    ).toEqual([]);
  });
});
