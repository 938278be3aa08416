/**
 * Who changed what in a place of the workspace (a row of the SoA, a clause), and when: an array of the place's own, one plain value
 * per change, only ever added to. Yjs forgets what was deleted, so the change has to carry it.
 *
 * `was` is what the field said before, `value` what was put there. Prose carries `was` alone, at the first letter of a sitting:
 * one entry however long somebody types, and nothing is missing when the tab dies before they stop. What they wrote is `was`
 * of the next change, or what stands there now. What is put there whole, or cut out in one stroke, is a change of its own. A date that is typed digit by digit is one entry too.
 *
 * Entries are written beside the change, not as part of it: undoing a change is another change, and both stay.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { Author } from '../shared/claim.ts';
import { textChange } from '../shared/text-change.ts';
import { changedRoots } from './changed-roots.ts';
import { markSchema } from './schema-version.ts';

/** A change of one field. `was` is missing where it was too long to keep, `value` for prose. */
export type Change<Values> = {
  [Field in keyof Values]: Author & { field: Field; was?: Values[Field]; value?: Values[Field] };
}[keyof Values];

/** Places of one kind that have a history: which there are, how their fields are read, and where the history stands. */
export type HistoryKind<Id extends string, Values> = {
  ids: (doc: Y.Doc) => readonly Id[];
  /** The root array of a place's history. */
  arrayName: (id: Id) => string;
  /**
   * The place that a root type belongs to, by the type's name; undefined for a history and for other types. The type by which a place
   * comes into being belongs to it as well: so what stands there is known before its first change.
   */
  placeOf: (typeName: string) => Id | undefined;
  read: (doc: Y.Doc, id: Id) => Values;
  schemas: { [Field in keyof Values]: v.GenericSchema };
  /** Written by several at once, letter by letter. */
  prose: readonly (keyof Values)[];
  /** Put in letter by letter by one person, such as a date. */
  typed: readonly (keyof Values)[];
};

/** Marks, in a transaction's `meta`, that prose was put there whole and not typed: what stood there before must be kept. */
export const wholeCell = 'exhibit: whole cell';

/** Changes by the same person that are no further apart than this are one sitting (milliseconds). */
export const sittingMs = 5 * 60_000;
/** What a place keeps at most; the oldest make room. */
export const mostChanges = 200;
export const mostHistoryCharacters = 200_000;
/** Prose longer than this is not kept. */
export const longestKept = 20_000;

const who = {
  by: v.pipe(v.string(), v.maxLength(500)),
  at: v.pipe(v.string(), v.isoTimestamp()),
};

/** Marks what the recorder writes: nobody's edit, and so not theirs to undo. */
const historyOrigin = { kind: 'history' } as const;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Whether so much of a text went at once that nobody typed it away: more than a long word. */
const isCutOut = (was: unknown, now: unknown): boolean =>
  typeof was === 'string' && typeof now === 'string' && (textChange(was, now)?.removed ?? 0) > 20;

const sizeOf = (change: unknown) => JSON.stringify(change)?.length ?? 0;

/** The oldest entries make room; must run inside a transaction. */
function makeRoom(array: Y.Array<unknown>): void {
  const sizes = array.map(sizeOf);
  let total = sizes.reduce((sum, size) => sum + size, 0);
  let gone = 0;
  while (sizes.length - gone > mostChanges || (total > mostHistoryCharacters && sizes.length - gone > 1)) {
    total -= sizes[gone] ?? 0;
    gone += 1;
  }
  if (gone > 0) array.delete(0, gone);
}

/** Reads, watches and records the histories of places of one kind. */
export function createHistory<Id extends string, Values extends object>(kind: HistoryKind<Id, Values>) {
  type One = Change<Values>;
  /** `whole`: made at one stroke. */
  type Found = { id: Id; change: One; whole: boolean };
  const fields = Object.keys(kind.schemas) as (keyof Values & string)[];
  const shapes = new Map<string, v.GenericSchema>(
    fields.map((field) => [
      field,
      v.object({
        ...who,
        field: v.literal(field),
        was: v.optional(kind.schemas[field]),
        value: v.optional(kind.schemas[field]),
      }),
    ]),
  );
  const arrayOf = (doc: Y.Doc, id: Id) => doc.getArray<unknown>(kind.arrayName(id));

  function parseChange(value: unknown): One | undefined {
    const field = (value as { field?: unknown } | null)?.field;
    const shape = typeof field === 'string' ? shapes.get(field) : undefined;
    const parsed = shape && v.safeParse(shape, value);
    // The shape of that very field has parsed it, which the map of shapes cannot say in types.
    return parsed?.success ? (parsed.output as One) : undefined;
  }

  /** The place's changes, newest first. What does not fit is left out; so is what is beyond the bounds. */
  function read(doc: Y.Doc, id: Id): One[] {
    if (!doc.share.has(kind.arrayName(id))) return [];
    const array = arrayOf(doc, id);
    const changes = array
      .slice(Math.max(0, array.length - mostChanges))
      .flatMap((one) => parseChange(one) ?? []);
    return changes.toReversed().sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  }

  /** Calls back when the place's history grows; returns the function that ends it. */
  function watch(doc: Y.Doc, id: Id, listener: () => void): () => void {
    const array = arrayOf(doc, id);
    array.observe(listener);
    return () => array.unobserve(listener);
  }

  /**
   * Records, from now on, what is changed on this device: on the screen, by an import, by undo. What others changed comes with their
   * own record of it. `author` says who is at work and what time it is. Returns the function that ends it.
   */
  function record(doc: Y.Doc, author: () => Author): () => void {
    const known = new Map<Id, Values>();
    const sittings = new Map<string, { change: One; last: number }>();

    const nameOf = ({ id, change }: Found) => `${id}|${String(change.field)}`;

    /** The sitting that the change goes on with. */
    function sittingOf(found: Found) {
      const { change, whole } = found;
      const sitting = sittings.get(nameOf(found));
      const goesOn =
        !whole && sitting?.change.by === change.by && Date.parse(change.at) - sitting.last <= sittingMs;
      return goesOn ? sitting : undefined;
    }

    /** Prose that goes on: what it began with is kept already, and a letter costs no transaction. */
    function isKept(found: Found): boolean {
      const sitting = kind.prose.includes(found.change.field) ? sittingOf(found) : undefined;
      if (sitting) sitting.last = Date.parse(found.change.at);
      return sitting !== undefined;
    }

    /** Adds the change, or takes it into the sitting that it belongs to. */
    function add(found: Found): void {
      const { id, change } = found;
      const array = arrayOf(doc, id);
      const last = Date.parse(change.at);
      const sitting = sittingOf(found);
      if (!kind.prose.includes(change.field) && !kind.typed.includes(change.field))
        return array.push([change]);
      if (!sitting) {
        sittings.set(nameOf(found), { change, last });
        return array.push([change]);
      }
      sitting.last = last;
      const { value } = change;
      const at = array.toArray().findLastIndex((one) => same(one, sitting.change));
      if (at >= 0) array.delete(at, 1);
      sitting.change = { ...sitting.change, value } as One;
      array.push([sitting.change]);
    }

    function onTransaction(transaction: Y.Transaction): void {
      if (transaction.origin === historyOrigin) return;
      const names = [...changedRoots(transaction).keys()];
      const changes: Found[] = [];
      for (const id of new Set(names.flatMap((name) => kind.placeOf(name) ?? []))) {
        const before = known.get(id);
        const now = kind.read(doc, id);
        known.set(id, now);
        if (!before || !transaction.local) continue;
        for (const field of fields) {
          if (same(before[field], now[field])) continue;
          const was: unknown = before[field];
          const kept = !(typeof was === 'string' && was.length > longestKept);
          const change = {
            ...author(),
            field,
            ...(kept && { was }),
            ...(!kind.prose.includes(field) && { value: now[field] }),
          } as One;
          changes.push({
            id,
            change,
            whole: transaction.meta.has(wholeCell) || isCutOut(was, now[field]),
          });
        }
      }
      const news = changes.filter((one) => !isKept(one));
      if (news.length === 0) return;
      doc.transact(() => {
        markSchema(doc);
        for (const one of news) add(one);
        for (const id of new Set(news.map((one) => one.id))) makeRoom(arrayOf(doc, id));
      }, historyOrigin);
    }

    /** What stands before the first change. Reading it all takes a while, and most who open a workspace first look around. */
    function learn(): void {
      doc.off('beforeTransaction', learn);
      for (const id of kind.ids(doc)) known.set(id, kind.read(doc, id));
    }

    doc.on('beforeTransaction', learn);
    doc.on('afterTransaction', onTransaction);
    return () => {
      doc.off('beforeTransaction', learn);
      doc.off('afterTransaction', onTransaction);
    };
  }

  /**
   * What can be put back by a change, given what the field says `now` and all changes of the place: the value before it, and the value
   * that it put there where another member's overwrote it unseen.
   */
  function restorable(change: One, all: readonly One[], now: Values): One['was'][] {
    const current = now[change.field];
    const values: One['was'][] = [];
    if (change.was !== undefined && !same(change.was, current)) values.push(change.was);
    const followed = all.some((other) => other.field === change.field && same(other.was, change.value));
    if (change.value !== undefined && !followed && !same(change.value, current)) values.push(change.value);
    return values;
  }

  return { read, watch, record, restorable };
}
