/** Names of people on a page, in tables and fields that are about people. */
import type { PageBlock, PageText } from '../recognition/page-text.ts';
import { findEmails } from './email.ts';
import type { Detected } from './finding.ts';
import {
  likelyThingTitle,
  loginTitle,
  personTitle,
  thingTitle,
  userHeading,
  userTableTitle,
  userTitle,
} from './name-words.ts';
import { isOneWordLogin, isPersonalLogin, nameWithin } from './person-name.ts';

/** Titles as pages write them: "Name ↑", "Owner:", "User (12)". */
const titleOf = (text: string) =>
  text
    .replaceAll(/[↑↓▲▼⇅*:：]|\(.*?\)/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

type ColumnKind = 'person' | 'user' | 'other';
const columnKind = (title: string): ColumnKind =>
  personTitle.test(title) ? 'person' : userTitle.test(title) ? 'user' : 'other';

type Row = Extract<PageBlock, { kind: 'row' }>;

/** The rows of each table with the heading above it: those that follow each other under the same column titles. */
function* tablesOf({
  title,
  blocks,
}: PageText): Generator<{ rows: { block: number; row: Row }[]; heading: string }> {
  let heading = title;
  let rows: { block: number; row: Row }[] = [];
  for (const [block, entry] of blocks.entries()) {
    const header = rows[0]?.row.header.join('\u0000');
    const isNext = entry.kind === 'row' && entry.header.join('\u0000') === header;
    if (rows.length > 0 && !isNext) {
      yield { rows, heading };
      rows = [];
    }
    if (entry.kind === 'row') rows.push({ block, row: entry });
    if (entry.kind === 'heading' && entry.landmark !== 'navigation') heading = entry.text;
  }
  if (rows.length > 0) yield { rows, heading };
}

const hasEmail = ({ row }: { row: Row }) => row.cells.some((cell) => findEmails(cell, []).length > 0);

/** Whether a table lists people: other columns, most rows, or the heading say so. */
function listsPeople(titles: readonly string[], rows: readonly { row: Row }[], heading: string): boolean {
  if (titles.some((title) => thingTitle.test(title))) return false;
  if (titles.some((title) => userTableTitle.test(title))) return true;
  if (rows.filter(hasEmail).length * 2 > rows.length) return true;
  return userHeading.test(heading) && !titles.some((title) => likelyThingTitle.test(title));
}

/** One key for each place of a text, so that places can be looked up. */
export const cellKey = (block: number, cell: number) => `${block}/${cell}`;

function namesInCells(
  rows: readonly { block: number; row: Row }[],
  cell: number,
  kind: ColumnKind,
  listed: boolean,
  holdsLogins: boolean,
): Map<string, Detected> {
  const found = new Map<string, Detected>();
  const cells = rows.map(({ block, row }) => ({ block, text: row.cells[cell] ?? '' }));
  const names = cells.map(({ text }) => nameWithin(text));
  const full = names.filter((name) => name?.likeness === 'full').length;
  // One word alone is a name where the column's other cells are names of two words.
  const takesSingle = kind === 'person' || (listed && full * 2 >= cells.length);
  for (const [at, { block, text }] of cells.entries()) {
    const name = names[at];
    const trimmed = text.trim();
    if (name && (name.likeness === 'full' || takesSingle))
      found.set(cellKey(block, cell), { kind: 'person-name', span: name.span });
    else if (isPersonalLogin(trimmed) || (holdsLogins && isOneWordLogin(trimmed))) {
      const start = text.indexOf(trimmed);
      found.set(cellKey(block, cell), { kind: 'person-name', span: { start, end: start + trimmed.length } });
    }
  }
  return found;
}

/** Names in the cells of tables, by `cellKey`. */
export function namesInTables(page: PageText): Map<string, Detected> {
  const found = new Map<string, Detected>();
  for (const { rows, heading } of tablesOf(page)) {
    const titles = rows[0]!.row.header.map(titleOf);
    const listed = listsPeople(titles, rows, heading);
    for (const [cell, title] of titles.entries()) {
      const kind = columnKind(title);
      const isAboutPeople = kind === 'person' || (kind === 'user' && (listed || loginTitle.test(title)));
      if (!isAboutPeople) continue;
      const holdsLogins = loginTitle.test(title);
      for (const [key, name] of namesInCells(rows, cell, kind, listed, holdsLogins)) found.set(key, name);
    }
    if (titles.length > 0) continue;
    // A table without titles says in its first cell what the second is.
    for (const { block, row } of rows) {
      const name = row.cells.length === 2 ? nameUnder(row.cells[0]!, row.cells[1]!) : undefined;
      if (name) found.set(cellKey(block, 1), name);
    }
  }
  return found;
}

const whole = (text: string): Detected => {
  const start = text.length - text.trimStart().length;
  return { kind: 'person-name', span: { start, end: start + text.trim().length } };
};

/** The name in a value whose label is about a person, and the login in one whose label is about logins. */
export function nameUnder(label: string, value: string): Detected | undefined {
  const title = titleOf(label);
  if (loginTitle.test(title) && (isPersonalLogin(value.trim()) || isOneWordLogin(value.trim())))
    return whole(value);
  if (!personTitle.test(title)) return undefined;
  const name = nameWithin(value);
  return name && { kind: 'person-name', span: name.span };
}

/** A dot parts the boxes of a line: the setting's name and its value. */
const labelled = /^([^:：·\n]{2,30})(?:[:：]| ·)\s*(\S[^\n]{0,80})$/u;

/** The name in a line "Owner: Jane Doe". */
export function nameInLine(text: string): Detected | undefined {
  const [, label, value] = labelled.exec(text) ?? [];
  const name = label && value ? nameUnder(label, value) : undefined;
  if (!name || !value) return undefined;
  const at = text.length - value.length;
  return { kind: 'person-name', span: { start: at + name.span.start, end: at + name.span.end } };
}
