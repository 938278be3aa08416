/** The parts of a text document that hardly vary: package, relations, styles, head and foot of the page (ECMA-376 parts 1 and 2). */
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const packageUri = 'http://schemas.openxmlformats.org/package/2006';
const officeUri = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** The namespaces of a part of the document. */
export const wordUri = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${officeUri}"`;

export const docxFixedParts: Record<string, string> = {
  '[Content_Types].xml': [
    `${head}<Types xmlns="${packageUri}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/word/document.xml" ContentType="${wordType}.document.main+xml"/>`,
    `<Override PartName="/word/styles.xml" ContentType="${wordType}.styles+xml"/>`,
    `<Override PartName="/word/header1.xml" ContentType="${wordType}.header+xml"/>`,
    `<Override PartName="/word/footer1.xml" ContentType="${wordType}.footer+xml"/>`,
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
    '</Types>',
  ].join(''),
  '_rels/.rels': [
    `${head}<Relationships xmlns="${packageUri}/relationships">`,
    `<Relationship Id="rId1" Type="${officeUri}/officeDocument" Target="word/document.xml"/>`,
    `<Relationship Id="rId2" Type="${packageUri}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
    '</Relationships>',
  ].join(''),
  'word/_rels/document.xml.rels': [
    `${head}<Relationships xmlns="${packageUri}/relationships">`,
    `<Relationship Id="rId1" Type="${officeUri}/styles" Target="styles.xml"/>`,
    `<Relationship Id="rId2" Type="${officeUri}/header" Target="header1.xml"/>`,
    `<Relationship Id="rId3" Type="${officeUri}/footer" Target="footer1.xml"/>`,
    '</Relationships>',
  ].join(''),
};

/** Sizes are half points; `before` and `after` twentieths of a point. `level`: of the outline, counted from 0. */
type StyleLook = {
  size: number;
  before?: number;
  after?: number;
  bold?: boolean;
  more?: string;
  level?: number;
};

/** A style of paragraphs. */
function style(
  id: string,
  name: string,
  { size, before = 0, after = 0, bold = false, more = '', level }: StyleLook,
): string {
  const weight = bold ? '<w:b/><w:bCs/>' : '';
  return (
    `<w:style w:type="paragraph" w:styleId="${id}"${id === 'Normal' ? ' w:default="1"' : ''}><w:name w:val="${name}"/>` +
    `${id === 'Normal' ? '' : '<w:basedOn w:val="Normal"/>'}<w:qFormat/>` +
    `<w:pPr>${more}<w:spacing w:before="${before}" w:after="${after}"/>` +
    `${level === undefined ? '' : `<w:outlineLvl w:val="${level}"/>`}</w:pPr>` +
    `<w:rPr>${weight}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr></w:style>`
  );
}

const rule = (side: string, size: number, color: string) =>
  `<w:${side} w:val="single" w:sz="${size}" w:space="0" w:color="${color}"/>`;

export const docxStyles = [
  `${head}<w:styles ${wordUri}><w:docDefaults><w:rPrDefault><w:rPr>`,
  '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Microsoft YaHei" w:cs="Arial"/><w:lang w:val="en-GB"/>',
  '</w:rPr></w:rPrDefault></w:docDefaults>',
  style('Normal', 'Normal', { size: 19, after: 120 }),
  style('Title', 'Title', { size: 52, after: 40, bold: true }),
  style('Subtitle', 'Subtitle', { size: 23, after: 280 }),
  style('Heading1', 'heading 1', {
    size: 34,
    after: 160,
    bold: true,
    more: '<w:keepNext/><w:pageBreakBefore/>',
    level: 0,
  }),
  style('Heading2', 'heading 2', {
    size: 24,
    before: 200,
    after: 100,
    bold: true,
    more: '<w:keepNext/>',
    level: 1,
  }),
  style('Cell', 'Cell', { size: 16 }),
  style('Margin', 'Margin', { size: 16 }),
  '<w:style w:type="table" w:styleId="Report"><w:name w:val="Report"/><w:tblPr><w:tblBorders>',
  rule('top', 6, '5B6672'),
  rule('bottom', 4, 'C9D1DA'),
  rule('insideH', 4, 'C9D1DA'),
  '</w:tblBorders><w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>',
  '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
  '</w:styles>',
].join('');

/** Head (`hdr`) or foot (`ftr`) of each page: runs at its left and, behind a tab at `width`, at its right. */
export function pagePart(kind: 'hdr' | 'ftr', left: string, right: string, width: number): string {
  const border = kind === 'hdr' ? rule('bottom', 4, '9AA3AD') : rule('top', 4, '9AA3AD');
  return (
    `${head}<w:${kind} ${wordUri}><w:p><w:pPr><w:pStyle w:val="Margin"/><w:pBdr>${border}</w:pBdr>` +
    `<w:tabs><w:tab w:val="right" w:pos="${width}"/></w:tabs></w:pPr>${left}<w:r><w:tab/></w:r>${right}</w:p></w:${kind}>`
  );
}
