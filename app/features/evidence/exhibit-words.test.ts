import { describe, expect, it } from 'vitest';
import type { StoredExhibit } from '../../storage/database.ts';
import { openableUrl, pictureOf, searchExhibits, smallOf, sourceOf } from './exhibit-words.ts';

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

const fileWords = (kind: string) => `${kind} file`;

describe('sourceOf', () => {
  it('keeps the port', () =>
    expect(sourceOf(exhibit('', 'https://b.example:8443/x').record, fileWords)).toBe('b.example:8443'));
  it('shows the address where there is no host', () =>
    expect(sourceOf(exhibit('', 'file:///tmp/a.html').record, fileWords)).toBe('file:///tmp/a.html'));
  it('says of a chosen file which kind it is, and shows its first lines or first page', () => {
    const document = (original: string, preview?: string) =>
      ({
        provenance: { mode: 'file', url: '' },
        files: [
          { role: 'original', mediaType: original, sha256: 'original' },
          { role: 'text', mediaType: 'text/plain', sha256: 'text' },
          ...(preview ? [{ role: 'preview', mediaType: 'image/webp', sha256: preview }] : []),
        ],
        // Only what the functions read.
      }) as unknown as StoredExhibit['record'];
    expect(sourceOf(document('text/csv'), fileWords)).toBe('CSV file');
    expect(smallOf(document('text/csv'))).toEqual({ text: 'text', kind: 'CSV' });
    expect(smallOf(document('application/pdf', 'first'))).toEqual({ picture: 'first' });
    expect(pictureOf(document('text/csv'))).toBeUndefined();
  });
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
