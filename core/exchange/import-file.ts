/** The tables of a file that somebody wants to bring in: XLSX, CSV or another text with delimiters, whatever it is called. */
import type { Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import { decodeText } from '../files/decode-text.ts';
import { inspectFile, xlsxType } from '../files/file-kind.ts';
import type { FileProblem } from '../files/file-problem.ts';
import { readCsv } from '../files/read-csv.ts';
import { readXlsx } from '../files/read-xlsx.ts';
import type { NamedTable } from '../files/table-blocks.ts';

/** Why nothing can be brought in from a file. The workspace is as it was. */
export type ImportProblem =
  | FileProblem
  /** A picture or a PDF, whatever its name says. */
  | { kind: 'no-table' }
  | { kind: 'too-many-rows'; most: number }
  | { kind: 'nothing-in-it' }
  /** It was being read for longer than a file of this size ever takes, and was let go. */
  | { kind: 'too-slow' };

/** A register of thousands of risks with long texts has 5 MB. */
export const mostImportBytes = 20 * 1024 * 1024;
const mostImportRows = 20_000;
const mostColumns = 300;
/** Smaller than for evidence: the tables are shown and compared, and must fit into memory more than once. */
const zipLimits = { entries: 2_000, output: 96 * 1024 * 1024 };

function tablesOf(bytes: Bytes, name: string): Result<NamedTable[], ImportProblem> {
  const known = inspectFile(bytes, name);
  if (!known.ok) return known;
  const { mediaType } = known.value;
  if (mediaType === xlsxType) return readXlsx(bytes, mostImportRows, { zip: zipLimits, beyond: 'stop' });
  if (mediaType !== 'text/csv' && mediaType !== 'text/plain') return failure({ kind: 'no-table' });
  const text = decodeText(bytes);
  return text === undefined ? failure({ kind: 'broken' }) : ok([readCsv(text, mostImportRows, 'stop')]);
}

/**
 * The tables with something in them, rows cut after 300 columns. Takes seconds for the largest files: call it in a worker. What is in a
 * cell is text, also where it looks like a formula; of formulas in workbooks only the last result is read.
 */
export function readImportFile(bytes: Bytes, name: string): Result<NamedTable[], ImportProblem> {
  if (bytes.length > mostImportBytes) return failure({ kind: 'too-large' });
  const read = tablesOf(bytes, name);
  if (!read.ok) return read;
  const tables = read.value.filter(({ total }) => total > 0);
  if (tables.length === 0) return failure({ kind: 'nothing-in-it' });
  if (tables.some(({ total }) => total > mostImportRows))
    return failure({ kind: 'too-many-rows', most: mostImportRows });
  return ok(tables.map((table) => ({ ...table, rows: table.rows.map((row) => row.slice(0, mostColumns)) })));
}
