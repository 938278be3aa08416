/**
 * The workspace document on this device: loaded once, then every change stored in order, awaited and accounted for.
 *
 * Why not y-indexeddb: docs/decisions/0002-own-update-store.md. What holds at any moment: whatever the document contains is
 * stored (its transaction is complete) or waits in the queue, and `state` says `saved` only while the queue is empty.
 */
import * as Y from 'yjs';
import type { Result } from '#core/shared/result.ts';
import { failure, ok } from '#core/shared/result.ts';
import type { NewerWorkspace } from '#core/workspace/schema-version.ts';
import { checkSchema, workspaceMap } from '#core/workspace/schema-version.ts';
import type { AppDatabase } from './database.ts';
import type { StorageError, StorageErrorKind } from './storage-error.ts';
import { describeStorageError, within } from './storage-error.ts';
import {
  appendRow,
  applyRows,
  hasGap,
  readRows,
  replaceBySnapshot,
  storedOrigin,
  UnreadableUpdateError,
} from './update-log.ts';
import type { TabOrigin } from './update-queue.ts';
import { createUpdateQueue, isTabOrigin } from './update-queue.ts';

/** `saved`: all of it is on disk. `failed`: `unsavedBytes` live in memory only, and storing them is tried again. */
export type SaveState =
  { kind: 'saved' } | { kind: 'saving' } | { kind: 'failed'; reason: StorageErrorKind; unsavedBytes: number };

/** A stored row that cannot be read. Nothing was deleted; `sequence` names the row of the table `updates`. */
export type UnreadableWorkspace = { kind: 'workspace-unreadable'; sequence: number; sentence: string };

/** Written by a later version of the app. Nothing was changed. */
export type WorkspaceTooNew = NewerWorkspace & { sentence: string };

export type OpenWorkspaceError = StorageError | UnreadableWorkspace | WorkspaceTooNew;

/** An update that the document took in other than from storage. `from` is set when another tab of this browser sent it. */
export type AcceptedUpdate = { number: number; bytes: Uint8Array; from: TabOrigin | undefined };

/** All times in milliseconds. */
export type WorkspaceStoreOptions = {
  /** Changes made within this time go into one row. */
  batchMs: number;
  /** How long another tab may take to store its own update before this tab does it. */
  takeOverMs: number;
  /** After this time a write counts as failed, although it may still succeed; storing it twice changes nothing. */
  writeTimeoutMs: number;
  /** Wait before the first retry; doubled each time up to `retryMaxMs`. */
  retryFirstMs: number;
  retryMaxMs: number;
  /** Rows are replaced by a snapshot when there are more than this... */
  compactRows: number;
  /** ...or when all but the largest take more bytes than this and than the largest itself. */
  compactBytes: number;
};

const defaults: WorkspaceStoreOptions = {
  batchMs: 250,
  takeOverMs: 2_000,
  writeTimeoutMs: 10_000,
  retryFirstMs: 500,
  retryMaxMs: 8_000,
  compactRows: 200,
  compactBytes: 1024 * 1024,
};

/** One row takes at most this much, so that a backlog is stored piece by piece as soon as there is room for a piece. */
const rowLimit = { updates: 500, bytes: 1024 * 1024 };

export type WorkspaceStore = ReturnType<typeof createStore>;

/**
 * Loads the stored document and keeps storing its changes. An error leaves storage as it is: a row that cannot be read is
 * neither skipped nor removed, since what depends on it would be lost with it. `early` are rows that were read before the database
 * was opened; what others have stored since then comes with the first `catchUp`.
 */
export async function openWorkspaceStore(
  db: AppDatabase,
  options: Partial<WorkspaceStoreOptions> = {},
  early?: readonly unknown[],
): Promise<Result<WorkspaceStore, OpenWorkspaceError>> {
  const settings = { ...defaults, ...options };
  const doc = new Y.Doc();
  try {
    const rows = early ?? (await within(readRows(db, 0), settings.writeTimeoutMs));
    const lastRead = applyRows(doc, rows, 0);
    const schema = checkSchema(doc);
    if (!schema.ok) {
      doc.destroy();
      return failure({ ...schema.error, sentence: newerSentence });
    }
    if (rows.length === 0) await warmUp(db, settings.writeTimeoutMs);
    const sizes = rows.map((row) => (row as { bytes: Uint8Array }).bytes.length);
    return ok(createStore(db, doc, settings, lastRead, sizes));
  } catch (error) {
    doc.destroy();
    return failure(describeOpenError(error));
  }
}

const newerSentence =
  'This workspace was written by a later version of Exhibit, which this one does not understand. Nothing was changed; update Exhibit, then reload.';

/**
 * Calls back with the sentence for the reader when a newer version of the app, in another tab or on another device, has moved the
 * open document to its own schema.
 */
export function onNewerSchema(doc: Y.Doc, tell: (sentence: string) => void): void {
  workspaceMap(doc).observe(() => {
    if (!checkSchema(doc).ok) tell(newerSentence);
  });
}

/**
 * Chromium sets up a new database's files with its first write. A write that a page begins while it is being left is too late for
 * that, so the first one happens here. If it fails, opening goes on: the first real write will say so.
 */
async function warmUp(db: AppDatabase, timeoutMs: number): Promise<void> {
  await within(db.settings.put({ name: 'workspaceOpened', value: true }), timeoutMs).catch(() => undefined);
}

function describeOpenError(error: unknown): OpenWorkspaceError {
  if (!(error instanceof UnreadableUpdateError)) return describeStorageError(error);
  return {
    kind: 'workspace-unreadable',
    sequence: error.sequence,
    sentence: `Entry ${error.sequence} of the stored workspace is damaged. Nothing was deleted; restore it from a backup or another device.`,
  };
}

function createStore(
  db: AppDatabase,
  doc: Y.Doc,
  settings: WorkspaceStoreOptions,
  loadedUpTo: number,
  rowSizes: number[],
) {
  const queue = createUpdateQueue();
  const stateListeners = new Set<() => void>();
  const acceptedListeners = new Set<(update: AcceptedUpdate) => void>();
  const storedListeners = new Set<(upTo: number) => void>();

  let state: SaveState = { kind: 'saved' };
  let failedReason: StorageErrorKind | undefined;
  let retryMs = settings.retryFirstMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerDue = Infinity;
  let writing: Promise<void> | undefined;
  let lastRead = loadedUpTo;
  let announced = 0;
  let closed = false;
  const rows = {
    count: rowSizes.length,
    bytes: rowSizes.reduce((sum, size) => sum + size, 0),
    largest: Math.max(0, ...rowSizes),
  };
  let compactNotBefore = 0;

  function currentState(): SaveState {
    if (queue.isEmpty()) return { kind: 'saved' };
    if (failedReason === undefined) return { kind: 'saving' };
    return { kind: 'failed', reason: failedReason, unsavedBytes: queue.bytesHeld() };
  }

  /** Tells listeners what has changed: the state, and how far this tab's updates are stored. */
  function publish(): void {
    if (queue.isEmpty()) {
      failedReason = undefined;
      retryMs = settings.retryFirstMs;
    }
    const next = currentState();
    // The same object as long as nothing changed: useSyncExternalStore compares by identity.
    const same =
      next.kind === state.kind &&
      (next.kind !== 'failed' ||
        (state.kind === 'failed' &&
          next.reason === state.reason &&
          next.unsavedBytes === state.unsavedBytes));
    if (!same) {
      state = next;
      for (const listener of stateListeners) listener();
    }
    if (queue.storedUpTo() > announced) {
      announced = queue.storedUpTo();
      for (const listener of storedListeners) listener(announced);
    }
  }

  function schedule(milliseconds: number): void {
    const due = Date.now() + milliseconds;
    if (closed || due >= timerDue) return;
    clearTimeout(timer);
    timerDue = due;
    timer = setTimeout(() => void write(), milliseconds);
  }

  function unschedule(): void {
    clearTimeout(timer);
    timerDue = Infinity;
  }

  function accept(bytes: Uint8Array, origin: unknown): void {
    if (origin === storedOrigin) return;
    const from = isTabOrigin(origin) ? origin : undefined;
    const number = queue.accept(bytes, from);
    // While storage refuses, the retry timer alone decides when to try again.
    if (failedReason === undefined) schedule(from ? settings.takeOverMs : settings.batchMs);
    publish();
    for (const listener of acceptedListeners) listener({ number, bytes, from });
  }

  /** Stores all that is queued. One run at a time; whoever calls meanwhile waits for the same run. Never rejects. */
  function write(): Promise<void> {
    unschedule();
    writing ??= writeAll().finally(() => {
      writing = undefined;
      // What came while a snapshot was being written.
      if (!queue.isEmpty() && failedReason === undefined) schedule(settings.batchMs);
    });
    return writing;
  }

  async function writeAll(): Promise<void> {
    try {
      for (let row = queue.nextRow(rowLimit); row; row = queue.nextRow(rowLimit)) {
        const sequence = await within(appendRow(db, row.bytes), settings.writeTimeoutMs);
        queue.remove(row);
        noteStored(sequence, row.bytes.length);
      }
    } catch (error) {
      noteFailure(error);
      return;
    }
    await compactWhenDue();
  }

  function noteStored(sequence: number, sizeBytes: number): void {
    failedReason = undefined;
    retryMs = settings.retryFirstMs;
    if (sequence <= lastRead) {
      // Keys only grow, unless the database was deleted under this tab: then it needs the whole document again.
      queue.accept(Y.encodeStateAsUpdate(doc), undefined);
      lastRead = sequence;
    }
    // Otherwise another tab's row lies between, and catchUp has to read it.
    if (sequence === lastRead + 1) lastRead = sequence;
    rows.count += 1;
    rows.bytes += sizeBytes;
    rows.largest = Math.max(rows.largest, sizeBytes);
    publish();
  }

  function noteFailure(error: unknown): void {
    failedReason = describeStorageError(error).kind;
    schedule(retryMs);
    retryMs = Math.min(retryMs * 2, settings.retryMaxMs);
    publish();
  }

  const compactionIsDue = () => {
    const small = rows.bytes - rows.largest;
    const many = rows.count > settings.compactRows || small > Math.max(settings.compactBytes, rows.largest);
    return many && rows.count >= compactNotBefore;
  };

  async function compactWhenDue(): Promise<void> {
    if (closed || !compactionIsDue()) return;
    await compact();
  }

  /**
   * Replaces all stored rows by one snapshot. False when storage refused: then the rows stand as they were, nothing is
   * unsaved for it, and it is tried again some rows later.
   */
  async function compact(): Promise<boolean> {
    // The snapshot is taken later, so it holds at least what has been accepted by now.
    const covered = queue.accepted();
    try {
      const snapshot = await within(replaceBySnapshot(db, doc, lastRead), settings.writeTimeoutMs);
      if (snapshot) {
        lastRead = Math.max(lastRead, snapshot.sequence);
        rows.count = 1;
        rows.bytes = snapshot.sizeBytes;
        rows.largest = snapshot.sizeBytes;
        queue.removeUpTo(covered);
      } else {
        // Another tab was faster.
        rows.count = 1;
        rows.bytes = rows.largest;
      }
      compactNotBefore = 0;
      publish();
      return true;
    } catch {
      compactNotBefore = rows.count + Math.ceil(settings.compactRows / 2);
      return false;
    }
  }

  doc.on('update', accept);
  if (compactionIsDue()) schedule(settings.batchMs);

  return {
    doc,

    /** For useSyncExternalStore: the same object until something changes. */
    get state(): SaveState {
      return state;
    },

    /** Calls back after each change of `state`; returns the function that ends it. */
    subscribe(listener: () => void): () => void {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },

    /**
     * Stores what is queued now, without waiting for the batch or the next retry. Resolves when that has succeeded or failed,
     * with the state; it never rejects. Call it on blur, visibilitychange and pagehide.
     */
    async flush(): Promise<SaveState> {
      const wanted = queue.accepted();
      await write();
      if (queue.storedUpTo() < wanted && failedReason === undefined) await write();
      return state;
    },

    /** Reads what other tabs have stored since. The rows that cannot be read stay, and the document stays as it is. */
    async catchUp(): Promise<Result<undefined, OpenWorkspaceError>> {
      try {
        const found = await within(readRows(db, lastRead), settings.writeTimeoutMs);
        lastRead = Math.max(lastRead, applyRows(doc, found, lastRead));
        return ok(undefined);
      } catch (error) {
        return failure(describeOpenError(error));
      }
    },

    compact: async (): Promise<boolean> => {
      await write();
      return compact();
    },

    /**
     * True while the document holds updates whose predecessors are missing, for example because a row was lost: they are
     * stored, but not shown until the missing part arrives from another tab, a backup or a relay.
     */
    hasGap: (): boolean => hasGap(doc),

    /** The number of the newest update that this tab accepted. */
    acceptedUpTo: (): number => queue.accepted(),

    /** For tab-sync: each update accepted from now on, after it was queued. */
    onAccepted(listener: (update: AcceptedUpdate) => void): () => void {
      acceptedListeners.add(listener);
      return () => acceptedListeners.delete(listener);
    },

    /** For tab-sync: every update up to the given number is stored. */
    onStored(listener: (upTo: number) => void): () => void {
      storedListeners.add(listener);
      return () => storedListeners.delete(listener);
    },

    /** For tab-sync: another tab has stored all of its updates up to its `number`. */
    noteStoredElsewhere(tab: string, number: number): void {
      queue.removeStoredBy(tab, number);
      publish();
    },

    /** Stores what is queued and stops; later changes of the document are not stored. Resolves with the last state. */
    async close(): Promise<SaveState> {
      await write();
      if (!queue.isEmpty() && failedReason === undefined) await write();
      closed = true;
      unschedule();
      doc.off('update', accept);
      return state;
    },
  };
}
