import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cellLimit, cellText, escapeXml } from './plain-text.ts';
import { columnLetters, xlsx, type Sheet } from './xlsx.ts';

const properties = { title: 'A & B', creator: '<x>', createdAt: '2026-05-04T07:08:10Z' };
const sheet = (rows: Sheet['rows'], changes: Partial<Sheet> = {}): Sheet => ({
  name: 'One',
  widths: [10, 20],
  rows,
  hasHeader: false,
  frozenColumns: 0,
  paper: 'A4',
  ...changes,
});
const part = (bytes: Uint8Array, path: string) => strFromU8(unzipSync(bytes)[path] ?? new Uint8Array());
const sheetOne = (bytes: Uint8Array) => part(bytes, 'xl/worksheets/sheet1.xml');

describe('xlsx', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1'])(
    'stores %j as a text that stays one when edited',
    (text) => {
      const xml = sheetOne(xlsx([sheet([[text]])], properties));
      expect(xml).toContain(`<c r="A1" s="4" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`);
      expect(xml).not.toContain('<f>');
    },
  );

  it('keeps texts that are names of built-in properties', () => {
    const xml = sheetOne(xlsx([sheet([['constructor', '__proto__']])], properties));
    expect(xml).toContain('>constructor</t>');
    expect(xml).toContain('>__proto__</t>');
  });

  it('types numbers as numbers', () => {
    expect(sheetOne(xlsx([sheet([[93]])], properties))).toContain('<c r="A1" s="0"><v>93</v></c>');
  });

  it('freezes, filters and repeats a header', () => {
    const bytes = xlsx(
      [
        sheet(
          [
            ['a', 'b'],
            ['1', '2'],
          ],
          { hasHeader: true, frozenColumns: 1, paper: 'A3' },
        ),
      ],
      properties,
    );
    expect(sheetOne(bytes)).toContain(
      '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>',
    );
    expect(sheetOne(bytes)).toContain('<autoFilter ref="A1:B2"/>');
    expect(sheetOne(bytes)).toContain(
      '<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    );
    expect(part(bytes, 'xl/workbook.xml')).toContain(`localSheetId="0">'One'!$1:$1</definedName>`);
  });

  it('gives the same bytes at any time and in any time zone', () => {
    const zone = process.env.TZ;
    onTestFinished(() => {
      process.env.TZ = zone;
      if (zone === undefined) delete process.env.TZ;
    });
    process.env.TZ = 'Pacific/Auckland';
    const east = xlsx([sheet([['a']])], properties);
    process.env.TZ = 'America/Los_Angeles';
    expect(xlsx([sheet([['a']])], properties)).toEqual(east);
  });

  it('refuses a sheet name that Excel refuses', () => {
    expect(() => xlsx([sheet([], { name: 'a/b' })], properties)).toThrow('sheet names');
    expect(() => xlsx([sheet([], { name: 'x'.repeat(32) })], properties)).toThrow('sheet names');
  });

  it('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ]);
  });
});

describe('cellText', () => {
  it('leaves what fits as it is', () => {
    const text = `${'x'.repeat(cellLimit - 2)}😀`;
    expect(cellText(text)).toBe(text);
  });

  it.each([0, 1, 2, 3])('cuts a longer text with a mark and never through a pair (shift %i)', (shift) => {
    const text = 'x'.repeat(shift) + '😀'.repeat(cellLimit);
    const cut = cellText(text);
    expect(cut.length).toBeLessThanOrEqual(cellLimit);
    expect(cut.length).toBeGreaterThan(cellLimit - 3);
    expect(cut.endsWith(`the whole text has ${text.length}]`)).toBe(true);
    expect(cut.isWellFormed()).toBe(true);
  });

  it('removes what XML cannot carry and nothing else', () => {
    expect(cellText('a\0b\u0008c\u001Fd\uD800e\uFFFEf\r\ng\rh\ti\uFFFDj😀')).toBe('abcdef\ng\nh\ti\uFFFDj😀');
  });

  it('escapes what Excel would read as an escape', () => {
    expect(escapeXml('_x0041_ <a> & "b" _x41_')).toBe('_x005F_x0041_ &lt;a&gt; &amp; &quot;b&quot; _x41_');
  });
});
