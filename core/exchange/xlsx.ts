/**
 * Writes small workbooks (Office Open XML, ECMA-376 part 1) from plain rows. Why our own: the libraries at hand store texts such as
 * "constructor" as something else, start workers from blob addresses (which a strict content security policy forbids) or
 * write the time of day into the file. Here equal input gives equal bytes.
 *
 * Texts are inline strings, never formulas. One that starts like a formula also carries `quotePrefix`, so that it stays a text
 * when somebody edits the cell.
 */
import { zipSync, type Zippable } from 'fflate';
import { textToBytes, type Bytes } from '../shared/bytes.ts';
import { startsLikeFormula } from './formula-guard.ts';
import { cellText, escapeXml } from './plain-text.ts';
import {
  contentTypesXml,
  coreXml,
  fixedParts,
  relationshipsXml,
  styleIds,
  stylesXml,
  type StyleName,
  type WorkbookProperties,
} from './xlsx-parts.ts';

export type CellValue = string | number;
export type Cell = CellValue | { value: CellValue; style: StyleName };

export type Sheet = {
  /** At most 31 characters, none of `[]/\:*?'`. */
  name: string;
  /** Widths in characters of the default font, one for each column. */
  widths: number[];
  rows: Cell[][];
  /** When true the first row is a header: frozen, filtered, and repeated on every printed page. */
  hasHeader: boolean;
  /** How many columns stay in sight while scrolling sideways. */
  frozenColumns: number;
  paper: 'A3' | 'A4';
};

export const xlsxMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The workbook's bytes. `createdAt` is ISO 8601. Throws on a sheet name that Excel would refuse. */
export function xlsx(sheets: Sheet[], properties: WorkbookProperties): Bytes {
  const names = sheets.map((sheet) => sheet.name);
  if (names.some((name) => !/^[^[\]/\\:*?']{1,31}$/.test(name))) {
    throw new Error(`xlsx: Excel refuses one of these sheet names: ${names.join(', ')}`);
  }
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypesXml(sheets.length),
    ...fixedParts,
    'docProps/core.xml': coreXml(properties),
    'xl/workbook.xml': workbookXml(sheets),
    'xl/_rels/workbook.xml.rels': relationshipsXml(sheets.length),
    'xl/styles.xml': stylesXml,
  };
  sheets.forEach((sheet, at) => (parts[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(sheet, at === 0)));
  const files: Zippable = {};
  for (const [path, xml] of Object.entries(parts)) files[path] = textToBytes(xml);
  // Zip keeps local time: noon of this day is the same wall clock time everywhere, as Office itself writes 1980 here.
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1, 12) });
}

/** `A`, `B`, ... `Z`, `AA`: the letters of the column at this index, counted from 0. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

function cellXml(cell: Cell, reference: string): string {
  const { value, style } = typeof cell === 'object' ? cell : { value: cell, style: 'text' as const };
  if (typeof value === 'number') return `<c r="${reference}" s="${styleIds[style]}"><v>${value}</v></c>`;
  const text = cellText(value);
  if (text === '') return `<c r="${reference}" s="${styleIds[style]}"/>`;
  const id = startsLikeFormula(text) && style === 'text' ? styleIds.quotedText : styleIds[style];
  return `<c r="${reference}" s="${id}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

function rowXml(row: Cell[], number: number): string {
  const cells = row.map((cell, at) => cellXml(cell, `${columnLetters(at)}${number}`));
  return `<row r="${number}">${cells.join('')}</row>`;
}

const lastCell = (sheet: Sheet) => ({
  column: columnLetters(sheet.widths.length - 1),
  row: Math.max(1, sheet.rows.length),
});

function viewXml(sheet: Sheet, selected: boolean): string {
  const rows = sheet.hasHeader ? 1 : 0;
  const columns = sheet.frozenColumns;
  const pane = rows && columns ? 'bottomRight' : rows ? 'bottomLeft' : 'topRight';
  const split = (columns ? ` xSplit="${columns}"` : '') + (rows ? ` ySplit="${rows}"` : '');
  const topLeft = `${columnLetters(columns)}${rows + 1}`;
  const frozen = split
    ? `<pane${split} topLeftCell="${topLeft}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/>`
    : '';
  return `<sheetViews><sheetView${selected ? ' tabSelected="1"' : ''} workbookViewId="0">${frozen}</sheetView></sheetViews>`;
}

function sheetXml(sheet: Sheet, selected: boolean): string {
  const { column, row } = lastCell(sheet);
  const columns = sheet.widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    viewXml(sheet, selected),
    '<sheetFormatPr defaultRowHeight="15"/>',
    `<cols>${columns.join('')}</cols>`,
    `<sheetData>${sheet.rows.map((cells, at) => rowXml(cells, at + 1)).join('')}</sheetData>`,
    sheet.hasHeader ? `<autoFilter ref="A1:${column}${row}"/>` : '',
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
    // As many pages high as it takes, one page wide. 8 is A3, 9 is A4.
    `<pageSetup paperSize="${sheet.paper === 'A3' ? 8 : 9}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`,
    '<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>',
    '</worksheet>',
  ].join('');
}

function workbookXml(sheets: Sheet[]): string {
  const tags = sheets.map(
    (sheet, at) => `<sheet name="${escapeXml(sheet.name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const names = sheets.flatMap((sheet, at) => {
    if (!sheet.hasHeader) return [];
    const { column, row } = lastCell(sheet);
    const tab = `'${escapeXml(sheet.name)}'!`;
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${tab}$A$1:$${column}$${row}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${tab}$1:$1</definedName>`,
    ];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">',
    `<bookViews><workbookView/></bookViews><sheets>${tags.join('')}</sheets>`,
    names.length > 0 ? `<definedNames>${names.join('')}</definedNames>` : '',
    '</workbook>',
  ].join('');
}
