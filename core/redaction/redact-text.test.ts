import { describe, expect, it } from 'vitest';
import { redactAddress } from './redact-address.ts';
import { redactSpans, redactText } from './redact-text.ts';

describe('striking words from a text', () => {
  it.each([
    ['JANE DOE and jane  doe', ['Jane Doe'], '(redacted) and (redacted)'],
    ['Jané Doe, jane-doe, jane.doe, JaneDoe', ['jane doe'], '(redacted), (redacted), (redacted), (redacted)'],
    ['Ja\u00adne\u200b Doe', ['Jane Doe'], '(redacted)'],
    ['Alena Nováková', ['Alena Novák'], '(redacted)ová'],
    ['?mail=jane%40example.org&page=2', ['jane@example.org'], '?mail=(redacted)&page=2'],
    ['?next=%2Fu%3Fmail%3Djane%2540example.org', ['jane@example.org'], '?next=%2Fu%3Fmail%3D(redacted)'],
    ['/J%C3%BCrgen%20Gro%C3%9F/edit', ['Jürgen Groß'], '/(redacted)/edit'],
    ['/users/jane+doe', ['Jane Doe'], '/users/(redacted)'],
    ['jane&#64;example&#x2e;org', ['jane@example.org'], '(redacted)'],
    ['J&uuml;rgen&nbsp;Gro&szlig;', ['Jürgen Gro'], '(redacted)&szlig;'],
    ['"jane\\u0040example.org"', ['jane@example.org'], '"(redacted)"'],
    ['4111111111111111 4111-1111-1111-1111', ['4111 1111 1111 1111'], '(redacted) (redacted)'],
    ['田中太郎さん', ['田中太郎'], '(redacted)さん'],
    ['key SG.-__a9.x_- end', ['SG.-__a9.x_-'], 'key (redacted) end'],
    ['a?b [***] c', ['[***]'], 'a?b (redacted) c'],
  ])('leaves nothing of them in "%s"', (text, words, struck) => expect(redactText(text, words)).toBe(struck));

  it('leaves what only looks alike', () => {
    expect(redactText('List of Li, and Lithium', ['Li'])).toBe('List of (redacted), and Lithium');
    expect(redactText('10.0.0.12 10001 10.0.0.1', ['10.0.0.1'])).toBe('10.0.0.12 10001 (redacted)');
    expect(redactText('Jane (see below) Doe', ['Jane Doe'])).toBe('Jane (see below) Doe');
    expect(redactText('nothing', ['', ' '])).toBe('nothing');
  });

  it('has one mark for short and long, and one for what touches', () => {
    expect(redactText('x Al y', ['Al'])).toBe(redactText('x Alexandra y', ['Alexandra']));
    expect(redactText('janedoebruno!', ['janedoe', 'bruno'])).toBe('(redacted)!');
  });

  it('strikes spans that overlap, are empty, or lie outside', () => {
    expect(
      redactSpans('abcdefgh', [
        { start: 4, end: 6 },
        { start: 1, end: 3 },
        { start: 2, end: 4 },
        { start: 7, end: 7 },
        { start: 90, end: 99 },
      ]),
    ).toBe('a(redacted)gh');
  });
});

describe('striking words from an address', () => {
  it('reaches what is in Base64, tokens and fragments', () => {
    const base64 = btoa('{"user":"jane@example.org"}').replaceAll('=', '');
    expect(redactAddress(`https://x.example/#/u?state=${base64}&tab=1`, ['jane@example.org'])).toBe(
      'https://x.example/#/u?state=(redacted)&tab=1',
    );
    expect(redactAddress('https://jane.example/Jane%20Doe', ['Jane Doe'])).toBe(
      'https://jane.example/(redacted)',
    );
  });

  it('leaves an address without them as it is', () => {
    const address = 'https://x.example/users/42?state=abcdefgh%zz&q=%E2%28';
    expect(redactAddress(address, ['jane@example.org'])).toBe(address);
  });
});
