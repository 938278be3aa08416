import { describe, expect, it } from 'vitest';
import type { PageBlock, PageText } from '../recognition/page-text.ts';
import { accountOf } from './account.ts';

const line = (text: string, landmark: PageBlock['landmark'] = 'main'): PageBlock => ({
  kind: 'paragraph',
  text,
  landmark,
  inPicture: true,
});
const page = (...blocks: PageBlock[]): PageText => ({
  title: 'Users',
  language: 'en',
  blocks,
  unreadableFrames: [],
  truncated: false,
});

describe('the signed-in account', () => {
  it.each([
    ['Signed in as anna.novak@kestrel.example Sign out', 'anna.novak@kestrel.example'],
    ['Logged in as admin', 'admin'],
    ['Logged in as: Jonas Weber (Owner)', 'Jonas Weber'],
    ['Angemeldet als m.brandt', 'm.brandt'],
  ])('is read from "%s"', (text, account) => {
    expect(accountOf(page(line(text)))).toBe(account);
  });

  it('is the one address in banner or menu, not one of a list of users', () => {
    const list = [line('ben@kestrel.example'), line('cora@kestrel.example')];
    expect(accountOf(page(line('anna@kestrel.example', 'banner'), ...list))).toBe('anna@kestrel.example');
    expect(accountOf(page(...list))).toBeUndefined();
  });

  it('is whom the page greets beside the way to sign out', () => {
    const out: PageBlock = {
      kind: 'field',
      control: 'button',
      label: 'Log out',
      value: '',
      landmark: 'main',
      inPicture: true,
    };
    const greets = line('Welcome, Ada Lindqvist. View site / Change password /');
    expect(accountOf(page(greets, out))).toBe('Ada Lindqvist');
    expect(accountOf(page(line('Hello m.brandt | Sign out')))).toBe('m.brandt');
    expect(accountOf(page(greets))).toBeUndefined();
    expect(accountOf(page(line('Welcome to the console'), out))).toBeUndefined();
  });

  it('is left open when the menu shows two', () => {
    expect(
      accountOf(page(line('anna@kestrel.example', 'banner'), line('help@vendor.example', 'footer'))),
    ).toBeUndefined();
  });

  it('is not made from a sentence about signing in', () => {
    expect(accountOf(page(line('Everybody who is logged in can see this page.')))).toBeUndefined();
    const warns = 'You are logged in as a temporary admin user. To harden security, create another one.';
    expect(accountOf(page(line(warns)))).toBeUndefined();
  });
});
