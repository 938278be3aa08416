import { startsLikeFormula } from './formula-guard.ts';
import { plainText } from './plain-text.ts';

/**
 * Rows as CSV (RFC 4180: commas, CRLF, quotes doubled) with a byte order mark, without which Excel takes UTF-8 for the local
 * code page. A field that a spreadsheet may take for a formula gets a leading apostrophe, the usual guard (OWASP, "CSV
 * Injection"): whoever reads the file with a program finds that apostrophe in the value. Characters that XML 1.0 forbids are
 * left out, so that CSV and XLSX say the same.
 */
export const csv = (rows: readonly (readonly string[])[]): string =>
  '\uFEFF' + rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');

/** One field, guarded and quoted where it must be. */
export function csvField(text: string): string {
  const plain = plainText(text);
  const guarded = startsLikeFormula(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
