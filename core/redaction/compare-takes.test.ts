import { describe, expect, it } from 'vitest';
import { compareTakes } from './compare-takes.ts';

const before = [
  'Password policy',
  'Minimum length: 14',
  'Last sign-in 10:42:07',
  'Backup finished 5 minutes ago',
];

describe('compareTakes', () => {
  it('finds two takes the same though the clock went on and rows changed places', () => {
    const after = [
      'Minimum length: 14',
      'Password policy',
      'Last sign-in 11:03:55',
      'Backup finished 2 hours ago',
    ];
    expect(compareTakes(before, after)).toEqual({ lines: 4, differing: 0, changes: [] });
  });

  it('names a value that the reload brought back', () => {
    const after = before.map((line) => line.replace('14', '8'));
    expect(compareTakes(before, after)).toEqual({
      lines: 4,
      differing: 1,
      changes: [{ before: 'Minimum length: 14', after: 'Minimum length: 8' }],
    });
  });

  it('names lines that are gone and lines that are new', () => {
    const { differing, changes } = compareTakes(
      ['Policy', 'All users enforced'],
      ['Policy', 'Three exceptions exist'],
    );
    expect(differing).toBe(2);
    expect(changes).toEqual([
      { before: 'All users enforced', after: '' },
      { before: '', after: 'Three exceptions exist' },
    ]);
  });

  it('counts a line as often as it stands there', () => {
    expect(compareTakes(['on', 'on'], ['on'])).toMatchObject({ differing: 1 });
  });

  it('says nothing about lines in which something was redacted', () => {
    const redacted = ['Owner (redacted)', 'Minimum length: 14'];
    expect(compareTakes(redacted, ['Owner Cora', 'Minimum length: 14'])).toMatchObject({
      lines: 1,
      differing: 0,
    });
  });

  it('keeps dates and numbers, which may be the evidence', () => {
    expect(compareTakes(['Reviewed 2026-09-30'], ['Reviewed 2025-01-12'])).toMatchObject({ differing: 1 });
    expect(compareTakes(['MFA adoption 100 %'], ['MFA adoption 62 %'])).toMatchObject({ differing: 1 });
  });
});
