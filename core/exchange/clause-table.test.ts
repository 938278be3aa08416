import { describe, expect, it } from 'vitest';
import { blankClause, clauseIds } from '../soa/clause-entry.ts';
import { clauseTable } from './clause-table.ts';
import { guessKind } from './import-tables.ts';

describe('the table of clauses', () => {
  it('has every clause and chapter, and a status for each that can be decided', () => {
    const { heads, rows } = clauseTable(clauseIds.map(blankClause), []);
    expect(rows).toHaveLength(41);
    const status = heads.indexOf('Status');
    expect(rows.filter((row) => row[status] === 'Unverified').map(([clause]) => clause)).toEqual(clauseIds);
  });

  it('says only what the clauses require where nobody has said how far they are met', () => {
    expect(clauseTable(undefined, []).heads).toEqual(['Clause', 'Title', 'Documented information']);
  });

  it('names both decisions where members differ, and counts exhibits that are not in the export', () => {
    const by = { at: '', by: 'Anna' };
    const entry = {
      ...blankClause('5.1'),
      exhibits: ['01970000-0000-7000-8000-000000000001'],
      contested: {
        status: [
          { ...by, value: 'met' as const },
          { ...by, by: 'Ben', value: 'partly' as const },
        ],
      },
    };
    const row = clauseTable([entry], [])
      .rows.find(([clause]) => clause === '5.1')
      ?.join('|');
    for (const words of ['Anna', 'Met', 'Ben', 'Partly met', '1 not in this export'])
      expect(row).toContain(words);
  });

  it('is not taken for a list of controls by an import, though 5.1 is a number of both', () => {
    const entries = clauseIds.map((clause) => ({ ...blankClause(clause), owner: 'Anna' }));
    const { heads, rows } = clauseTable(entries, []);
    expect(guessKind({ name: 'Clauses', rows: [heads, ...rows] })).toBeUndefined();
  });
});
