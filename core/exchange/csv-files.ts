/** A workbook's sheets as CSV: one file has room for one table, so each sheet is a file of its own in a ZIP. */
import { zipSync } from 'fflate';
import { textToBytes, type Bytes } from '../shared/bytes.ts';
import { csv } from './csv.ts';
import type { Cell, Sheet } from './xlsx.ts';

const textOf = (cell: Cell): string => String(typeof cell === 'object' ? cell.value : cell);

/** Each file is named as its sheet, which no file system refuses. Equal sheets give equal bytes. */
export function csvFiles(sheets: readonly Sheet[]): Bytes {
  const files = sheets.map(({ name, rows }) => [
    `${name}.csv`,
    textToBytes(csv(rows.map((row) => row.map(textOf)))),
  ]);
  // Zip keeps local time: noon of this day is the same wall clock time everywhere.
  return zipSync(Object.fromEntries(files) as Record<string, Bytes>, { mtime: new Date(1980, 0, 1, 12) });
}
