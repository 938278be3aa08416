import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv, csvField } from './csv.ts';
import { plainText } from './plain-text.ts';

/** The slow, obvious reader of RFC 4180: one character at a time. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') field += text[(at += 1)];
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') {
      row.push(field);
      field = '';
    } else if (character === '\r' && text[at + 1] === '\n') {
      rows.push([...row, field]);
      row = [];
      field = '';
      at += 1;
    } else field += character;
  }
  return rows;
}

const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '"',
      ',',
      ';',
      "'",
      ' ',
      '\u200B',
      '\uFEFF',
      '＝',
      '\0',
    ),
    fc.string({ unit: 'grapheme', maxLength: 1 }),
  ),
});

describe('csv', () => {
  it('starts with a byte order mark and ends each row with CRLF', () => {
    expect(csv([['a', 'b'], ['c']])).toBe('\uFEFFa,b\r\nc\r\n');
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\uFEFF=1',
    '\u200B@x',
    '＝1',
    '\0=1',
    '\n=1',
  ])('guards %j', (text) => {
    expect(readCsv(csv([[text]]).slice(1))[0]?.[0]).toMatch(/^'/);
  });

  it.each(['a=b', 'Zoë', '日本語', 'مرحبا', '1', "'quoted", ''])('leaves %j as it is', (text) => {
    expect(csvField(text)).toBe(text);
  });

  it('is read back as it was written, and no field can start a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.array(nasty, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (rows) => {
        const read = readCsv(csv(rows).slice(1));
        expect(read.map((row) => row.map((field) => field.replace(/^'/, '')))).toEqual(
          rows.map((row) => row.map((field) => plainText(field).replace(/^'/, ''))),
        );
        for (const field of read.flat())
          expect(field.replace(/^[^\p{L}\p{N}\p{P}\p{S}]+/u, '')).not.toMatch(/^[=+\-@＝＋－＠]/);
      }),
      { numRuns: 2_000 },
    );
  });
});
