/** Reads single cells of tables that people made: yes and no in many words, dates in many orders, texts as the exports write them. */
import { startsLikeFormula } from './formula-guard.ts';
import { plainWords } from './import-columns.ts';
import { readingOf, value, type Reading } from './import-report.ts';
import { cellText, plainText } from './plain-text.ts';

/** One line in a field of at most this many characters. */
export const longestLine = 500;
/** Prose longer than this is not taken: frozen versions hold no more (core/soa/soa-version.ts). */
export const longestProse = 200_000;

const yes = new Set(
  'yes y true 1 x j ja oui si ok applicable included include required in scope applies anwendbar zutreffend'
    .split(' ')
    .concat(['in scope']),
);
const no = new Set(['no', 'n', 'false', '0', 'nein', 'non', 'not applicable', 'n a', 'na', 'none']);

/** A tick of any kind, its absence in words, or undefined for something else. An empty cell is no answer. */
export function readTick(cell: string): boolean | undefined {
  if (/^\s*[✓✔☑✅●■]\uFE0F?\s*$/u.test(cell)) return true;
  if (/^\s*[☐✗✘❌–—-]\uFE0F?\s*$/u.test(cell)) return false;
  const words = plainWords(cell);
  if (yes.has(words)) return true;
  return no.has(words) ? false : undefined;
}

/**
 * Whether the cell says what an export of `text` would say: cut where a cell ends, or behind the apostrophe that guards CSV. Line
 * ends and characters that no export carries make no difference.
 */
export function isExportOf(cell: string, text: string): boolean {
  const plain = plainText(cell);
  const exported = cellText(text);
  if (plain === exported || plain === plainText(text)) return true;
  return startsLikeFormula(text) && plain === `'${plainText(text)}`;
}

/** Whether the cell ends in the mark of `cellText`: its whole text was longer than a cell holds and is not in the file. */
export const isCut = (cell: string): boolean =>
  /\[\.\.\. cut here: a cell holds \d+ characters, the whole text has \d+\]\s*$/.test(cell.slice(-200));

/** The cell's own text, without the apostrophe that guards formulas in CSV and without characters that no cell should have. */
export function readProse(cell: string): string {
  const plain = plainText(cell);
  return plain.startsWith("'") && startsLikeFormula(plain.slice(1)) ? plain.slice(1) : plain;
}

/** The text as one line: inner line ends become spaces. */
export const readLine = (cell: string): string => readProse(cell).replace(/\s+/g, ' ').trim();

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** Names of other languages by their first three letters, where they differ. */
const otherMonths: Readonly<Record<string, number>> = {
  mai: 5,
  okt: 10,
  dez: 12,
  fev: 2,
  avr: 4,
  aou: 8,
  mrz: 3,
  mae: 3,
};

function monthOf(word: string): number {
  const start = plainWords(word).slice(0, 3);
  const at = months.indexOf(start);
  return at >= 0 ? at + 1 : (new Map(Object.entries(otherMonths)).get(start) ?? 0);
}

/** `YYYY-MM-DD`, or undefined for a day that no calendar has. */
function isoDate(year: number, month: number, day: number): string | undefined {
  const full = year < 100 ? 2000 + year : year;
  const date = new Date(Date.UTC(full, month - 1, day));
  if (full < 1900 || full > 9999 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return undefined;
  return date.toISOString().slice(0, 10);
}

/** In which order dates with slashes are to be read. */
export type DateOrder = 'day-first' | 'month-first' | 'unknown';

/** A number above twelve in one place of some cell tells for the whole column. */
export function dateOrderOf(cells: readonly string[]): DateOrder {
  let order: DateOrder = 'unknown';
  for (const cell of cells) {
    const [, first, second] = /^\s*(\d{1,2})\/(\d{1,2})\/\d{2,4}/.exec(cell) ?? [];
    if (first === undefined || second === undefined) continue;
    const told: DateOrder =
      Number(first) > 12 ? 'day-first' : Number(second) > 12 ? 'month-first' : 'unknown';
    if (told === 'unknown') continue;
    if (order !== 'unknown' && order !== told) return 'unknown';
    order = told;
  }
  return order;
}

/** The date as `YYYY-MM-DD`; `ambiguous-date` where day and month could be either way round, and the column does not tell. */
export function readDate(cell: string, order: DateOrder): Reading {
  const text = cell.trim().slice(0, 60);
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return readingOf(isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3])));
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2}|\d{4})$/.exec(text);
  if (dotted) return readingOf(isoDate(Number(dotted[3]), Number(dotted[2]), Number(dotted[1])));
  const named = /^(\d{1,2})[.\s-]+(\p{L}+)[.,\s-]+(\d{4}|\d{2})$/u.exec(text);
  if (named) return readingOf(isoDate(Number(named[3]), monthOf(named[2] ?? ''), Number(named[1])));
  const american = /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u.exec(text);
  if (american)
    return readingOf(isoDate(Number(american[3]), monthOf(american[1] ?? ''), Number(american[2])));
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})$/.exec(text);
  if (!slashed) return readingOf(undefined);
  const [first, second, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])];
  const dayFirst = isoDate(year, second, first);
  const monthFirst = isoDate(year, first, second);
  if (order === 'day-first') return readingOf(dayFirst);
  if (order === 'month-first') return readingOf(monthFirst);
  if (dayFirst !== undefined && monthFirst !== undefined && dayFirst !== monthFirst)
    return { kind: 'ambiguous-date' };
  return readingOf(dayFirst ?? monthFirst);
}

/** What a cell says in a field of one line that says `before` now. */
export function readLineField(cell: string, before: string): Reading {
  if (isExportOf(cell, before)) return value(before);
  const line = readLine(cell);
  return line.length > longestLine ? { kind: 'too-long' } : value(line);
}

/** The same for prose, of which an export may hold only the beginning. */
export function readProseField(cell: string, before: string): Reading {
  if (isExportOf(cell, before)) return value(before);
  if (isCut(cell)) return { kind: 'cut' };
  return cell.length > longestProse ? { kind: 'too-long' } : value(readProse(cell));
}
