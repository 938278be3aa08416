import { describe, expect, it } from 'vitest';
import { lineOfBlock, sharedLinesOf } from './shared-lines.ts';

const page = (url: string, ...lines: string[]) => ({
  url,
  lines: ['Users Audit log Backups', 'Refreshed 09:12', ...lines],
});
const pages = [
  page('/users', 'a.novak Owner'),
  page('/audit', 'j.lind changed the role of b.ferro'),
  page('/backups', 'nightly finished'),
];

describe('lines that the pages of a console share', () => {
  it('are those that most pages repeat, whatever their numbers', () => {
    const isShared = sharedLinesOf(pages);
    expect(isShared('Users Audit log Backups')).toBe(true);
    expect(isShared('refreshed 10:58')).toBe(true);
    expect(isShared('a.novak Owner')).toBe(false);
  });

  it('are not those of one page that was captured often', () => {
    const often = Array.from({ length: 9 }, () => page('/users', 'a.novak Owner'));
    expect(sharedLinesOf([...pages, ...often])('a.novak Owner')).toBe(false);
  });

  it('are none while too few pages were seen', () => {
    expect(sharedLinesOf(pages.slice(0, 2))('Users Audit log Backups')).toBe(false);
    expect(sharedLinesOf([])('Users')).toBe(false);
  });

  it('are compared by what a block says', () => {
    const shown = { landmark: 'main', inPicture: true } as const;
    expect(lineOfBlock({ kind: 'row', header: [], cells: ['a', 'b'], ...shown })).toBe('a b');
    expect(lineOfBlock({ kind: 'field', control: 'switch', label: 'Beta', value: 'on', ...shown })).toBe(
      'Beta: on',
    );
    expect(lineOfBlock({ kind: 'item', text: 'Users', ...shown })).toBe('Users');
  });
});
