import { describe, expect, it } from 'vitest';
import type { PageBlock, PageText } from './page-text.ts';
import { passagesOf, passagesOfText } from './passages.ts';

const shown = { landmark: 'main', inPicture: true } as const;
const heading = (text: string): PageBlock => ({ kind: 'heading', level: 2, text, ...shown });
const paragraph = (text: string): PageBlock => ({ kind: 'paragraph', text, ...shown });
const field = (label: string, value: string): PageBlock => ({
  kind: 'field',
  control: 'switch',
  label,
  value,
  ...shown,
});
const row = (header: string[], cells: string[]): PageBlock => ({ kind: 'row', header, cells, ...shown });
const page = (blocks: PageBlock[], title = ''): PageText => ({
  title,
  language: 'en',
  blocks,
  unreadableFrames: [],
  truncated: false,
});
const textsOf = (pageText: PageText) => passagesOf(pageText).map(({ text }) => text);
const longest = (texts: string[]) => Math.max(...texts.map((text) => text.split(/\s+/).length));

describe('passages of a page', () => {
  it('keeps settings together below their heading, label beside value', () => {
    const texts = textsOf(
      page([
        heading('Two-step verification'),
        field('Required for all members', 'on'),
        field('Grace period', '7 days'),
        heading('Sessions'),
        field('Sign out after', '15 minutes'),
      ]),
    );
    expect(texts).toEqual([
      'Two-step verification: Required for all members: on; Grace period: 7 days',
      'Sessions: Sign out after: 15 minutes',
    ]);
  });

  it('leaves out menus, banners, footers and buttons', () => {
    const menu: PageBlock = { ...paragraph('Backups Encryption Firewall Audit log'), landmark: 'navigation' };
    const banner: PageBlock = { ...paragraph('Your trial ends soon'), landmark: 'banner' };
    const footer: PageBlock = { ...paragraph('Terms and privacy'), landmark: 'footer' };
    const button: PageBlock = { kind: 'field', control: 'button', label: 'Delete', value: '', ...shown };
    const texts = textsOf(
      page([menu, banner, heading('Backups'), paragraph('Runs every night at two.'), button, footer]),
    );
    expect(texts).toEqual(['Backups: Runs every night at two.']);
  });

  it('joins short rows and names the columns once', () => {
    const columns = ['User', 'Role', ''];
    const texts = textsOf(
      page([
        heading('Members:'),
        row(columns, ['b.ferro', 'Viewer', '']),
        row(columns, ['a.novak', 'Owner', 'you']),
      ]),
    );
    expect(texts).toEqual(['Members. User, Role: b.ferro, Viewer; a.novak, Owner, you']);
  });

  it('begins a new passage where the next table has other columns', () => {
    const texts = textsOf(page([row(['Key'], ['deploy']), row(['Token'], ['ci-bot'])]));
    expect(texts).toEqual(['Key: deploy', 'Token: ci-bot']);
  });

  it('does not let a long log crowd out what comes after it', () => {
    const events = Array.from({ length: 2000 }, (_, at) =>
      row(
        ['Event'],
        [
          `user ${String.fromCharCode(97 + (at % 26))}${'x'.repeat(at % 40)} signed in from the office network`,
        ],
      ),
    );
    const texts = textsOf(page([...events, heading('Retention'), field('Keep entries for', '400 days')]));
    expect(texts.length).toBeLessThanOrEqual(13);
    expect(texts.at(-1)).toBe('Retention: Keep entries for: 400 days');
  });

  it('cuts a long paragraph at its sentences and repeats the heading', () => {
    const sentence =
      'Leavers lose every access on their last day and hand back what was given to them at the start.';
    const texts = textsOf(
      page([
        heading('Leaving'),
        paragraph([1, 2, 3, 4, 5].map((n) => `Rule ${'abcde'[n - 1]}: ${sentence}`).join(' ')),
      ]),
    );
    expect(texts.length).toBe(3);
    expect(texts.every((text) => text.startsWith('Leaving: Rule ') && text.endsWith('start.'))).toBe(true);
  });

  it('never gives more than 120 passages of 60 words, even for one endless word salad', () => {
    const salad = Array.from(
      { length: 9000 },
      (_, at) => `w${'ord'.repeat(1 + (at % 7))}${String.fromCharCode(97 + (at % 25))}`,
    ).join(' ');
    const texts = textsOf(
      page([
        heading('a '.repeat(500)),
        ...Array.from({ length: 300 }, (_, at) => paragraph(`${'z'.repeat(at + 2)} ${salad}`)),
      ]),
    );
    expect(texts.length).toBe(120);
    expect(longest(texts)).toBeLessThanOrEqual(60);
  });

  it('drops repetitions that differ only in numbers', () => {
    const texts = textsOf(
      page([
        paragraph('Backup 1 of the database finished without any error at 02:00 in the night.'),
        paragraph('Backup 2 of the database finished without any error at 03:10 in the night.'),
      ]),
    );
    expect(texts).toHaveLength(1);
  });

  it('puts what the picture shows first, and keeps the headings of what it does not', () => {
    const below = { ...paragraph('Members may not create public links.'), inPicture: false };
    const texts = textsOf(
      page(
        [heading('Sharing'), below, heading('Devices'), paragraph('Only managed laptops may sync.')],
        'Drive settings',
      ),
    );
    expect(texts).toEqual([
      'Drive settings',
      'Devices: Only managed laptops may sync.',
      'Sharing: Members may not create public links.',
    ]);
  });

  it('keeps a heading that says something by itself', () => {
    const texts = textsOf(
      page([heading('Two-factor authentication is enforced'), heading('Owners'), paragraph('a.novak')]),
    );
    expect(texts).toEqual(['Two-factor authentication is enforced', 'Owners: a.novak']);
  });

  it('gives nothing for a page without content, whatever its title', () => {
    expect(textsOf(page([], 'Backup and recovery policy'))).toEqual([]);
    expect(textsOf(page([{ ...paragraph('Home'), landmark: 'navigation' }], 'Backup and recovery'))).toEqual(
      [],
    );
  });
});

describe('passages of a plain text', () => {
  it('keeps a short text whole', () => {
    expect(passagesOfText('Ensure backups\nare encrypted')).toEqual([
      { text: 'Ensure backups are encrypted' },
    ]);
  });

  it('puts the title first, unless there is nothing else', () => {
    expect(passagesOfText('Enforced for everyone', 'Two-factor settings')).toEqual([
      { text: 'Two-factor settings' },
      { text: 'Enforced for everyone' },
    ]);
    expect(passagesOfText('\n', 'Two-factor settings')).toEqual([]);
    expect(passagesOfText('Two-factor settings', 'Two-factor settings')).toEqual([
      { text: 'Two-factor settings' },
    ]);
  });

  it('divides at empty lines', () => {
    expect(passagesOfText('Visitor log\nSigned in 09:10\n\nDoor badges\nReturned')).toEqual([
      { text: 'Visitor log Signed in 09:10' },
      { text: 'Door badges Returned' },
    ]);
  });

  it('joins lines up to about forty words', () => {
    const lines = Array.from(
      { length: 30 },
      (_, at) => `line ${'abcdefghijklmnopqrstuvwxyzäöüß'[at]} says little`,
    ).join('\n');
    const sizes = passagesOfText(lines).map(({ text }) => text.split(' ').length);
    expect(sizes).toEqual([40, 40, 40]);
  });

  it('gives nothing for an empty text or one without letters', () => {
    expect(passagesOfText('')).toEqual([]);
    expect(passagesOfText(' \n\n 12 34 \n -- ')).toEqual([]);
  });
});
