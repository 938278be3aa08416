import { describe, expect, it } from 'vitest';
import type { StoredExhibit } from '../../storage/database.ts';
import { hostOf, openableUrl, searchExhibits } from './exhibit-words.ts';

const exhibit = (title: string, url: string, note = '') =>
  // Only what the functions read; a whole record would hide it.
  ({ record: { provenance: { title, url }, note, controls: ['A.8.5'] } }) as unknown as StoredExhibit;

describe('openableUrl', () => {
  it('opens web pages', () => expect(openableUrl('https://id.example/a?b')).toBe('https://id.example/a?b'));

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'chrome://settings',
    'no address',
  ])('does not open %s', (url) => expect(openableUrl(url)).toBeUndefined());
});

describe('hostOf', () => {
  it('keeps the port', () =>
    expect(hostOf(exhibit('', 'https://b.example:8443/x').record)).toBe('b.example:8443'));
  it('shows the address where there is no host', () =>
    expect(hostOf(exhibit('', 'file:///tmp/a.html').record)).toBe('file:///tmp/a.html'));
});

describe('searchExhibits', () => {
  const all = [
    exhibit('Sign-on policy', 'https://id.example/policies'),
    exhibit('Backup plan', 'https://backup.example', 'Restore tested'),
  ];
  it('wants every word, wherever it stands', () =>
    expect(searchExhibits(all, 'RESTORE backup')).toEqual([all[1]]));
  it('finds by control and by address', () => {
    expect(searchExhibits(all, 'a.8.5')).toEqual(all);
    expect(searchExhibits(all, 'id.example')).toEqual([all[0]]);
  });
  it('finds nothing where one word is missing', () =>
    expect(searchExhibits(all, 'backup firewall')).toEqual([]));
});
