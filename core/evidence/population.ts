/**
 * How much of a list a page shows, as far as the page says so. An auditor who samples from a list asks first whether the list
 * is complete.
 */
import * as v from 'valibot';
import type { PageBlock, PageText } from '../recognition/page-text.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const populationSchema = v.object({
  /** Rows of the page's longest table that were read; 0 where it has none. */
  rows: count,
  /** The first and the last entry shown, counted from 1, where the page says so: "1-25 of 213". */
  first: v.optional(count),
  last: v.optional(count),
  /** All entries there are, by the page's own words. */
  total: v.optional(count),
  /** Those words. */
  said: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
export type Population = v.InferOutput<typeof populationSchema>;

const number = String.raw`\d{1,3}(?:[.,'\u2019\u00a0\u202f ]\d{3})+|\d+`;
const of = String.raw`(?:of|out of|von|sur|de|di|van|\/)`;
const to = String.raw`(?:-|\u2013|\u2014|\u2212|to|bis|\u00e0|a|al|tot)`;
/** "1-25 of 213", "Showing 1 to 25 of 213 entries", "1 – 25 von 213". */
const range = new RegExp(
  String.raw`(?<![\d.,:/-])(${number})\s*${to}\s*(${number})\s*${of}\s*(?:about |ca\. )?(${number})(?![\d.,]*\d|\s*%)`,
  'iu',
);
const things = String.raw`(?:users?|members?|people|accounts?|devices?|hosts?|machines?|entries|items?|rows?|records?|results?|events?|groups?|roles?|repositories|projects?|assets?|rules?|policies|keys?|tickets?|issues?|changes?|Eintr\u00e4ge|Benutzer|Ger\u00e4te|utilisateurs|r\u00e9sultats|\u00e9l\u00e9ments)`;
/** "25 of 213 users", "Showing 25 of 213". */
const part = new RegExp(
  String.raw`(?:(?:showing|displaying|viewing|zeige|affichage de)\s+(?:the first )?(${number})\s*${of}\s*(${number})|(?<![\d.,:/-])(${number})\s+${of}\s+(${number})\s+${things}\b)`,
  'iu',
);
/** "Total: 213", "213 users in total", "213 results". */
const all = new RegExp(
  String.raw`(?:\b(?:total|gesamt|insgesamt)(?:\s+(?:of|found|gefunden|${things}))?\s*[:=]?\s*(${number})(?![\d.,]*\d|\s*(?:%|[kmgt]i?b\b))|^(${number})\s+${things}(?:\s+(?:in total|total|found|insgesamt|gefunden))?$)`,
  'iu',
);

/** "1 2 3 241 users", where the numbers of the pages and of the entries stand in one line. */
const afterPages = new RegExp(
  String.raw`^1\s+2(?:\s+(?:\d{1,5}|\u2026|\.{3}))*?\s+(\d+)\s+${things}\b`,
  'iu',
);

const toNumber = (text: string) => Number(text.replace(/\D/g, ''));

/** Lines that are long tell a story; a pager is short. */
const longestSaying = 120;

function* sayings(blocks: readonly PageBlock[]): Generator<string> {
  for (const block of blocks)
    if (block.kind === 'heading' || block.kind === 'paragraph' || block.kind === 'item')
      // A dot parts the boxes of a line.
      for (const line of block.text.split(/\n| · /)) if (line.length <= longestSaying) yield line.trim();
}

/** Rows of the longest run with one set of column titles. */
function longestTable(blocks: readonly PageBlock[]): number {
  let most = 0;
  let rows = 0;
  let header: string | undefined;
  for (const block of blocks) {
    if (block.kind !== 'row') continue;
    const titles = block.header.join('\u0000');
    rows = titles === header ? rows + 1 : 1;
    header = titles;
    most = Math.max(most, rows);
  }
  return most;
}

function saidIn(line: string): Omit<Population, 'rows'> | undefined {
  const said = line.slice(0, 200);
  const ranged = range.exec(line);
  if (ranged) {
    const [first, last, total] = ranged.slice(1).map(toNumber) as [number, number, number];
    // Otherwise it is a date, a version or a score.
    if (first <= last && last <= total) return { first, last, total, said };
  }
  const parted = part.exec(line);
  if (parted) {
    const [last = 0, total = 0] = parted.slice(1).filter(Boolean).map(toNumber);
    if (last <= total) return { first: Math.min(1, last), last, total, said };
  }
  return undefined;
}

/**
 * What the page says of the list it shows, or `undefined` for a page without table and without such words. "1-25 of 213" goes
 * before "213 users", because it says what is missing.
 */
export function populationOf({ blocks }: PageText): Population | undefined {
  const rows = longestTable(blocks);
  const lines = [...sayings(blocks)];
  for (const line of lines) {
    const said = saidIn(line);
    if (said) return { rows, ...said };
  }
  for (const line of lines) {
    const total = (all.exec(line) ?? afterPages.exec(line))?.slice(1).find(Boolean);
    if (total !== undefined && toNumber(total) >= rows)
      return { rows, total: toNumber(total), said: line.slice(0, 200) };
  }
  return rows > 1 ? { rows } : undefined;
}

/** "Page 2 of 14". */
const numbered = new RegExp(
  String.raw`\b(?:page|seite|p\u00e1gina|pagina)\s+(${number})\s*${of}\s*(${number})(?!\d)`,
  'iu',
);

/** Which page of how many the page calls itself, where it does. */
export function pagerOf({ blocks }: PageText): { page: number; of: number } | undefined {
  for (const line of sayings(blocks)) {
    const [page = 0, pages = 0] = (numbered.exec(line) ?? []).slice(1).map(toNumber);
    if (page >= 1 && page <= pages) return { page, of: pages };
  }
  return undefined;
}

/** The entries that the ranges cover, each counted once, and whether they follow each other without a gap. */
function covered(ranges: readonly { first: number; last: number }[]) {
  const sorted = ranges.toSorted((one, other) => one.first - other.first);
  let [count, end, hasGap] = [0, 0, false];
  for (const [at, { first, last }] of sorted.entries()) {
    if (at > 0 && first > end + 1) hasGap = true;
    count += Math.max(0, last - Math.max(first - 1, end));
    end = Math.max(end, last);
  }
  return { count, hasGap, first: sorted[0]?.first ?? 0, last: end };
}

/**
 * How much of one list several of its pages show together; `undefined` where none says anything. Entries that two pages show count once,
 * where the pages say which they show. A gap between them leaves only the number of entries. A total that changed on the way is the largest.
 */
export function populationOfPages(pages: readonly (Population | undefined)[]): Population | undefined {
  const known = pages.filter((page) => page !== undefined);
  if (known.length === 0) return undefined;
  const rows = known.reduce((sum, page) => sum + page.rows, 0);
  const totals = known.flatMap(({ total }) => total ?? []);
  if (totals.length === 0) return { rows };
  const total = Math.max(...totals);
  const words = [...new Set(known.flatMap(({ said }) => said ?? []))];
  const said = words.length > 2 ? [words[0], '…', words.at(-1)].join(' ') : words.join('; ');
  const common = { total, ...(said !== '' && { said: said.slice(0, 200) }) };
  const ranges = known.flatMap(({ first, last }) =>
    first === undefined || last === undefined ? [] : [{ first, last }],
  );
  if (ranges.length < pages.length) return { rows: Math.min(rows, total), ...common };
  const { count: shown, hasGap, first, last } = covered(ranges);
  return hasGap ? { rows: shown, ...common } : { rows: Math.min(rows, shown), first, last, ...common };
}

/** Whether all entries are shown; `undefined` when the page does not say how many there are. */
export function isComplete({ rows, first, last, total }: Population): boolean | undefined {
  if (total === undefined) return undefined;
  if (first !== undefined && last !== undefined) return first <= 1 && last >= total;
  return rows >= total;
}
