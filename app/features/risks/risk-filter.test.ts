import { expect, it } from 'vitest';
import { controlNames } from '#core/catalogue/control-name.ts';
import { defaultCriteria } from '#core/risks/criteria.ts';
import { makeRisk } from '../../../tests/fixtures/risks.ts';
import { filterRisks, noRiskFilter, rulesByRisk } from './risk-filter.ts';
import type { RiskFilter } from './risk-filter.ts';

const risks = [
  makeRisk(),
  makeRisk({
    id: 'two',
    reference: 'R-2',
    title: 'Fire in the server room',
    treatment: 'share',
    residual: { likelihood: 0, consequence: 0 },
    inherent: { likelihood: 5, consequence: 5 },
  }),
  makeRisk({
    id: 'three',
    reference: 'R-3',
    residual: { likelihood: 0, consequence: 0 },
    inherent: { likelihood: 0, consequence: 2 },
  }),
];
const found = rulesByRisk([
  { risk: 'two', rule: 'risk-untreated' },
  { risk: 'two', rule: 'action-overdue' },
]);
const shown = (change: Partial<RiskFilter>) =>
  filterRisks(risks, { ...noRiskFilter, ...change }, defaultCriteria, found).map(
    ({ reference }) => reference,
  );

it('shows the risks that fit', () => {
  expect(shown({})).toEqual(['R-1', 'R-2', 'R-3']);
  expect(shown({ text: 'ROOM fire' })).toEqual(['R-2']);
  expect(shown({ text: 'a.8.5 r-3' })).toEqual(['R-3']);
  expect(shown({ treatment: 'share' })).toEqual(['R-2']);
  expect(shown({ level: 'unscored' })).toEqual(['R-3']);
  expect(shown({ level: '3' })).toEqual(['R-2']);
  expect(shown({ rule: 'any' })).toEqual(['R-2']);
  expect(shown({ rule: 'risk-without-owner' })).toEqual([]);
  expect(shown({ cell: { which: 'residual', likelihood: 2, consequence: 2 } })).toEqual(['R-1']);
  expect(shown({ cell: { which: 'inherent', likelihood: 2, consequence: 2 } })).toEqual([]);
});

it('finds a risk by the reference of a custom control', () => {
  const id = 'C.0199a000-0001-7000-8000-000000000001';
  const names = controlNames([{ id, reference: 'PCI-8.3.6', title: 'Long passwords' }]);
  const all = [...risks, makeRisk({ id: 'four', reference: 'R-4', controls: [id] })];
  const found = filterRisks(all, { ...noRiskFilter, text: 'pci-8.3.6' }, defaultCriteria, new Map(), names);
  expect(found.map(({ reference }) => reference)).toEqual(['R-4']);
});
