/** Sets a report's blocks on pages: A4 across, with heads of tables on each page and rows that go on overleaf when they must. */
import { drawLine } from './draw-line.ts';
import { startsRightToLeft } from './direction.ts';
import { breakLines, type TextLine } from './lines.ts';
import { pdfNumber } from './pdf-file.ts';
import type { PdfFonts } from './pdf-fonts.ts';
import type { Block, Cell, Part, Report, ReportColumn } from './report.ts';
import type { Shaper } from './shape.ts';
import { addElement, documentElement, type Element } from './structure.ts';

/** Points, 72 to an inch; A4 lying on its side (ISO 216). */
export const paper = { width: 841.89, height: 595.28, left: 42, right: 42, top: 64, bottom: 50 };
const contentWidth = paper.width - paper.left - paper.right;
const contentHeight = paper.height - paper.top - paper.bottom;
const cellPadding = 4;
const rowPadding = 3;
const leading = 1.38;
const sizes = { title: 26, part: 17, section: 11.5, body: 9, cell: 7.5, head: 7.5, margin: 7.5 };
/** A row up to this high is not torn in two. */
const wholeRow = contentHeight * 0.4;
/** Nor is a table. */
const wholeTable = contentHeight * 0.45;
/** Of a head with one line. */
const headHeight = 20;

/**
 * A page's operators, the headings on it with the height at which they stand, and the elements to which its marked pieces belong, in
 * the order of the pieces' numbers.
 */
export type Page = {
  operators: string[];
  headings: { text: string; level: 1 | 2; y: number }[];
  owners: Element[];
};

export type Progress = (doneRows: number, totalRows: number) => void;

type SetLine = { line: TextLine; size: number };
type Column = { x: number; width: number };

/** All paragraphs that a report says, to load their fonts; `bold` as they will be set. */
export function* textsOf(report: Report): Generator<{ text: string; bold: boolean }> {
  for (const { text, bold } of wholeTexts(report))
    for (const one of text.split('\n')) yield { text: one, bold };
}

function* wholeTexts(report: Report): Generator<{ text: string; bold: boolean }> {
  yield { text: report.title, bold: true };
  yield { text: report.organization, bold: true };
  // A number of pages is known too late to be asked for.
  for (const text of [report.title, report.subtitle, 'Page 0123456789 of']) yield { text, bold: false };
  for (const block of report.blocks) {
    if (block.kind === 'heading') yield { text: block.text, bold: true };
    else if (block.kind === 'paragraph') yield { text: block.text, bold: false };
    else if (block.kind === 'facts') {
      for (const [name, value] of block.facts) {
        yield { text: name, bold: true };
        yield { text: value, bold: false };
      }
    } else {
      for (const { title } of block.columns) yield { text: title, bold: true };
      for (const { label = '', text, strong = false } of block.rows.flat(2)) {
        yield { text: `${label}: `, bold: false };
        yield { text, bold: strong };
      }
    }
  }
}

/** Draws what no screen reader should read. */
function artifact(page: Page, operators: string): void {
  page.operators.push('/Artifact BMC', operators, 'EMC');
}

/**
 * Sets the whole report; the pages are complete but for what stands above and below their content. `document` says what the pieces on
 * them are.
 */
export function layOut(
  report: Report,
  shaper: Shaper,
  fonts: PdfFonts,
  onProgress?: Progress,
): { pages: Page[]; document: Element } {
  const pages: Page[] = [];
  const document = documentElement();
  let y = 0;
  const page = (): Page => pages.at(-1) ?? newPage();
  function newPage(): Page {
    const full = pages.at(-1);
    // One text takes a fraction of the memory that its thousand pieces take.
    if (full) full.operators = [full.operators.join('\n')];
    const fresh: Page = { operators: [], headings: [], owners: [] };
    pages.push(fresh);
    y = paper.height - paper.top;
    return fresh;
  }
  const room = () => y - paper.bottom;
  const isFresh = () => page().operators.length === 0;
  const put = ({ line, size }: SetLine, { x, width }: Column, top: number) => {
    const at = line.rtl ? x + width - line.width * size : x;
    page().operators.push(drawLine(fonts, line, at, top - size * 1.07, size));
  };
  /** Draws a piece of this element, on one page; without one it is an artifact. */
  function piece(owner: Element | undefined, draw: () => void): void {
    const { operators, owners } = page();
    if (owner) {
      const mark = owners.push(owner) - 1;
      owner.marks.push({ page: pages.length - 1, mark });
      operators.push(`/${owner.type}<</MCID ${mark}>>BDC`);
    } else operators.push('/Artifact BMC');
    draw();
    operators.push('EMC');
  }
  const rule = (at: number, grey: number, thickness: number) =>
    artifact(
      page(),
      `${grey} G ${thickness} w ${paper.left} ${pdfNumber(at)} m ${pdfNumber(paper.width - paper.right)} ${pdfNumber(at)} l S`,
    );

  const linesOf = (text: string, size: number, width: number, bold: boolean): SetLine[] =>
    text.split('\n').flatMap((one) => setLines(shaper, { text: one, bold, mutedLength: 0 }, size, width));

  const whole: Column = { x: paper.left, width: contentWidth };
  function prose(owner: Element, text: string, size: number, bold: boolean) {
    for (const line of linesOf(text, size, contentWidth, bold)) {
      if (room() < size * leading) newPage();
      const top = y;
      piece(owner, () => put(line, whole, top));
      y -= size * leading;
    }
  }

  function heading({ level, text }: Extract<Block, { kind: 'heading' }>) {
    // A heading at the foot of a page would stand there without what it heads.
    if (level === 1 ? !isFresh() : room() < 90) newPage();
    if (level === 2 && !isFresh()) y -= 10;
    page().headings.push({ text, level, y });
    const owner = addElement(document, level === 1 ? 'H2' : 'H3');
    prose(owner, text, level === 1 ? sizes.part : sizes.section, true);
    y -= level === 1 ? 8 : 4;
  }

  const columnsOf = (shares: readonly number[]): Column[] => {
    const total = shares.reduce((sum, share) => sum + share, 0);
    let x = paper.left;
    return shares.map((share) => {
      const column = { x: x + cellPadding, width: (contentWidth * share) / total - 2 * cellPadding };
      x += (contentWidth * share) / total;
      return column;
    });
  };

  /** `owners` are the heads' elements where they stand for the first time. */
  function tableHead(
    columns: readonly Column[],
    titles: readonly ReportColumn[],
    owners: readonly Element[],
  ) {
    const cells = titles.map(({ title }, at) => linesOf(title, sizes.head, columns[at]?.width ?? 0, true));
    const height = heightOf(cells) + 2 * rowPadding;
    artifact(
      page(),
      `0.91 0.93 0.95 rg ${paper.left} ${pdfNumber(y - height)} ${pdfNumber(contentWidth)} ${pdfNumber(height)} re f`,
    );
    drawCells(cells, columns, owners);
    y -= height;
    rule(y, 0.35, 0.8);
  }

  function drawCells(
    cells: readonly (readonly SetLine[])[],
    columns: readonly Column[],
    owners: readonly Element[],
  ) {
    for (const [at, lines] of cells.entries()) {
      if (lines.length === 0) continue;
      piece(owners[at], () => {
        let top = y - rowPadding;
        for (const line of lines) {
          put(line, columns[at] ?? whole, top);
          top -= line.size * leading;
        }
      });
    }
  }

  /** One row; `again` draws the head on a page that the row begins. */
  function row(
    cells: SetLine[][],
    columns: readonly Column[],
    owners: readonly Element[],
    again: () => void,
  ) {
    let rest = cells;
    while (rest.some((lines) => lines.length > 0)) {
      const height = heightOf(rest) + 2 * rowPadding;
      const fits = height <= room();
      if (!fits && (height <= wholeRow || room() < 60) && !isFresh()) {
        newPage();
        again();
        continue;
      }
      const space = room() - 2 * rowPadding;
      const counts = rest.map((lines) => (fits ? lines.length : countWithin(lines, space)));
      const drawn = rest.map((lines, at) => lines.slice(0, counts[at]));
      drawCells(drawn, columns, owners);
      y -= heightOf(drawn) + 2 * rowPadding;
      rule(y, 0.8, 0.4);
      rest = rest.map((lines, at) => lines.slice(counts[at]));
      if (rest.some((lines) => lines.length > 0)) {
        newPage();
        again();
      }
    }
  }

  function table({ columns: titles, rows }: Extract<Block, { kind: 'table' }>) {
    const columns = columnsOf(titles.map(({ width }) => width));
    // Set when they are wanted: thousands of rows that are set and not drawn yet would fill the memory with glyphs.
    function* setRows() {
      for (const cells of rows)
        yield cells.map((cell, at) => cellLines(shaper, cell, columns[at]?.width ?? 0));
    }
    // A short table is not torn in two either, nor does a head stand alone.
    if (room() < 70 || (heightOfShort(setRows()) ?? 0) > room()) newPage();
    const element = addElement(document, 'Table');
    const headRow = addElement(element, 'TR');
    tableHead(
      columns,
      titles,
      titles.map(() => addElement(headRow, 'TH', 'Column')),
    );
    for (const cells of setRows()) {
      const own = addElement(element, 'TR');
      const owners = cells.map((_, at) => (at === 0 ? addElement(own, 'TH', 'Row') : addElement(own, 'TD')));
      row(cells, columns, owners, () => tableHead(columns, titles, []));
      done += 1;
      onProgress?.(done, total);
    }
    y -= 12;
  }

  function facts({ facts: pairs }: Extract<Block, { kind: 'facts' }>) {
    const columns = columnsOf([22, 78]);
    const element = addElement(document, 'Table');
    for (const [name, value] of pairs) {
      const [left, right] = columns.map(({ width }, at) =>
        linesOf(at === 0 ? name : value, sizes.body, width, at === 0),
      );
      const own = addElement(element, 'TR');
      const owners = [addElement(own, 'TH', 'Row'), addElement(own, 'TD')];
      row([left ?? [], right ?? []], columns, owners, () => undefined);
    }
    y -= 12;
  }

  const total = report.blocks.reduce(
    (sum, block) => sum + (block.kind === 'table' ? block.rows.length : 0),
    0,
  );
  let done = 0;
  newPage();
  prose(addElement(document, 'H1'), report.title, sizes.title, true);
  y -= 2;
  prose(addElement(document, 'P'), report.subtitle, sizes.section, false);
  y -= 14;
  for (const block of report.blocks) {
    if (block.kind === 'heading') heading(block);
    else if (block.kind === 'facts') facts(block);
    else if (block.kind === 'table') table(block);
    else {
      prose(addElement(document, 'P'), block.text, sizes.body, false);
      y -= 8;
    }
  }
  return { pages, document };
}

/** What stands above and below each page's content: whose document it is, which, and the page's number. */
export function drawMargins(pages: readonly Page[], report: Report, shaper: Shaper, fonts: PdfFonts): void {
  const half = contentWidth / 2;
  const single = (text: string, bold: boolean) =>
    setLines(
      shaper,
      { text: text.replace(/\s+/g, ' ').trim(), bold, mutedLength: 0 },
      sizes.margin,
      half - 8,
    )[0];
  for (const [at, page] of pages.entries()) {
    const corners = [
      { set: single(report.organization, true), right: false, y: paper.height - 40 },
      { set: single(report.title, false), right: true, y: paper.height - 40 },
      { set: single(report.subtitle, false), right: false, y: 28 },
      { set: single(`Page ${at + 1} of ${pages.length}`, false), right: true, y: 28 },
    ];
    for (const { set, right, y } of corners) {
      if (!set) continue;
      const x = right ? paper.width - paper.right - set.line.width * set.size : paper.left;
      artifact(page, drawLine(fonts, set.line, x, y, set.size));
    }
    for (const y of [paper.height - 47, 40])
      artifact(page, `0.7 G 0.5 w ${paper.left} ${y} m ${pdfNumber(paper.width - paper.right)} ${y} l S`);
  }
}

const setLines = (
  shaper: Shaper,
  paragraph: Parameters<typeof breakLines>[0],
  size: number,
  width: number,
): SetLine[] => breakLines(paragraph, width / size, shaper).map((line) => ({ line, size }));

/** A cell's lines, part after part. A label stands before its text, or above it where the text runs the other way or has lines. */
function cellLines(shaper: Shaper, cell: Cell, width: number): SetLine[] {
  return cell.flatMap(({ label, text, strong = false }: Part) => {
    const above = label !== undefined && (text.includes('\n') || startsRightToLeft(text));
    const lead = label === undefined || above ? '' : `${label}: `;
    const paragraphs = text.split('\n').map((one, at) => ({
      text: at === 0 ? lead + one : one,
      bold: strong,
      mutedLength: at === 0 ? lead.length : 0,
    }));
    const named = above ? [{ text: `${label}:`, bold: false, mutedLength: label.length + 1 }] : [];
    return [...named, ...paragraphs].flatMap((paragraph) => setLines(shaper, paragraph, sizes.cell, width));
  });
}

/** How high a table will be; undefined where it is higher than one that is not torn. */
function heightOfShort(rows: Iterable<SetLine[][]>): number | undefined {
  let height = headHeight;
  for (const cells of rows) {
    height = height + heightOf(cells) + 2 * rowPadding;
    if (height > wholeTable) return undefined;
  }
  return height;
}

const linesHeight = (lines: readonly SetLine[]) => lines.reduce((sum, { size }) => sum + size * leading, 0);
const heightOf = (cells: readonly (readonly SetLine[])[]) => Math.max(0, ...cells.map(linesHeight));

/** How many of the lines fit into this height; at least one, so that a row always gets on. */
function countWithin(lines: readonly SetLine[], height: number): number {
  let used = 0;
  const fitting = lines.findIndex(({ size }) => (used += size * leading) > height);
  return fitting === -1 ? lines.length : Math.max(1, fitting);
}
