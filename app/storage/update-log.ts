/**
 * The stored updates of the workspace document: rows in the order of their commits.
 *
 * Read-write transactions on one table run one after another in all tabs, and an aborted one gives its key back. So a row
 * never appears below a key that was already read, which is what `after` and the deletion in `replaceBySnapshot` rest on.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import type { AppDatabase, StoredUpdate } from './database.ts';

/** Origin of what was read from storage; it is never stored again. */
export const storedOrigin = { kind: 'stored' } as const;

/** True while the document holds updates whose predecessors are missing; they show once the missing part arrives. */
export const hasGap = (doc: Y.Doc): boolean =>
  doc.store.pendingStructs !== null || doc.store.pendingDs !== null;

const storedUpdateSchema = v.object({
  sequence: v.pipe(v.number(), v.integer(), v.minValue(1)),
  bytes: v.instance(Uint8Array),
});

/** A stored row that is no Yjs update. */
export class UnreadableUpdateError extends Error {
  override name = 'UnreadableUpdateError';
  readonly sequence: number;
  constructor(sequence: number, cause: unknown) {
    super(`stored update ${sequence} cannot be read`, { cause });
    this.sequence = sequence;
  }
}

/** The rows above the sequence number `after`, oldest first. Rejects with Dexie's error when storage fails. */
export const readRows = (db: AppDatabase, after: number): PromiseLike<unknown[]> =>
  db.updates.where('sequence').above(after).toArray();

/**
 * Applies stored rows to the document and returns the last one's sequence number (`after` when there is none). A row whose
 * content is already there changes nothing. Throws UnreadableUpdateError; rows before the bad one are applied then.
 */
export function applyRows(doc: Y.Doc, rows: readonly unknown[], after: number): number {
  // A transaction about nothing is work for all that watch the document.
  if (rows.length === 0) return after;
  let last = after;
  // A row may complete an update that came from elsewhere and waited for it. That one is not stored yet, and the two cannot
  // be told apart any more, so all of it then counts as new.
  const origin = hasGap(doc) ? undefined : storedOrigin;
  // One transaction for all rows: observers and clean-up run once instead of once a row.
  doc.transact(() => {
    for (const input of rows) {
      const row = parseRow(input, last);
      try {
        Y.applyUpdate(doc, row.bytes, origin);
      } catch (error) {
        throw new UnreadableUpdateError(row.sequence, error);
      }
      last = row.sequence;
    }
  }, origin);
  return last;
}

function parseRow(input: unknown, previous: number): StoredUpdate {
  const row = v.safeParse(storedUpdateSchema, input);
  if (row.success) return row.output;
  const sequence = (input as { sequence?: unknown } | null)?.sequence;
  throw new UnreadableUpdateError(
    typeof sequence === 'number' ? sequence : previous + 1,
    new TypeError('the row has no bytes'),
  );
}

/**
 * Stores one row and resolves with its sequence number once the transaction is complete, which means on disk (strict).
 * Rejects with the browser's error, or Dexie's when the database has to be opened again first.
 */
export const appendRow = (db: AppDatabase, bytes: Uint8Array): PromiseLike<number> =>
  db.isOpen()
    ? appendAndCommit(db.backendDB(), bytes)
    : db.transaction('rw', db.updates, () => db.updates.add({ bytes }));

/**
 * Everything that the browser needs is said before this function returns. Dexie commits only after it has heard that the row
 * was added, and a page that is being left hears nothing any more: its last edit was lost (docs/decisions/0002).
 */
function appendAndCommit(database: IDBDatabase, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction('updates', 'readwrite', { durability: 'strict' });
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new Error('the write was aborted')),
    );
    const request = transaction.objectStore('updates').add({ bytes });
    // The key is a number: the table numbers its rows itself.
    transaction.addEventListener('complete', () => resolve(Number(request.result)));
    transaction.commit();
  });
}

export type Snapshot = { sequence: number; sizeBytes: number };

/**
 * Puts one row with the whole document in the place of all rows, in one transaction: it happens whole or not at all. Rows
 * that another tab stored meanwhile (above `after`) are applied to the document first, so nothing is dropped unread.
 * Undefined when there is at most one row, for example because another tab was faster.
 */
export const replaceBySnapshot = (
  db: AppDatabase,
  doc: Y.Doc,
  after: number,
): PromiseLike<Snapshot | undefined> =>
  db.transaction('rw', db.updates, async () => {
    if ((await db.updates.count()) <= 1) return undefined;
    const last = applyRows(doc, await readRows(db, after), after);
    // Re-encoding a loaded document is far quicker than Y.mergeUpdates over its rows.
    const bytes = Y.encodeStateAsUpdate(doc);
    await db.updates.where('sequence').belowOrEqual(last).delete();
    return { sequence: await db.updates.add({ bytes }), sizeBytes: bytes.length };
  });
