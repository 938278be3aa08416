/** The parts of a workbook that hardly vary: package, relations, properties, styles (ECMA-376 parts 1 and 2). */
import { cellText, escapeXml } from './plain-text.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const packageUri = 'http://schemas.openxmlformats.org/package/2006';
const officeUri = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export type StyleName = 'text' | 'header' | 'title' | 'label' | 'quotedText';

/** `createdAt` is ISO 8601. */
export type WorkbookProperties = { title: string; creator: string; createdAt: string };

/** Places in `cellXfs` below. */
export const styleIds: Record<StyleName, number> = { text: 0, header: 1, title: 2, label: 3, quotedText: 4 };

const top = '<alignment vertical="top" wrapText="1"/>';

export const stylesXml = [
  head,
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
  '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>',
  '<font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="16"/><name val="Calibri"/></font></fonts>',
  // Excel expects the first two fills to be these, whether used or not.
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE3E8EE"/></patternFill></fill></fills>',
  '<borders count="2"><border/><border><left/><right/><top/><bottom style="thin"><color rgb="FF5B6672"/></bottom></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="5">',
  `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">${top}</xf>`,
  `<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${top}</xf>`,
  '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
  `<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">${top}</xf>`,
  `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyAlignment="1">${top}</xf>`,
  '</cellXfs>',
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  '</styleSheet>',
].join('');

export const fixedParts: Record<string, string> = {
  '_rels/.rels': [
    `${head}<Relationships xmlns="${packageUri}/relationships">`,
    `<Relationship Id="rId1" Type="${officeUri}/officeDocument" Target="xl/workbook.xml"/>`,
    `<Relationship Id="rId2" Type="${packageUri}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
    '</Relationships>',
  ].join(''),
};

export function contentTypesXml(sheetCount: number): string {
  const sheets = Array.from(
    { length: sheetCount },
    (_, at) =>
      `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${sheetType}.worksheet+xml"/>`,
  );
  return [
    `${head}<Types xmlns="${packageUri}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/>`,
    ...sheets,
    `<Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/>`,
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
    '</Types>',
  ].join('');
}

export function relationshipsXml(sheetCount: number): string {
  const sheets = Array.from(
    { length: sheetCount },
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${officeUri}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheetCount + 1}" Type="${officeUri}/styles" Target="styles.xml"/>`;
  return `${head}<Relationships xmlns="${packageUri}/relationships">${sheets.join('')}${styles}</Relationships>`;
}

export function coreXml({ title, creator, createdAt }: WorkbookProperties): string {
  const when = new Date(createdAt).toISOString().replace(/\.\d+Z$/, 'Z');
  return [
    `${head}<cp:coreProperties xmlns:cp="${packageUri}/metadata/core-properties"`,
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escapeXml(cellText(title))}</dc:title><dc:creator>${escapeXml(cellText(creator))}</dc:creator>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${when}</dcterms:created>`,
    '</cp:coreProperties>',
  ].join('');
}
