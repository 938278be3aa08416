/** Reads what a text, table or workbook says, for people, for the classifier and for redaction. */
import type { PageText } from '../recognition/page-text.ts';
import { pageTextToPlain } from '../recognition/plain-text.ts';
import type { Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import { decodeText } from './decode-text.ts';
import { xlsxType } from './file-kind.ts';
import type { FileProblem } from './file-problem.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { mostRows, rowsOfLongest, tablesToPage, type NamedTable } from './table-blocks.ts';

/** `rows` counts those of the longest table, also where not all of them are in the text. */
export type DocumentText = { text: string; page?: PageText; rows?: number };

/** Signs of a text that are read; the file itself is kept whole. */
const mostSigns = 2_000_000;

function tableText(title: string, tables: readonly NamedTable[]): DocumentText {
  const page = tablesToPage(title, tables);
  return { page, text: pageTextToPlain(page), rows: rowsOfLongest(tables) };
}

/** A text as far as it is read, with a word about what is left out. */
export const readableText = (text: string): string =>
  text.length <= mostSigns
    ? text
    : `${text.slice(0, mostSigns)}\n(The file goes on; only this much of it was read.)\n`;

/** The content of a CSV, TXT or XLSX file. Fails with `broken` when the bytes are not what the media type says. */
export function readDocument(
  bytes: Bytes,
  mediaType: 'text/csv' | 'text/plain' | typeof xlsxType,
  title: string,
): Result<DocumentText, FileProblem> {
  if (mediaType === xlsxType) {
    const sheets = readXlsx(bytes, mostRows);
    return sheets.ok ? ok(tableText(title, sheets.value)) : sheets;
  }
  const text = decodeText(bytes);
  if (text === undefined) return failure({ kind: 'broken' });
  if (mediaType === 'text/plain') return ok({ text: readableText(text) });
  return ok(tableText(title, [readCsv(text, mostRows)]));
}
