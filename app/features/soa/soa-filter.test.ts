import { describe, expect, it } from 'vitest';
import { controls } from '#core/catalogue/controls.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { blankEntry } from '#core/soa/soa-entry.ts';
import type { SoaFilter } from '#core/soa/soa-view.ts';
import { noFilter } from '#core/soa/soa-view.ts';
import type { CommentThread } from '#core/workspace/soa-comments.ts';
import { countSoa, filterSoa as filterRows, openQuestions, rulesByControl } from './soa-filter.ts';
import type { FilterContext } from './soa-filter.ts';

const soa = (changes: Record<string, Partial<SoaEntry>> = {}) =>
  controls.map(({ id }) => ({ ...blankEntry(id), ...changes[id] }));
const ids = (entries: readonly SoaEntry[]) => entries.map(({ control }) => control);
const filterSoa = (entries: readonly SoaEntry[], filter: SoaFilter, context: Partial<FilterContext> = {}) =>
  filterRows(entries, filter, { found: new Map(), comments: new Map(), me: '', ...context });

describe('filterSoa', () => {
  it('shows all 93 without a filter', () => expect(filterSoa(soa(), noFilter)).toHaveLength(93));

  it('keeps one theme', () => expect(filterSoa(soa(), { ...noFilter, theme: 'people' })).toHaveLength(8));

  it('keeps custom controls as a group of their own, and finds them by what they say', () => {
    const id = 'C.0199a000-0001-7000-8000-000000000001';
    const custom = {
      id,
      reference: 'PCI-8.3.6',
      title: 'Long passwords',
      source: 'PCI DSS 4.0.1',
      description: 'Twelve characters at least.',
    } as const;
    const rows = [...soa(), blankEntry(id, custom)];
    const shown = (change: Partial<SoaFilter>) => ids(filterSoa(rows, { ...noFilter, ...change }));
    expect(shown({})).toHaveLength(94);
    expect(shown({ theme: 'custom' })).toEqual([id]);
    expect(shown({ theme: 'technological' })).not.toContain(id);
    for (const text of ['pci-8', 'dss 4', 'long pass', 'twelve']) expect(shown({ text })).toContain(id);
    expect(shown({ attributes: ['type:preventive'] })).not.toContain(id);
  });

  it('finds a control by number and by what practitioners call it', () => {
    expect(ids(filterSoa(soa(), { ...noFilter, text: '8.5' }))).toContain('A.8.5');
    expect(ids(filterSoa(soa(), { ...noFilter, text: 'mfa' }))).toContain('A.8.5');
  });

  it('finds rows by owner and justification', () => {
    const rows = soa({
      'A.7.4': { owner: 'Zdenka Quist' },
      'A.7.9': { justification: 'Xylophones leave the house.' },
    });
    expect(ids(filterSoa(rows, { ...noFilter, text: 'quist' }))).toEqual(['A.7.4']);
    expect(ids(filterSoa(rows, { ...noFilter, text: 'xylophones' }))).toEqual(['A.7.9']);
  });

  it('keeps the rows that the linter found, by one rule or by any', () => {
    const found = rulesByControl([
      { control: 'A.5.1', rule: 'without-owner' },
      { control: 'A.5.1', rule: 'plan-overdue' },
      { control: 'A.8.5', rule: 'without-owner' },
    ]);
    const shown = (rule: SoaFilter['rule']) => ids(filterSoa(soa(), { ...noFilter, rule }, { found }));
    expect(shown('any')).toEqual(['A.5.1', 'A.8.5']);
    expect(shown('plan-overdue')).toEqual(['A.5.1']);
    expect(shown('undecided')).toEqual([]);
  });

  it('keeps the rows that members still talk about, or where they call the reader', () => {
    const at = '2026-03-01T10:00:00.000Z';
    const thread = (
      control: SoaEntry['control'],
      mentions: string[],
      resolved?: CommentThread['resolved'],
    ) => ({
      id: control,
      control,
      comments: [
        {
          id: control,
          by: 'Bob',
          at,
          text: 'Hm.',
          mentions,
          editedAt: undefined,
          earlier: [],
          deleted: false,
        },
      ],
      resolved,
    });
    const comments = new Map([
      ['A.5.1', [thread('A.5.1', ['Alice'])]],
      ['A.5.2', [thread('A.5.2', [])]],
      ['A.5.3', [thread('A.5.3', ['Alice'], { by: 'Bob', at })]],
    ] as const);
    const shown = (which: SoaFilter['comments'], me = 'Alice') =>
      ids(filterSoa(soa(), { ...noFilter, comments: which }, { comments, me }));
    expect(shown('open')).toEqual(['A.5.1', 'A.5.2']);
    expect(shown('mine')).toEqual(['A.5.1']);
    expect(shown('mine', '')).toEqual([]);
  });

  it('keeps the rows of any owner that is ticked, or of nobody', () => {
    const rows = soa({ 'A.5.1': { owner: 'Ann' }, 'A.5.2': { owner: 'Ben' }, 'A.5.3': { owner: 'Annabel' } });
    const shown = (...owners: string[]) => ids(filterSoa(rows, { ...noFilter, owners }));
    expect(shown('Ann', 'Ben')).toEqual(['A.5.1', 'A.5.2']);
    expect(shown('')).toHaveLength(90);
    expect(shown('', 'Ben')).toHaveLength(91);
  });

  it('keeps the rows with the attributes that are ticked', () => {
    const shown = (...attributes: SoaFilter['attributes']) =>
      ids(filterSoa(soa(), { ...noFilter, attributes }));
    expect(shown('concept:recover')).toContain('A.8.13');
    expect(shown('concept:recover', 'type:detective')).not.toContain('A.8.13');
    expect(shown('domain:resilience')).toHaveLength(8);
  });

  it('combines filters', () => {
    const rows = soa({
      'A.8.5': { applicability: 'applicable', exhibits: ['one'] },
      'A.8.6': { applicability: 'applicable' },
    });
    const filter = { ...noFilter, applicability: 'applicable', withoutEvidence: true } as const;
    expect(ids(filterSoa(rows, filter))).toEqual(['A.8.6']);
  });
});

describe('countSoa', () => {
  it('does not count excluded rows as implemented or proven', () => {
    const rows = soa({
      'A.8.5': { applicability: 'applicable', status: 'implemented', exhibits: ['one'] },
      'A.7.4': { applicability: 'not-applicable', status: 'implemented', exhibits: ['one'] },
    });
    expect(countSoa(rows)).toEqual({ all: 93, decided: 2, applicable: 1, implemented: 1, proven: 1 });
  });
});

describe('openQuestions', () => {
  it('names what an auditor would ask about', () => {
    const rows = soa({
      'A.8.5': { applicability: 'applicable', status: 'implemented' },
      'A.7.4': { applicability: 'not-applicable' },
      'A.5.1': { applicability: 'applicable', reasons: ['legal'], exhibits: ['one'] },
    });
    expect(openQuestions(rows, ['one', 'two'])).toEqual({
      contested: 0,
      undecided: 90,
      noReason: 1,
      noWhy: 1,
      noProof: 1,
      unlinked: 1,
    });
  });
});
