/**
 * Who changed what in a row of the SoA, and when: the array `soa/A.8.5/history`, one plain value per change, only ever added to.
 * Yjs forgets what was deleted, so the change has to carry it.
 *
 * `was` is what the cell said before, `value` what was put there. Prose carries `was` alone, at the first letter of a sitting:
 * one entry however long somebody types, and nothing is missing when the tab dies before they stop. What they wrote is `was`
 * of the next change, or what stands there now. What is put there whole, or cut out in one stroke, is a change of its own. A date that is typed digit by digit is one entry too.
 *
 * Entries are written beside the change, not as part of it: undoing a change is another change, and both stay.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import type { ControlId } from '../catalogue/control.ts';
import { controlIdSchema } from '../catalogue/control.ts';
import { controls } from '../catalogue/controls.ts';
import type { Author } from '../shared/claim.ts';
import { textChange } from '../shared/text-change.ts';
import { markSchema } from './schema-version.ts';
import type { RowField } from './row-values.ts';
import { isProse, rowValueSchemas, wholeCell } from './row-values.ts';
import type { RowValues } from './workspace.ts';
import { readRowValues } from './workspace.ts';

/** A change of one cell. `was` is missing where it was too long to keep, `value` for prose. */
export type SoaChange = {
  [Field in RowField]: Author & { field: Field; was?: RowValues[Field]; value?: RowValues[Field] };
}[RowField];

/** Changes by the same person that are no further apart than this are one sitting (milliseconds). */
export const sittingMs = 5 * 60_000;
/** What a row keeps at most; the oldest make room. */
export const mostChanges = 200;
export const mostHistoryCharacters = 200_000;
/** Prose longer than this is not kept. */
export const longestKept = 20_000;

const who = {
  by: v.pipe(v.string(), v.maxLength(500)),
  at: v.pipe(v.string(), v.isoTimestamp()),
};
const fields = Object.keys(rowValueSchemas) as RowField[];
const shapeOf = (field: RowField) =>
  v.object({
    ...who,
    field: v.literal(field),
    was: v.optional(rowValueSchemas[field] as v.GenericSchema),
    value: v.optional(rowValueSchemas[field] as v.GenericSchema),
  });
const shapes = new Map(fields.map((field) => [field, shapeOf(field)]));

const historyArray = (doc: Y.Doc, control: ControlId) => doc.getArray<unknown>(`soa/${control}/history`);

function parseChange(value: unknown): SoaChange | undefined {
  const field = (value as { field?: unknown } | null)?.field;
  const shape = shapes.get(field as RowField);
  const parsed = shape && v.safeParse(shape, value);
  // The shape of that very field has parsed it, which the map of shapes cannot say in types.
  return parsed?.success ? (parsed.output as SoaChange) : undefined;
}

/** The row's changes, newest first. What does not fit is left out; so is what is beyond the bounds. */
export function readSoaHistory(doc: Y.Doc, control: ControlId): SoaChange[] {
  if (!doc.share.has(`soa/${control}/history`)) return [];
  const array = historyArray(doc, control);
  const changes = array
    .slice(Math.max(0, array.length - mostChanges))
    .flatMap((one) => parseChange(one) ?? []);
  return changes.toReversed().sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** Calls back when the row's history grows; returns the function that ends it. */
export function watchSoaHistory(doc: Y.Doc, control: ControlId, listener: () => void): () => void {
  const array = historyArray(doc, control);
  array.observe(listener);
  return () => array.unobserve(listener);
}

/** Marks what the recorder writes: nobody's edit, and so not theirs to undo. */
const historyOrigin = { kind: 'soa-history' } as const;

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

const controlOf = (type: Y.AbstractType<Y.YEvent<Y.AbstractType<unknown>>>): ControlId | undefined => {
  if (type._item !== null) return undefined;
  const [first, control, last] = Y.findRootTypeKey(type).split('/');
  return first === 'soa' && last !== 'history' && v.is(controlIdSchema, control) ? control : undefined;
};

/**
 * Records, from now on, what is changed on this device in the rows: on the screen, by an import, by undo. What others changed
 * comes with their own record of it. `author` says who is at work and what time it is. Returns the function that ends it.
 */
export function recordSoaHistory(doc: Y.Doc, author: () => Author): () => void {
  const known = new Map<ControlId, RowValues>(controls.map(({ id }) => [id, readRowValues(doc, id)]));
  const sittings = new Map<string, { change: SoaChange; last: number }>();

  /** Adds the change, or takes it into the sitting that it belongs to, unless it was made `whole`, at one stroke. */
  function record(control: ControlId, change: SoaChange, whole: boolean): void {
    const array = historyArray(doc, control);
    const key = `${control}|${change.field}`;
    const sitting = sittings.get(key);
    const now = Date.parse(change.at);
    const goesOn = !whole && sitting?.change.by === change.by && now - sitting.last <= sittingMs;
    const typed = isProse(change.field) || change.field === 'plannedFor' || change.field === 'lastReview';
    if (!typed) return array.push([change]);
    if (!goesOn) {
      sittings.set(key, { change, last: now });
      return array.push([change]);
    }
    sitting.last = now;
    if (isProse(change.field)) return;
    const { value } = change;
    const at = array.toArray().findLastIndex((one) => same(one, sitting.change));
    if (at >= 0) array.delete(at, 1);
    sitting.change = { ...sitting.change, value } as SoaChange;
    array.push([sitting.change]);
  }

  function onTransaction(transaction: Y.Transaction): void {
    if (transaction.origin === historyOrigin) return;
    const touched = new Set([...transaction.changed.keys()].flatMap((type) => controlOf(type) ?? []));
    const changes: { control: ControlId; change: SoaChange; whole: boolean }[] = [];
    for (const control of touched) {
      const before = known.get(control);
      const now = readRowValues(doc, control);
      known.set(control, now);
      if (!before || !transaction.local) continue;
      for (const field of fields) {
        if (same(before[field], now[field])) continue;
        const was = before[field];
        const kept = !(typeof was === 'string' && was.length > longestKept);
        const change = {
          ...author(),
          field,
          ...(kept && { was }),
          ...(!isProse(field) && { value: now[field] }),
        } as SoaChange;
        changes.push({
          control,
          change,
          whole: transaction.meta.has(wholeCell) || isCutOut(was, now[field]),
        });
      }
    }
    if (changes.length === 0) return;
    doc.transact(() => {
      markSchema(doc);
      for (const { control, change, whole } of changes) record(control, change, whole);
      for (const control of new Set(changes.map((one) => one.control))) makeRoom(historyArray(doc, control));
    }, historyOrigin);
  }

  doc.on('afterTransaction', onTransaction);
  return () => doc.off('afterTransaction', onTransaction);
}

/**
 * What can be put back by a change, given what the cell says `now` and all changes of the row: the value before it, and the value
 * that it put there where another member's overwrote it unseen.
 */
export function restorable(change: SoaChange, all: readonly SoaChange[], now: RowValues): SoaChange['was'][] {
  const current = now[change.field];
  const values: SoaChange['was'][] = [];
  if (change.was !== undefined && !same(change.was, current)) values.push(change.was);
  const followed = all.some((other) => other.field === change.field && same(other.was, change.value));
  if (change.value !== undefined && !followed && !same(change.value, current)) values.push(change.value);
  return values;
}
