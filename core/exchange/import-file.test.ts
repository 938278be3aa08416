import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  bombWorkbook,
  pngHeader,
  withDeclaredSizes,
  workbookParts,
  zipOf,
} from '../../tests/fixtures/files.ts';
import { textToBytes, type Bytes } from '../shared/bytes.ts';
import { readImportFile } from './import-file.ts';
import { guessKind, planTable } from './import-tables.ts';

const latin = (text: string): Bytes => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const utf16 = (text: string): Bytes =>
  Uint8Array.from(
    Array.from(`\uFEFF${text}`, (sign) => sign.charCodeAt(0)).flatMap((unit) => [unit & 255, unit >> 8]),
  );

const outcome = (bytes: Bytes, name: string) => {
  const read = readImportFile(bytes, name);
  return read.ok ? 'read' : read.error.kind;
};
const cells = (bytes: Bytes, name = 'soa.csv') => {
  const read = readImportFile(bytes, name);
  if (!read.ok) throw new Error(read.error.kind);
  return read.value[0]?.rows;
};
const withSheet = (parts: Record<string, string | Uint8Array>) => zipOf({ ...workbookParts(''), ...parts });
const sheetOf = (rows: string) => workbookParts(rows)['xl/worksheets/sheet1.xml'] ?? '';

describe('hostile and broken files end in a named error', () => {
  const millionRows = () => {
    const rows = Array.from({ length: 1_000_000 }, (_, at) => `<row r="${at + 1}"><c><v>${at}</v></c></row>`);
    const sheet = strToU8(sheetOf(rows.join('')));
    return zipSync({
      ...Object.fromEntries(Object.entries(workbookParts('')).map(([name, text]) => [name, strToU8(text)])),
      'xl/worksheets/sheet1.xml': [sheet, { level: 1 }],
    });
  };
  const laughs = (body: string) =>
    sheetOf(body).replace(
      '<worksheet',
      '<!DOCTYPE w [<!ENTITY a "hahahahaha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet',
    );
  it.each<[string, () => Bytes, string, string]>([
    ['a zip bomb', () => bombWorkbook(3), 'soa.xlsx', 'unpacks-too-large'],
    [
      'a zip bomb that lies about its size',
      () => withDeclaredSizes(bombWorkbook(3), 1_000),
      'soa.xlsx',
      'unpacks-too-large',
    ],
    [
      'an entity bomb',
      () => withSheet({ 'xl/worksheets/sheet1.xml': laughs('<row><c t="str"><v>&c;</v></c></row>') }),
      'soa.xlsx',
      'broken',
    ],
    ['a million rows of a workbook', millionRows, 'soa.xlsx', 'too-many-rows'],
    [
      'a million rows of CSV',
      () => textToBytes('Control,Owner\n' + 'A.5.1,x\n'.repeat(1_000_000)),
      'soa.csv',
      'too-many-rows',
    ],
    ['a file of 21 MB', () => textToBytes('x,y\n'.repeat(5_500_000)), 'soa.csv', 'too-large'],
    ['a PDF renamed to XLSX', () => textToBytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj'), 'soa.xlsx', 'no-table'],
    ['a PDF renamed to CSV', () => textToBytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj'), 'soa.csv', 'no-table'],
    ['a picture renamed to XLSX', () => pngHeader(10, 10), 'soa.xlsx', 'no-table'],
    [
      'a text renamed to XLSX',
      () => textToBytes('Control,Owner\nA.5.1,x\n'),
      'soa.xlsx',
      'text-under-other-name',
    ],
    [
      'bytes of nothing known',
      () => Uint8Array.from({ length: 500 }, (_, at) => (at * 37) % 256),
      'soa.csv',
      'unknown-kind',
    ],
    ['an empty file', () => new Uint8Array(), 'soa.csv', 'empty'],
    ['a CSV of separators alone', () => textToBytes(',,,\n,,,\n'), 'soa.csv', 'nothing-in-it'],
    ['an archive without a workbook', () => zipOf({ 'a.txt': 'x' }), 'soa.xlsx', 'archive-without-workbook'],
    [
      'a workbook with macros',
      () => withSheet({ 'xl/vbaProject.bin': 'x' }),
      'soa.xlsx',
      'workbook-with-macros',
    ],
    ['a workbook cut in the middle', () => zipOf(workbookParts('')).subarray(0, 900), 'soa.xlsx', 'broken'],
    [
      'a workbook from before 2003, or with a password',
      () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
      'soa.xls',
      'old-or-protected-workbook',
    ],
  ])('%s', (_what, make, name, kind) => expect(outcome(make(), name)).toBe(kind), 60_000);

  it('a workbook with more columns than any has is read as far as 300', () => {
    const wide = `Control,${'x,'.repeat(50_000)}\nA.5.1,${'y,'.repeat(50_000)}\n`;
    expect(cells(textToBytes(wide))?.map((row) => row.length)).toEqual([300, 300]);
  });
});

describe('encodings and separators', () => {
  const text = 'Control;Owner\r\nA.5.1;Zoë Müller, Straße 7\r\nA.5.2;Ben\r\n';
  const rows = [
    ['Control', 'Owner'],
    ['A.5.1', 'Zoë Müller, Straße 7'],
    ['A.5.2', 'Ben'],
  ];
  it.each([
    ['UTF-8', textToBytes(text)],
    ['Windows-1252', latin(text)],
    ['UTF-16', utf16(text)],
  ])('semicolons in %s', (_name, bytes) => expect(cells(bytes)).toEqual(rows));

  it('tabs, as a spreadsheet copies them', () =>
    expect(cells(textToBytes(text.replaceAll(';', '\t')))).toEqual(rows));
});

it('formulas are texts in CSV, and only their last result in a workbook', () => {
  expect(cells(textToBytes('Control,Owner\nA.5.1,=HYPERLINK("http://x.example")\n'))?.[1]?.[1]).toBe(
    '=HYPERLINK("http://x.example")',
  );
  const formula =
    '<row><c t="str"><f>WEBSERVICE("http://x.example")</f><v>shown</v></c><c><f>1+1</f></c></row>';
  expect(cells(zipOf(workbookParts(formula)), 'soa.xlsx')).toEqual([['shown']]);
});

it('names of built-in properties are titles like others', () => {
  const rows = cells(textToBytes('Control,__proto__,constructor,Owner\nA.5.1,{"x":1},toString,Ben\n'))!;
  expect(planTable(rows, 'soa').columns).toEqual(['control', undefined, undefined, 'owner']);
  expect(({} as { x?: unknown }).x).toBeUndefined();
});

it('lines are numbered as a spreadsheet numbers them', () => {
  const csv = readImportFile(textToBytes('Control,Owner\n\n"A.5.1",x\n,\nA.5.2,y\n'), 'x.csv');
  expect(csv.ok && csv.value[0]?.lines).toEqual([1, 3, 5]);
  const workbook = readImportFile(
    zipOf(workbookParts('<row r="3"><c><v>1</v></c></row><row><c><v>2</v></c></row>')),
    'x.xlsx',
  );
  expect(workbook.ok && workbook.value[0]?.lines).toEqual([3, 4]);
});

it('signs that a workbook has to escape come back as they were', () => {
  const bytes = zipOf(
    workbookParts('<row><c t="inlineStr"><is><t>_x005F_x0041_ a_x000A_b</t></is></c></row>'),
  );
  expect(cells(bytes, 'x.xlsx')).toEqual([['_x0041_ a\nb']]);
});

it('tables are known for what they are', () => {
  const kind = (...rows: string[][]) => guessKind({ rows });
  expect(kind(['Control', 'Applicable'], ['A.5.1', 'yes'])).toBe('soa');
  // The letters of the reasons are no likelihood and consequence.
  expect(
    kind(['Control', 'Title', 'Applicable', 'L', 'C', 'R', 'B'], ['A.5.1', 'x', 'yes', 'x', '', '', '']),
  ).toBe('soa');
  expect(kind(['Title', 'Likelihood', 'Impact', 'Controls'], ['Fire', '1', '5', 'A.7.5'])).toBe('risk');
  expect(guessKind({ name: 'Assets', rows: [['Name'], ['Laptop']] })).toBe('asset');
  expect(kind(['Statement of Applicability'], ['Version', '3'])).toBeUndefined();
});

it('an archive with two parts of one name is refused', () => {
  const bytes = zipSync({ 'xl/workbook.xml': strToU8('<a/>'), 'xl/workbook.xmm': strToU8('<b/>') });
  const text = new TextDecoder('latin1').decode(bytes).replaceAll('workbook.xmm', 'workbook.xml');
  expect(outcome(latin(text), 'x.xlsx')).toBe('broken');
});
