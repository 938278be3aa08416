/** Columns of a Statement of Applicability that name what stands elsewhere: risks, laws and contracts, exhibits. */
import { exhibitIdSchema } from '../evidence/exhibit.ts';
import * as v from 'valibot';
import type { Obligation } from '../risks/registers.ts';
import type { Risk } from '../risks/risk.ts';
import type { SoaEntry } from '../soa/soa-entry.ts';
import { readProse } from './import-cells.ts';
import { nothing, value, type EmptyCells, type Reading } from './import-report.ts';

export type LinkField = 'risks' | 'obligations' | 'exhibits';

/** An exhibit as cells name it: by its number in an export of today, by its title, or by its id. */
export type NamedExhibit = { id: string; number: string; title: string };

export type LinkTargets = {
  /** Not removed. */
  risks: readonly Risk[];
  obligations: readonly Obligation[];
  exhibits: readonly NamedExhibit[];
  /** Ids by number, from the evidence index of the same file; undefined where the file has none. */
  numbers: ReadonlyMap<string, string> | undefined;
};

const plain = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase();

/** The links as a report shows and the writer reads them: a line each, `<id> <name>`. */
export function currentLinks(entry: SoaEntry, field: LinkField, { exhibits }: LinkTargets): string {
  if (field === 'risks') return linesOf(entry.risks.map(({ id, reference }) => [id, reference]));
  if (field === 'obligations') return linesOf(entry.obligations.map(({ id, name }) => [id, name]));
  const titles = new Map(exhibits.map(({ id, title }) => [id, title]));
  return linesOf(entry.exhibits.map((id) => [id, titles.get(id) ?? id]));
}

const linesOf = (links: readonly (readonly [id: string, name: string])[]): string =>
  links
    .map(([id, name]) => `${id} ${name.replace(/\s+/g, ' ')}`.trim())
    .toSorted()
    .join('\n');

/** The ids in a value of `currentLinks` or of a reading. */
export const linkedIds = (text: string): string[] =>
  text.split('\n').flatMap((line) => line.split(' ', 1).filter((id) => id !== ''));

type Found = readonly [id: string, name: string];

/** Parts of a cell that each name one record. A name may hold commas, so a line that is a known name is one. */
function partsOf(cell: string, find: (name: string) => Found | undefined): string[] {
  return readProse(cell)
    .split(/[\n;]/)
    .flatMap((line) => (find(line) ? [line] : line.split(',')))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function finderOf(
  field: LinkField,
  entry: SoaEntry,
  { risks, obligations, exhibits, numbers }: LinkTargets,
): (name: string) => Found | undefined {
  if (field === 'risks')
    return (name) => {
      const risk =
        risks.find(({ reference }) => plain(reference) === plain(name)) ??
        risks.find(({ title }) => plain(title) === plain(name));
      return risk && [risk.id, risk.reference];
    };
  if (field === 'obligations')
    return (name) => {
      const found = obligations.find((one) => plain(one.name) === plain(name));
      return found && [found.id, found.name];
    };
  const known = new Map(exhibits.map((exhibit) => [exhibit.id, exhibit.title]));
  return (name) => {
    const given = name.replace(/^\s*not in this export:/i, '').trim();
    // What is linked already may be on another device alone.
    if (v.is(exhibitIdSchema, given) && (known.has(given) || entry.exhibits.includes(given)))
      return [given, known.get(given) ?? given];
    const number = given.toUpperCase();
    const id = numbers ? numbers.get(number) : exhibits.find((one) => one.number === number)?.id;
    const exhibit =
      exhibits.find((one) => one.id === id) ?? exhibits.find((one) => plain(one.title) === plain(given));
    return exhibit && [exhibit.id, exhibit.title];
  };
}

/**
 * Which records the cell names. In a file of our own (`clear`) the cell has all links; in another one it adds to those that are here.
 * One name that fits nothing keeps the whole cell out. Numbers of exhibits mean something only beside the index of the same file:
 * without it they may confirm what is linked, and change nothing.
 */
export function readLinks(
  cell: string,
  field: LinkField,
  entry: SoaEntry,
  targets: LinkTargets,
  empty: EmptyCells,
): Reading {
  const before = currentLinks(entry, field, targets);
  if (cell.trim() === '') return empty === 'clear' ? value('') : nothing;
  const find = finderOf(field, entry, targets);
  const parts = partsOf(cell, find);
  const found = parts.map(find);
  if (found.includes(undefined)) return { kind: 'no-such-record' };
  const named = new Map(found.filter((one) => one !== undefined));
  if (empty === 'keep')
    for (const line of before.split('\n').filter(Boolean)) {
      const [id = ''] = linkedIds(line);
      if (!named.has(id)) named.set(id, line.slice(id.length + 1));
    }
  const after = linesOf([...named]);
  const unsure = !targets.numbers && parts.some((part) => /^EV-\d+$/i.test(part));
  return unsure && after !== before ? { kind: 'no-such-record' } : value(after);
}
