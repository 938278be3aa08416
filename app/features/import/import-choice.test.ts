import { expect, it } from 'vitest';
import type { ImportRow } from '#core/exchange/import-report.ts';
import { isTaken, turnAll } from './import-choice.ts';

const row = (key: string, notes: ImportRow<string>['notes'] = []): ImportRow<string> => ({
  key,
  rows: [1],
  label: key,
  outcome: 'change',
  notes,
  changes: [],
  problems: [],
});

it('takes rows unless a person leaves them, and new custom controls only when a person wants them', () => {
  const rows = [row('A.5.1'), row('new pci-8.3.6', [{ kind: 'new-custom-control' }])];
  const taken = (turned: ReadonlySet<string>) =>
    rows.filter((one) => isTaken(one, turned)).map(({ key }) => key);
  expect(taken(new Set())).toEqual(['A.5.1']);
  expect(taken(new Set(['new pci-8.3.6']))).toEqual(['A.5.1', 'new pci-8.3.6']);
  expect(taken(new Set(['A.5.1']))).toEqual([]);
  expect(taken(turnAll(rows, true))).toEqual(['A.5.1', 'new pci-8.3.6']);
  expect(taken(turnAll(rows, false))).toEqual([]);
});
