import { describe, expect, it } from 'vitest';
import { clauses } from './clauses.ts';
import { findControl } from './find-control.ts';
import { crosswalks, crosswalksOfControl, findCrosswalk } from './crosswalks.ts';

describe('the crosswalks', () => {
  it('have the number of pairs that their sources have', () => {
    const pairs = Object.fromEntries(
      crosswalks.map(({ framework, items }) => [
        framework,
        items.reduce((sum, item) => sum + item.controls.length + item.clauses.length, 0),
      ]),
    );
    expect(pairs).toEqual({
      'soc-2': 193,
      'nist-csf': 341,
      'nist-800-53': 642,
      cis: 199,
      nis2: 926,
      'iso-2013': 115,
    });
  });

  it('name only controls and clauses that there are, each identifier once', () => {
    const known = new Set(clauses.map(({ clause }) => clause));
    for (const { items } of crosswalks) {
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
      for (const item of items) {
        expect(item.id).not.toBe('');
        expect(item.controls.filter((control) => findControl(control) === undefined)).toEqual([]);
        expect(item.clauses.filter((clause) => !known.has(clause))).toEqual([]);
      }
    }
  });

  it('are found by framework and by control', () => {
    expect(findCrosswalk('soc-2')?.items.find(({ id }) => id === 'CC8.1')?.controls).toContain('A.8.9');
    expect(findCrosswalk('cobit')).toBeUndefined();
    expect(crosswalksOfControl('A.8.13').map(({ name }) => name)).toContain('CIS Controls v8');
  });
});
