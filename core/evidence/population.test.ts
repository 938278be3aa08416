import { describe, expect, it } from 'vitest';
import type { PageBlock, PageText } from '../recognition/page-text.ts';
import { isComplete, pagerOf, populationOf, populationOfPages } from './population.ts';

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

  it.each([
    '213 users',
    '213 results found',
    'Total: 213',
    'Total users: 213',
    'Total found: 213',
    '1 2 3 213 users Show all',
  ])('takes the whole number from "%s"', (text) =>
    expect(populationOf(page(paragraph(text), ...rows(4)))).toMatchObject({ rows: 4, total: 213 }),
  );

  it('is read from one of the boxes of a line', () => {
    const bar = page(...rows(4), paragraph('Page 2 of 13 · 1 2 3 4 … 13 Next · 241 users'));
    expect(populationOf(bar)).toMatchObject({ rows: 4, total: 241, said: '241 users' });
    expect(pagerOf(bar)).toEqual({ page: 2, of: 13 });
  });

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

describe('pages of one list', () => {
  const part = (first: number, last: number, rows = last - first + 1, total = 213) => ({
    rows,
    first,
    last,
    total,
    said: `${first}-${last} of ${total}`,
  });
  it('add up to the whole', () => {
    const whole = populationOfPages([part(1, 100), part(101, 200), part(201, 213)]);
    expect(whole).toEqual({
      rows: 213,
      first: 1,
      last: 213,
      total: 213,
      said: '1-100 of 213 … 201-213 of 213',
    });
    expect(whole && isComplete(whole)).toBe(true);
  });
  it('add up in any order, and count what two of them show once', () =>
    expect(populationOfPages([part(101, 200), part(1, 100), part(51, 150)])).toMatchObject({
      rows: 200,
      first: 1,
      last: 200,
    }));
  it('with a gap have no range, and are not complete', () => {
    const gap = populationOfPages([part(1, 50), part(101, 213)]);
    expect(gap).toEqual({ rows: 163, total: 213, said: '1-50 of 213; 101-213 of 213' });
    expect(gap && isComplete(gap)).toBe(false);
    // The same page under two headings must not look like two.
    const twice = populationOfPages([part(1, 100), part(1, 100), part(201, 213)]);
    expect(twice && isComplete(twice)).toBe(false);
  });
  it('count entries by what the pages say where there is no table', () =>
    expect(populationOfPages([part(1, 50, 0), part(101, 150, 0)])).toMatchObject({ rows: 100, total: 213 }));
  it('take the largest total where the list grew meanwhile', () =>
    expect(populationOfPages([part(1, 100), part(101, 200, 100, 214)])).toMatchObject({
      last: 200,
      total: 214,
    }));
  it('say what is known where one of them does not say what it shows', () =>
    expect(populationOfPages([part(1, 50), { rows: 50 }, undefined])).toEqual({
      rows: 100,
      total: 213,
      said: '1-50 of 213',
    }));
  it('say nothing where no page does', () => {
    expect(populationOfPages([undefined])).toBeUndefined();
    expect(populationOfPages([{ rows: 3 }, { rows: 4 }])).toEqual({ rows: 7 });
  });
});

describe('the number of a page', () => {
  const says = (text: string) => pagerOf(page(paragraph(text)));
  it('is what the page says', () => {
    expect(says('Page 2 of 14')).toEqual({ page: 2, of: 14 });
    expect(says('Seite 3 von 1.200')).toEqual({ page: 3, of: 1200 });
  });
  it('is not made of other numbers', () => {
    expect(says('Page 14 of 2')).toBeUndefined();
    expect(says('1-25 of 213')).toBeUndefined();
    expect(says('Homepage')).toBeUndefined();
  });
});
