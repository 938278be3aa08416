import { describe, expect, it } from 'vitest';
import { bombWorkbook, withDeclaredSizes, workbookParts, zipOf } from '../../tests/fixtures/files.ts';
import { passagesOfStored } from '../recognition/stored-text.ts';
import { textToBytes, type Bytes } from '../shared/bytes.ts';
import { openZip } from './zip-reader.ts';
import { serialToText } from './cell-date.ts';
import { decodeText } from './decode-text.ts';
import { xlsxType } from './file-kind.ts';
import { linesOfPdfText } from './pdf-lines.ts';
import { readCsv } from './read-csv.ts';
import { readDocument } from './read-document.ts';

const utf16 = (text: string, isBig: boolean, mark = true): Bytes => {
  const units = Array.from((mark ? '\uFEFF' : '') + text, (sign) => sign.charCodeAt(0));
  return Uint8Array.from(
    units.flatMap((unit) => (isBig ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])),
  );
};

describe('texts', () => {
  const text = 'Zugriff für Straße 7, naïve café';
  it.each([
    ['UTF-8', textToBytes(text)],
    ['UTF-8 with a mark', textToBytes(`\uFEFF${text}`)],
    ['UTF-16 LE', utf16(text, false)],
    ['UTF-16 BE', utf16(text, true)],
    ['UTF-16 LE without a mark', utf16(text, false, false)],
    ['Windows-1252', Uint8Array.from(text, (sign) => sign.charCodeAt(0))],
  ])('are read in %s', (_name, bytes) => expect(decodeText(bytes)).toBe(text));

  it('are no bytes of anything else', () =>
    expect(decodeText(Uint8Array.from([1, 0, 0, 200, 7, 0, 0, 0]))).toBeUndefined());

  it('have one kind of line end', () => expect(decodeText(textToBytes('a\r\nb\rc\n'))).toBe('a\nb\nc\n'));
});

describe('tables', () => {
  it.each([
    ['commas', 'Name,Role\n"Lindqvist, Cora",Admin\n'],
    ['semicolons', 'Name;Role\n"Lindqvist, Cora";Admin\n'],
    ['tabs', 'Name\tRole\nLindqvist, Cora\tAdmin\n'],
    ['the delimiter that Excel writes', 'sep=|\nName|Role\nLindqvist, Cora|Admin\n'],
  ])('are read with %s', (_name, text) =>
    expect(readCsv(text, 10)).toEqual({
      rows: [
        ['Name', 'Role'],
        ['Lindqvist, Cora', 'Admin'],
      ],
      lines: [1, 2],
      total: 2,
    }),
  );

  it('give rows with their column titles to the classifier, and count them', () => {
    const csv =
      'Account review 2026\n\nUser,Multi-factor,Last sign-in\ncora,enabled,2026-11-01\nivo,disabled,2026-11-03\n';
    const read = readDocument(textToBytes(csv), 'text/csv', 'users.csv');
    if (!read.ok) throw new Error(read.error.kind);
    expect(read.value.rows).toBe(2);
    expect(read.value.text).toBe(
      'Account review 2026\nUser | Multi-factor | Last sign-in\ncora | enabled | 2026-11-01\nivo | disabled | 2026-11-03\n',
    );
    const passages = passagesOfStored({ title: 'users.csv', page: JSON.stringify(read.value.page) });
    expect(passages.map(({ text }) => text)).toContain(
      'User, Multi-factor, Last sign-in: cora, enabled, 2026-11-01; ivo, disabled, 2026-11-03',
    );
  });

  it('without titles have none', () => {
    const read = readDocument(textToBytes('1,2026-01-01\n2,2026-01-02\n'), 'text/csv', 'x.csv');
    expect(read.ok && read.value.page?.blocks[0]).toMatchObject({ header: [], cells: ['1', '2026-01-01'] });
  });

  it('that are too long are cut and say so, and are counted whole', () => {
    const csv = `n,word\n${Array.from({ length: 25_000 }, (_, at) => `${at},w`).join('\n')}\n`;
    const read = readDocument(textToBytes(csv), 'text/csv', 'x.csv');
    if (!read.ok) throw new Error(read.error.kind);
    expect(read.value.rows).toBe(25_000);
    expect(read.value.page?.truncated).toBe(true);
    expect(read.value.page?.blocks.length).toBeLessThanOrEqual(20_000);
  });

  it('with titles as long as a book do not repeat them in each row', () => {
    const csv = `${'t'.repeat(50_000)},b\n${'1,2\n'.repeat(19_000)}`;
    const read = readDocument(textToBytes(csv), 'text/csv', 'x.csv');
    expect(read.ok && JSON.stringify(read.value.page).length).toBeLessThan(10_000_000);
  });
});

describe('workbooks', () => {
  const rows =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>Since</t></is></c></row>' +
    '<row r="3"><c r="A3" t="str"><f>UPPER("a")</f><v>CORA</v></c><c r="B3" t="b"><v>1</v></c><c r="C3"><v>12.5</v></c>' +
    '<c r="D3" s="1"><v>46348</v></c><c r="E3" s="2"><v>46348.5</v></c></row>';
  const texts = (bytes: Bytes) => {
    const read = readDocument(bytes, xlsxType, 'x.xlsx');
    return read.ok ? read.value.text : read.error.kind;
  };

  it('are read as a person sees them, hidden sheets too', () => {
    expect(texts(zipOf(workbookParts(rows)))).toBe(
      '## Users\nName |  | Two-factor sign-in | Since\nCORA | TRUE | 12.5 | 2026-11-22 | 2026-11-22 12:00\n\n'.replace(
        '12:00\n',
        '12:00:00\n',
      ) + '## Old (hidden sheet)\narchived\n',
    );
  });

  it('with prefixes on all names are read alike', () => {
    const parts = workbookParts(rows);
    const sheet = (parts['xl/worksheets/sheet1.xml'] ?? '')
      .replace(/<(\/?)(?!\?)/g, '<$1x:')
      .replace('<x:worksheet', '<x:worksheet xmlns:x="urn:x"');
    expect(texts(zipOf({ ...parts, 'xl/worksheets/sheet1.xml': sheet }))).toContain('CORA | TRUE');
  });

  it.each([
    ['a sheet that is no XML', { 'xl/worksheets/sheet1.xml': '<worksheet><row>' }],
    [
      'a sheet that is not there',
      {
        'xl/_rels/workbook.xml.rels': workbookParts('')
          ['_rels/.rels']!.replace('officeDocument"', 'worksheet"')
          .replace('xl/workbook.xml', 'nowhere.xml'),
      },
    ],
  ] as const)('%s make them broken', (_what, changed) =>
    expect(texts(zipOf({ ...workbookParts(''), ...changed }))).toBe('broken'),
  );

  it('that are cut off are broken', () => {
    const whole = zipOf(workbookParts(rows));
    const cut = whole.slice();
    // The middle of the first packed part.
    cut.fill(0xff, 60, 90);
    expect(texts(cut)).toBe('broken');
    expect(texts(whole.subarray(0, whole.length - 30))).toBe('broken');
  });

  it('do not expand entities of their own', () => {
    const laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>';
    const sheet = (
      workbookParts('<row><c t="str"><v>&b;</v></c></row>')['xl/worksheets/sheet1.xml'] ?? ''
    ).replace('<worksheet', `${laughs}<worksheet`);
    expect(texts(zipOf({ ...workbookParts(''), 'xl/worksheets/sheet1.xml': sheet }))).toBe('broken');
  });

  it('that are bombs are stopped while they unpack, whatever they declare', () => {
    const bomb = withDeclaredSizes(bombWorkbook(3), 1_000);
    expect(bomb.length).toBeLessThan(20_000);
    expect(texts(bomb)).toBe('unpacks-too-large');
  });
});

describe('archives', () => {
  const noise = Uint8Array.from({ length: 40_000 }, (_, at) => (at * at * 31) % 251);
  const read = (bytes: Bytes, output: number) => {
    const zip = openZip(bytes, { entries: 3, output });
    if (!zip.ok) return zip.error.kind;
    let length = 0;
    for (const name of zip.value.names) {
      const done = zip.value.read(name, (piece) => (length += piece.length));
      if (!done.ok) return done.error.kind;
    }
    return length;
  };
  const two = zipOf({ a: noise, b: noise });

  it('count what really comes out of all their entries together', () => {
    expect(read(two, 80_000)).toBe(80_000);
    expect(read(two, 79_999)).toBe('unpacks-too-large');
    expect(read(withDeclaredSizes(two, 1), 79_999)).toBe('unpacks-too-large');
  });

  it('with too many entries, or two names for the same bytes, are refused', () => {
    expect(read(zipOf({ a: 'a', b: 'b', c: 'c', d: 'd' }), 1_000)).toBe('unpacks-too-large');
    const overlapping = two.slice();
    const view = new DataView(overlapping.buffer);
    for (let at = 0; at + 46 < two.length; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 42, 0, true);
    expect(read(overlapping, 80_000)).toBe('broken');
  });
});

describe('dates in workbooks', () => {
  it.each([
    [1, 'date', '1899-12-31'],
    [61, 'date', '1900-03-01'],
    [46348.75, 'date-time', '2026-11-22 18:00:00'],
    [0.4, 'time', '09:36:00'],
    [1.5, 'time', '1.5'],
    [-3, 'date', '-3'],
    [Number.NaN, 'date', 'NaN'],
  ] as const)('%d as %s', (serial, style, text) => expect(serialToText(serial, style)).toBe(text));
  it('count from 1904 where the workbook does', () =>
    expect(serialToText(44886, 'date', true)).toBe('2026-11-22'));
});

describe('lines of a PDF', () => {
  const piece = (str: string, x: number, y: number, hasEOL = false) => ({
    str,
    transform: [10, 0, 0, 10, x, y],
    width: str.length * 5,
    height: 10,
    hasEOL,
  });
  it('join what belongs together and part words and columns', () => {
    const text = linesOfPdfText([
      piece('Multi', 0, 700),
      piece('-factor', 25, 700),
      piece(' ', 60, 700),
      piece('sign-in', 63, 700),
      piece('enabled', 200, 700, true),
      piece('', 0, 690, true),
      piece('Next', 0, 680),
      piece('line', 22, 680),
      piece('below', 0, 660),
    ]);
    expect(text).toBe('Multi-factor sign-in | enabled\nNext line\nbelow');
  });
});
