import { expect, it } from 'vitest';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { blankEntry } from '#core/soa/soa-entry.ts';
import type { SoaOrder } from '#core/soa/soa-view.ts';
import { usualLook } from '#core/soa/soa-view.ts';
import { sortSoa } from './soa-order.ts';

const rows: SoaEntry[] = [
  { ...blankEntry('A.5.1'), owner: 'Cem', status: 'planned', maturity: 2 },
  { ...blankEntry('A.5.2'), owner: '', status: 'implemented', lastReview: '2026-01-02' },
  { ...blankEntry('A.5.3'), owner: 'Anna', status: 'planned', lastReview: '2026-01-01' },
];
const ordered = (order: SoaOrder, descending = false) =>
  sortSoa(rows, { ...usualLook, order, descending })
    .map(({ control }) => control.slice(-1))
    .join('');

it('orders rows by a column, equal ones as in Annex A, and those without a name or date last either way', () => {
  expect(ordered('annex')).toBe('123');
  expect(ordered('annex', true)).toBe('321');
  expect(ordered('owner')).toBe('312');
  expect(ordered('owner', true)).toBe('132');
  expect(ordered('lastReview')).toBe('321');
  expect(ordered('status')).toBe('132');
  expect(ordered('status', true)).toBe('213');
  expect(ordered('maturity', true)).toBe('123');
});
