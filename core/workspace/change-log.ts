/**
 * What was changed in rows, custom controls, clauses, registers, criteria, links and on the cover, and when: the array `change-log`, one plain value per change, oldest first
 * as far as one device knows. It is for the time machine (past-state.ts): an entry says what stood under a key of a root map, or in a
 * root text, *before* the change, so that the state of a day is today's with later changes taken back. Yjs forgets what was deleted,
 * so the change has to carry it; soa-history.ts keeps who decided what in a row, for people to read and restore.
 *
 * Changes of one person to one key or text within five minutes are one sitting, of which only the first is kept. An entry of the kind
 * `start` says that nothing is known of what went before it: it is written with the first change, and when a file was taken in.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import type { Author } from '../shared/claim.ts';
import { changedRoots } from './changed-roots.ts';
import { authorSchema } from './decision.ts';
import { markSchema } from './schema-version.ts';
import { sittingMs } from './change-history.ts';

/** `was` is missing where nothing stood there; `tooLong` says that it is missing because of its length. */
const changeSchema = v.variant('kind', [
  v.object({ kind: v.literal('start'), ...authorSchema.entries }),
  v.object({
    kind: v.literal('key'),
    ...authorSchema.entries,
    type: v.pipe(v.string(), v.maxLength(200)),
    key: v.pipe(v.string(), v.maxLength(300)),
    was: v.optional(v.unknown()),
    tooLong: v.optional(v.literal(true)),
  }),
  v.object({
    kind: v.literal('text'),
    ...authorSchema.entries,
    type: v.pipe(v.string(), v.maxLength(200)),
    was: v.optional(v.pipe(v.string(), v.maxLength(20_000))),
    tooLong: v.optional(v.literal(true)),
  }),
]);
export type LoggedChange = v.InferOutput<typeof changeSchema>;

/** What the log keeps at most; the oldest make room, a tenth at once. */
export const mostLogged = 20_000;
const mostLoggedCharacters = 4_000_000;
const longestKept = 20_000;

const records = ['soa', 'clause', 'risk', 'asset', 'supplier', 'obligation', 'control'];
const singleMaps = ['links', 'risk-criteria', 'isms'];
const singleTexts = ['isms/scope'];

/** Whether the root type of this name belongs to the state that can be looked up for a day, and what it is. */
export function kindOfRoot(name: string): 'map' | 'text' | undefined {
  if (singleMaps.includes(name)) return 'map';
  if (singleTexts.includes(name)) return 'text';
  const [first = '', id, field, ...more] = name.split('/');
  if (!records.includes(first) || !id || more.length > 0) return undefined;
  if (field === undefined) return 'map';
  return field === 'history' ? undefined : 'text';
}

export const logArray = (doc: Y.Doc): Y.Array<unknown> => doc.getArray<unknown>('change-log');

/** From when on the log has every change (ISO 8601, UTC); undefined while it has none. */
export function logBegins(doc: Y.Doc): string | undefined {
  const all = logArray(doc).toArray();
  // Only what says so is parsed: this is asked whenever the screen is drawn.
  const starts = all.filter((one) => (one as { kind?: unknown } | null)?.kind === 'start');
  const times = (starts.length > 0 ? starts : all.slice(0, 1)).flatMap((one) => {
    const parsed = v.safeParse(changeSchema, one);
    return parsed.success ? [parsed.output.at] : [];
  });
  return times.toSorted().at(-1);
}

/** The changes in the order in which they are said to have been made; what does not fit is left out. */
export const readChangeLog = (doc: Y.Doc): LoggedChange[] =>
  logArray(doc)
    .toArray()
    .flatMap((one) => {
      const parsed = v.safeParse(changeSchema, one);
      return parsed.success ? [parsed.output] : [];
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

/** Marks what the log writes: nobody's edit, and so not theirs to undo. */
const logOrigin = { kind: 'change-log' } as const;

const sizeOf = (value: unknown) => JSON.stringify(value)?.length ?? 0;

/** The text as it was before the event: without what it added, with what it deleted. Must be asked before Yjs collects garbage. */
function textBefore(event: Y.YEvent<Y.Text>): string {
  let text = '';
  for (let item = event.target._start; item; item = item.right) {
    const stood = !event.adds(item) && (!item.deleted || event.deletes(item));
    if (stood && item.content instanceof Y.ContentString) text += item.content.str;
  }
  return text;
}

type Found =
  { kind: 'key'; type: string; key: string; was: unknown } | { kind: 'text'; type: string; was: string };

function changesOf(transaction: Y.Transaction): Found[] {
  const found: Found[] = [];
  for (const [name, type] of changedRoots(transaction)) {
    const kind = kindOfRoot(name);
    const events = transaction.changedParentTypes.get(type);
    const event = kind && events?.find(({ target }) => target === type);
    if (!event) continue;
    if (kind === 'text') found.push({ kind, type: name, was: textBefore(event as Y.YEvent<Y.Text>) });
    else
      for (const [key, { oldValue }] of event.changes.keys)
        found.push({ kind: 'key', type: name, key, was: oldValue as unknown });
  }
  return found;
}

function logged(found: Found, author: Author): LoggedChange {
  const { was, ...where } = found;
  if (was === undefined) return { ...author, ...where };
  const tooLong = sizeOf(was) > longestKept;
  return { ...author, ...where, ...(tooLong ? { tooLong } : { was }) } as LoggedChange;
}

const hasState = (doc: Y.Doc): boolean =>
  [...doc.share.keys()].some((name) => kindOfRoot(name) === 'map' && doc.getMap(name).size > 0);

/**
 * Takes in a whole file. Where something stood here before, two pasts are mixed from now on, and the log begins anew; a file that is
 * opened in an empty workspace brings its own.
 */
export function takeInFile(doc: Y.Doc, takeIn: () => void, author: () => Author): void {
  const mixes = hasState(doc);
  takeIn();
  if (mixes)
    doc.transact(
      () => logArray(doc).push([{ kind: 'start', ...author() } satisfies LoggedChange]),
      logOrigin,
    );
}

/**
 * Logs, from now on, what is changed on this device, whichever way: screen, import of rows, undo. What others changed comes with their
 * own log. `author` says who is at work and what time it is. Returns the function that ends it.
 */
export function recordChanges(doc: Y.Doc, author: () => Author): () => void {
  /** When a key or text was last changed by whom; the sitting goes on from there. */
  const sittings = new Map<string, { by: string; last: number }>();
  let characters: number | undefined;

  function isNews(found: Found, { by, at }: Author): boolean {
    const name = found.kind === 'key' ? `${found.type}|${found.key}` : found.type;
    const sitting = sittings.get(name);
    const now = Date.parse(at);
    sittings.set(name, { by, last: now });
    return !(sitting?.by === by && now - sitting.last <= sittingMs);
  }

  function makeRoom(array: Y.Array<unknown>): void {
    characters ??= array.toArray().reduce<number>((sum, one) => sum + sizeOf(one), 0);
    if (array.length <= mostLogged && characters <= mostLoggedCharacters) return;
    array.delete(0, Math.ceil(array.length / 10));
    characters = undefined;
  }

  function onTransaction(transaction: Y.Transaction): void {
    if (!transaction.local || transaction.origin === logOrigin) return;
    const now = author();
    const found = changesOf(transaction).filter((one) => isNews(one, now));
    if (found.length === 0) return;
    doc.transact(() => {
      markSchema(doc);
      const array = logArray(doc);
      if (array.length === 0) array.push([{ kind: 'start', ...now } satisfies LoggedChange]);
      const changes = found.map((one) => logged(one, now));
      if (characters !== undefined) characters += changes.reduce((sum, one) => sum + sizeOf(one), 0);
      array.push(changes);
      makeRoom(array);
    }, logOrigin);
  }

  doc.on('afterTransaction', onTransaction);
  return () => doc.off('afterTransaction', onTransaction);
}
