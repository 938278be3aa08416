/** Reads the values of a workbook (ECMA-376 part 1, SpreadsheetML) as texts: what a person sees in the cells, formulas by their results. */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import { dateStyles, serialToText } from './cell-date.ts';
import { UnfitFile, type FileProblem } from './file-problem.ts';
import type { Beyond } from './read-csv.ts';
import type { NamedTable } from './table-blocks.ts';
import { openZip, type ZipLimits, type ZipReader } from './zip-reader.ts';

const mostSheets = 200;
const mostColumns = 300;
const longestCell = 32_767;
/** Texts that cells share, and cells that are kept: a table of 20,000 rows with 30 columns has 600,000 of either at most. */
const mostSharedTexts = 600_000;
const mostCells = 2_000_000;
const tooMuch = () => new UnfitFile({ kind: 'unpacks-too-large' });

/** Ends the reading of a sheet that has more rows than anybody wants. */
class Enough extends Error {}

type Handlers = {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/** Signs that a text cannot carry as they are stand as `_x000D_` (ECMA-376 part 1, 22.9.2.19, ST_Xstring). */
const unescaped = (text: string) =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

/** Some writers give every element a prefix; the names are told apart without it. */
const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** Parses one part while it is unpacked. Throws `UnfitFile` for a bomb and for what is no XML. */
function parsePart(zip: ZipReader, part: string, { open, text, close }: Handlers): void {
  const parser = new SaxesParser();
  const decoder = new TextDecoder();
  parser.on('error', () => {
    throw new UnfitFile({ kind: 'broken' });
  });
  parser.on('opentag', (tag: SaxesTagPlain) => open?.(localName(tag.name), tag.attributes));
  if (text) parser.on('text', text);
  if (close) parser.on('closetag', (tag) => close(localName(tag.name)));
  const read = zip.read(part, (bytes) => void parser.write(decoder.decode(bytes, { stream: true })));
  if (!read.ok) throw new UnfitFile(read.error);
  parser.close();
}

/** Relations of a part by their id: the target's name in the archive. */
function relationsOf(zip: ZipReader, part: string): Map<string, { type: string; target: string }> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const relations = new Map<string, { type: string; target: string }>();
  if (!zip.names.includes(name)) return relations;
  parsePart(zip, name, {
    open: (element, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (element !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/')
        ? Target.slice(1)
        : new URL(Target, `zip:///${folder}`).pathname.slice(1);
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return relations;
}

type Sheet = { name: string; part: string; isHidden: boolean };

function sheetsOf(zip: ZipReader, workbook: string): { sheets: Sheet[]; is1904: boolean } {
  const relations = relationsOf(zip, workbook);
  const sheets: Sheet[] = [];
  let is1904 = false;
  parsePart(zip, workbook, {
    open: (element, attributes) => {
      if (element === 'workbookPr') is1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (element !== 'sheet' || sheets.length >= mostSheets) return;
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
      const relation = relations.get(id);
      // A sheet that holds only a diagram has no cells.
      if (relation?.type !== 'worksheet') return;
      const isHidden = /hidden$/i.test(attributes['state'] ?? '');
      sheets.push({ name: (attributes['name'] ?? '').slice(0, 200), part: relation.target, isHidden });
    },
  });
  return { sheets, is1904 };
}

/** Texts that cells name by number. Furigana (`rPh`) is left out: it says the same once more. */
function sharedTexts(zip: ZipReader, part: string | undefined): string[] {
  const texts: string[] = [];
  if (part === undefined) return texts;
  let current = '';
  let inText = false;
  let inPhonetic = false;
  parsePart(zip, part, {
    open: (element, { uniqueCount }) => {
      // What the part declares may lie, but is believed when it is too much.
      if (element === 'sst' && Number(uniqueCount) > mostSharedTexts) throw tooMuch();
      if (element === 'si') current = '';
      else if (element === 'rPh') inPhonetic = true;
      else if (element === 't') inText = !inPhonetic;
    },
    text: (text) => {
      if (inText && current.length < longestCell) current += text.slice(0, longestCell - current.length);
    },
    close: (element) => {
      if (element === 't') inText = false;
      else if (element === 'rPh') inPhonetic = false;
      else if (element === 'si') {
        if (texts.length >= mostSharedTexts) throw tooMuch();
        texts.push(unescaped(current));
      }
    },
  });
  return texts;
}

/** The column's number, counted from 0, of a reference such as `AB12`. */
function columnOf(reference: string): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return undefined;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

type Cell = { type: string; style: number; column: number; value: string };
type CellText = (cell: Cell) => string;

type RowLimit = { mostRows: number; beyond: Beyond };

/** Counts the cells of all sheets together. */
type CellCount = { cells: number };

function readSheet(
  zip: ZipReader,
  sheet: Sheet,
  limit: RowLimit,
  textOf: CellText,
  count: CellCount,
): NamedTable {
  const table: NamedTable = { name: sheet.name, rows: [], lines: [], total: 0 };
  let row: string[] = [];
  let line = 0;
  let cell: Cell | undefined;
  let inValue = false;
  const handlers: Handlers = {
    open: (element, attributes) => {
      if (element === 'row') {
        row = [];
        line = Number(attributes['r']) || line + 1;
      } else if (element === 'c') {
        const column = columnOf(attributes['r'] ?? '') ?? row.length;
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), column, value: '' };
      } else if (element === 'v' || element === 't') inValue = cell !== undefined;
    },
    text: (text) => {
      if (inValue && cell && cell.value.length < longestCell) cell.value += text;
    },
    close: (element) => {
      if (element === 'v' || element === 't') inValue = false;
      else if (element === 'c') {
        if (cell && cell.column < mostColumns && cell.value !== '') {
          while (row.length < cell.column) row.push('');
          count.cells += 1;
          if (count.cells > mostCells) throw tooMuch();
          row[cell.column] = textOf(cell);
        }
        cell = undefined;
      } else if (element === 'row' && row.some((text) => text.trim() !== '')) {
        table.total += 1;
        if (table.rows.length >= limit.mostRows) {
          if (limit.beyond === 'stop') throw new Enough();
          return;
        }
        table.rows.push(row);
        table.lines.push(line);
      }
    },
  };
  try {
    parsePart(zip, sheet.part, handlers);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return table;
}

function readTables(zip: ZipReader, limit: RowLimit): NamedTable[] {
  const top = [...relationsOf(zip, '').values()].find(({ type }) => type === 'officeDocument');
  const workbook = top?.target ?? 'xl/workbook.xml';
  const parts = [...relationsOf(zip, workbook).values()];
  const partOf = (wanted: string) => parts.find(({ type }) => type === wanted)?.target;
  const { sheets, is1904 } = sheetsOf(zip, workbook);
  const texts = sharedTexts(zip, partOf('sharedStrings'));
  const styles = partOf('styles');
  const dates = styles === undefined ? [] : dateStyles((handlers) => parsePart(zip, styles, handlers));
  const textOf: CellText = ({ type, style, value }) => {
    if (type === 's') return texts[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    const dateStyle = type === 'n' ? dates[style] : undefined;
    if (dateStyle) return serialToText(Number(value), dateStyle, is1904);
    return type === 'inlineStr' || type === 'str' ? unescaped(value) : value;
  };
  const count = { cells: 0 };
  return sheets.map((sheet) => {
    const table = readSheet(zip, sheet, limit, textOf, count);
    return sheet.isHidden ? { ...table, name: `${sheet.name} (hidden sheet)` } : table;
  });
}

/**
 * The sheets of a workbook in their order, hidden ones marked, each with its first `mostRows` rows that hold something. Dates come
 * as ISO 8601, other numbers as they are stored. `broken` for what is no workbook, `unpacks-too-large` for a bomb.
 */
export function readXlsx(
  bytes: Bytes,
  mostRows: number,
  { zip: zipLimits, beyond = 'count' }: { zip?: ZipLimits; beyond?: Beyond } = {},
): Result<NamedTable[], FileProblem> {
  const zip = openZip(bytes, zipLimits);
  if (!zip.ok) return zip;
  try {
    return ok(readTables(zip.value, { mostRows, beyond }));
  } catch (error) {
    if (error instanceof UnfitFile) return failure(error.problem);
    throw error;
  }
}
