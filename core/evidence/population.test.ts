import { describe, expect, it } from 'vitest';
import type { PageBlock, PageText } from '../recognition/page-text.ts';
import { isComplete, populationOf } from './population.ts';

const common = { landmark: 'main', inPicture: true } as const;
const paragraph = (text: string): PageBlock => ({ kind: 'paragraph', text, ...common });
const rows = (count: number, header = ['Name', 'Role']): PageBlock[] =>
  Array.from({ length: count }, (_, at) => ({
    kind: 'row',
    header,
    cells: [`user ${at}`, 'member'],
    ...common,
  }));
const page = (...blocks: PageBlock[]): PageText => ({
  title: 'Users',
  language: 'en',
  blocks,
  unreadableFrames: [],
  truncated: false,
});

describe('the population of a list', () => {
  it.each([
    ['1-25 of 213', 1, 25, 213],
    ['Showing 1 to 10 of 57 entries', 1, 10, 57],
    ['26 – 50 of 1,204', 26, 50, 1204],
    ['Einträge 1 bis 20 von 1.340', 1, 20, 1340],
    ['1 à 25 sur 1 213', 1, 25, 1213],
    ['Rows per page: 50 1–50 of 312', 1, 50, 312],
    ['25 of 213 users', 1, 25, 213],
    ['Showing the first 100 of 4,812', 1, 100, 4812],
  ])('is read from "%s"', (text, first, last, total) => {
    expect(populationOf(page(...rows(3), paragraph(text)))).toMatchObject({ first, last, total, said: text });
  });

  it.each(['213 users', '213 results found', 'Total: 213', 'Total users: 213'])(
    'takes the whole number from "%s"',
    (text) => expect(populationOf(page(paragraph(text), ...rows(4)))).toMatchObject({ rows: 4, total: 213 }),
  );

  it.each([
    'Version 1-2 of 3.4.1',
    'Backup of 12 to 14 of 10 November',
    'Disk: total 213 GB',
    'Updated 2026-11-02 of 3',
    '4 of 5 stars',
    'Total 98 %',
  ])('takes "%s" for something else', (text) => {
    expect(populationOf(page(paragraph(text)))).toBeUndefined();
  });

  it('counts the rows of the longest table, and says nothing of a page without list', () => {
    expect(populationOf(page(...rows(3), ...rows(7, ['Key', 'Value'])))).toEqual({ rows: 7 });
    expect(populationOf(page(paragraph('Sign-in policy'), ...rows(1)))).toBeUndefined();
  });

  it('tells a complete list from a part of it, and says when it cannot', () => {
    expect(isComplete({ rows: 25, first: 1, last: 25, total: 25 })).toBe(true);
    expect(isComplete({ rows: 25, first: 26, last: 50, total: 50 })).toBe(false);
    expect(isComplete({ rows: 25, first: 1, last: 25, total: 213 })).toBe(false);
    expect(isComplete({ rows: 4, total: 4 })).toBe(true);
    expect(isComplete({ rows: 4 })).toBeUndefined();
  });
});
