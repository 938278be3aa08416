/**
 * Office Open XML text documents (ECMA-376 part 1, WordprocessingML) without a library, for the same reasons as xlsx.ts: equal input
 * gives equal bytes. Fonts are the reader's own, which cover the scripts of the text.
 */
import { zipSync, type Zippable } from 'fflate';
import { textToBytes, type Bytes } from '../shared/bytes.ts';
import { startsRightToLeft } from '../typeset/direction.ts';
import type { Block, Cell, Report } from '../typeset/report.ts';
import { docxFixedParts, docxStyles, pagePart, wordUri } from './docx-parts.ts';
import { escapeMarkup, plainText } from './plain-text.ts';
import { coreXml } from './xlsx-parts.ts';

/** Twentieths of a point: A4 lying on its side with 15 mm at its sides. */
const page = { width: 16_838, height: 11_906, side: 850, top: 1_100, bottom: 900 };
const contentWidth = page.width - 2 * page.side;

/** The report as a text document: heads of tables are repeated on each page, headings make the outline. */
export function docx(report: Report): Bytes {
  const { title, organization, createdAt, subtitle } = report;
  const body = [
    paragraph(title, 'Title'),
    paragraph(subtitle, 'Subtitle'),
    ...report.blocks.map(blockXml),
    sectionXml,
  ].join('');
  const parts: Record<string, string> = {
    ...docxFixedParts,
    'docProps/core.xml': coreXml({ title: `${title} - ${organization}`, creator: organization, createdAt }),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${wordUri}><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': docxStyles,
    'word/header1.xml': pagePart(
      'hdr',
      textRun(organization, '<w:b/><w:bCs/>'),
      textRun(title),
      contentWidth,
    ),
    'word/footer1.xml': pagePart(
      'ftr',
      textRun(subtitle),
      `${textRun('Page ')}${field('PAGE')}${textRun(' of ')}${field('NUMPAGES')}`,
      contentWidth,
    ),
  };
  const files: Zippable = {};
  for (const [path, xml] of Object.entries(parts)) files[path] = textToBytes(xml);
  // The same wall clock time everywhere; see xlsx.ts.
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1, 12) });
}

const field = (name: string) => `<w:fldSimple w:instr="${name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>`;

/** A run of text with these properties; line ends become breaks. */
function textRun(text: string, properties = ''): string {
  const direction = startsRightToLeft(text) ? '<w:rtl/>' : '';
  const lines = plainText(text)
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${escapeMarkup(line)}</w:t>`);
  return `<w:r><w:rPr>${properties}${direction}</w:rPr>${lines.join('<w:br/>')}</w:r>`;
}

const paragraphOf = (style: string, rtl: boolean, runs: string) =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${rtl ? '<w:bidi/>' : ''}</w:pPr>${runs}</w:p>`;

const paragraph = (text: string, style: string, properties = '') =>
  paragraphOf(style, startsRightToLeft(text), textRun(text, properties));

const bold = '<w:b/><w:bCs/>';
const muted = '<w:color w:val="5B6672"/>';

function cellXml(cell: Cell, width: number): string {
  const parts = cell.map(({ label, text, strong = false }) => {
    const rtl = startsRightToLeft(text);
    const lead = label === undefined ? '' : textRun(`${label}: `, muted);
    return paragraphOf('Cell', rtl, lead + textRun(text, strong ? bold : ''));
  });
  // A cell must end with a paragraph, an empty one too.
  const content = parts.length > 0 ? parts.join('') : paragraphOf('Cell', false, '');
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${content}</w:tc>`;
}

function tableXml(
  widths: readonly number[],
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): string {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const wide = widths.map((width) => Math.round((contentWidth * width) / total));
  const headCells = head.map(
    (title, at) =>
      `<w:tc><w:tcPr><w:tcW w:w="${wide[at]}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E8EDF2"/></w:tcPr>${paragraph(title, 'Cell', bold)}</w:tc>`,
  );
  const headRow =
    head.length > 0 ? `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${headCells.join('')}</w:tr>` : '';
  const bodyRows = rows.map((row) => {
    // A short row is not torn in two; a long one must be, or it would be cut.
    const length = row.flat().reduce((sum, { text }) => sum + text.length, 0);
    const whole = length < 1_200 ? '<w:trPr><w:cantSplit/></w:trPr>' : '';
    return `<w:tr>${whole}${row.map((cell, at) => cellXml(cell, wide[at] ?? 0)).join('')}</w:tr>`;
  });
  const grid = wide.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  const properties = `<w:tblPr><w:tblStyle w:val="Report"/><w:tblW w:w="${contentWidth}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>`;
  return `<w:tbl>${properties}<w:tblGrid>${grid}</w:tblGrid>${headRow}${bodyRows.join('')}</w:tbl>${paragraphOf('Cell', false, '')}`;
}

function blockXml(block: Block): string {
  if (block.kind === 'heading') return paragraph(block.text, `Heading${block.level}`);
  if (block.kind === 'paragraph') return paragraph(block.text, 'Normal');
  if (block.kind === 'table')
    return tableXml(
      block.columns.map(({ width }) => width),
      block.columns.map(({ title }) => title),
      block.rows,
    );
  return tableXml(
    [22, 78],
    [],
    block.facts.map(([name, value]) => [[{ text: name, strong: true }], [{ text: value }]]),
  );
}

const sectionXml = [
  '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>',
  `<w:pgSz w:w="${page.width}" w:h="${page.height}" w:orient="landscape"/>`,
  `<w:pgMar w:top="${page.top}" w:right="${page.side}" w:bottom="${page.bottom}" w:left="${page.side}" w:header="500" w:footer="400" w:gutter="0"/>`,
  '</w:sectPr>',
].join('');
