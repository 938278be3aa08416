import 'fake-indexeddb/auto';
import * as Y from 'yjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { schemaVersion, workspaceMap } from '#core/workspace/schema-version.ts';
import { readSoaEntry, setApplicability, setOwner, justificationText } from '#core/workspace/workspace.ts';
import { AppDatabase } from './database.ts';
import type { WorkspaceStore, WorkspaceStoreOptions } from './workspace-store.ts';
import { onNewerSchema, openWorkspaceStore } from './workspace-store.ts';

const quick = { batchMs: 5, takeOverMs: 30, retryFirstMs: 10, retryMaxMs: 40 };
let name = 0;
const openDatabase = () => new AppDatabase(`workspace-store-${(name += 1)}`);

async function open(db: AppDatabase, options: Partial<WorkspaceStoreOptions> = {}): Promise<WorkspaceStore> {
  const store = await openWorkspaceStore(db, { ...quick, ...options });
  if (!store.ok) throw new Error(store.error.sentence);
  return store.value;
}

/** The text that a fresh start would show. */
async function reloadedText(db: AppDatabase): Promise<string> {
  const store = await open(db);
  const text = justificationText(store.doc, 'A.5.1').toJSON();
  await store.close();
  return text;
}

const type = (store: WorkspaceStore, words: string) => {
  const text = justificationText(store.doc, 'A.5.1');
  text.insert(text.length, words);
};

/** Makes the browser refuse new rows while `refuses` (given the number of the attempt) says so, until `heal`. */
function refuseRows(error: () => Error, refuses: (attempt: number) => boolean = () => true) {
  const add = IDBObjectStore.prototype.add;
  let attempts = 0;
  const spy = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
    this: IDBObjectStore,
    row,
  ) {
    attempts += 1;
    if (refuses(attempts)) throw error();
    return add.call(this, row);
  });
  return { heal: () => spy.mockRestore(), attempts: () => attempts };
}

const full = () => new DOMException('full', 'QuotaExceededError');

afterEach(() => vi.restoreAllMocks());

describe('storing', () => {
  it('merges the changes of one batch into one row and finds them again', async () => {
    const db = openDatabase();
    const store = await open(db);
    for (const word of ['a', 'b', 'c']) type(store, word);
    expect(store.state).toEqual({ kind: 'saving' });
    await vi.waitFor(() => expect(store.state).toEqual({ kind: 'saved' }));
    expect(await db.updates.count()).toBe(1);
    expect(await reloadedText(db)).toBe('abc');
  });

  it('stores at once on flush, and whatever is made while a write runs', async () => {
    const db = openDatabase();
    const store = await open(db, { batchMs: 60_000 });
    type(store, 'first ');
    const flushed = store.flush();
    type(store, 'second');
    expect(await flushed).toEqual({ kind: 'saved' });
    expect(await store.flush()).toEqual({ kind: 'saved' });
    expect(await reloadedText(db)).toBe('first second');
  });

  it('asks for strict durability in each write', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const store = await open(openDatabase());
    type(store, 'a');
    await store.flush();
    await store.compact();
    const writes = transaction.mock.calls.filter(([, mode]) => mode === 'readwrite');
    expect(writes.length).toBeGreaterThan(0);
    for (const [, , options] of writes) expect(options).toEqual({ durability: 'strict' });
  });

  it('keeps the state object until it changes, as useSyncExternalStore needs', async () => {
    const store = await open(openDatabase(), { batchMs: 60_000 });
    const seen: string[] = [];
    store.subscribe(() => seen.push(store.state.kind));
    type(store, 'a');
    const saving = store.state;
    type(store, 'b');
    expect(store.state).toBe(saving);
    await store.flush();
    expect(seen).toEqual(['saving', 'saved']);
  });
});

describe('a storage that refuses', () => {
  it('says so, keeps everything and stores it in order once there is room', async () => {
    const db = openDatabase();
    const store = await open(db);
    type(store, 'stored ');
    await store.flush();
    const storage = refuseRows(full);
    type(store, 'kept ');
    expect(await store.flush()).toMatchObject({ kind: 'failed', reason: 'storage-full' });
    const before = store.state.kind === 'failed' ? store.state.unsavedBytes : 0;
    type(store, 'and this');
    expect(store.state).toMatchObject({ kind: 'failed' });
    expect(store.state.kind === 'failed' && store.state.unsavedBytes > before).toBe(true);
    expect(await reloadedText(db)).toBe('stored ');
    await vi.waitFor(() => expect(storage.attempts()).toBeGreaterThan(2));
    storage.heal();
    await vi.waitFor(() => expect(store.state).toEqual({ kind: 'saved' }));
    expect(await reloadedText(db)).toBe('stored kept and this');
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('loses nothing when write %i fails', async (failing) => {
    const db = openDatabase();
    const storage = refuseRows(
      () => new DOMException('broken', 'UnknownError'),
      (attempt) => attempt === failing,
    );
    const store = await open(db, { compactRows: 3 });
    for (const word of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      type(store, word);
      await store.flush();
    }
    await vi.waitFor(() => expect(store.state).toEqual({ kind: 'saved' }));
    expect(storage.attempts()).toBeGreaterThanOrEqual(failing);
    expect(await reloadedText(db)).toBe('abcdefg');
  });

  it('counts a write that never settles as failed and tries again', async () => {
    const db = openDatabase();
    const store = await open(db, { writeTimeoutMs: 50 });
    const silent = { addEventListener() {}, commit() {}, objectStore: () => ({ add: () => ({}) }) };
    const never = vi.spyOn(IDBDatabase.prototype, 'transaction').mockReturnValue(silent as never);
    type(store, 'a');
    expect(await store.flush()).toMatchObject({ kind: 'failed', reason: 'storage-slow' });
    never.mockRestore();
    await vi.waitFor(() => expect(store.state).toEqual({ kind: 'saved' }));
    expect(await reloadedText(db)).toBe('a');
  });

  it('stores a long backlog in several rows', async () => {
    const db = openDatabase();
    const storage = refuseRows(full);
    const store = await open(db);
    for (let at = 0; at < 1_200; at += 1) type(store, `${at} `);
    expect((await store.flush()).kind).toBe('failed');
    storage.heal();
    await store.flush();
    expect(await db.updates.count()).toBeGreaterThan(1);
    expect(await reloadedText(db)).toBe(justificationText(store.doc, 'A.5.1').toJSON());
  });
});

describe('loading', () => {
  it.each([
    ['bytes that are no update', { bytes: new Uint8Array([1, 1, 255, 255, 255]) }],
    ['no bytes', { bytes: 'text' }],
  ])('refuses %s, names the row and deletes nothing', async (_what, bad) => {
    const db = openDatabase();
    const store = await open(db);
    type(store, 'good');
    await store.close();
    await db.table('updates').add(bad);
    const reopened = await openWorkspaceStore(db);
    expect(reopened).toMatchObject({ ok: false, error: { kind: 'workspace-unreadable', sequence: 2 } });
    expect(await db.updates.count()).toBe(2);
  });

  it('answers with an error when the database cannot be opened', async () => {
    const db = openDatabase();
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(await openWorkspaceStore(db)).toMatchObject({ ok: false, error: { kind: 'storage-unavailable' } });
  });
});

describe('compaction', () => {
  it('replaces the rows by one that holds the same', async () => {
    const db = openDatabase();
    const store = await open(db, { compactRows: 5 });
    for (let at = 0; at < 20; at += 1) {
      type(store, `${at} `);
      await store.flush();
    }
    expect(await db.updates.count()).toBeLessThanOrEqual(6);
    expect(await reloadedText(db)).toBe(justificationText(store.doc, 'A.5.1').toJSON());
  });

  it('happens in two stores at once without loss', async () => {
    const db = openDatabase();
    const [one, other] = [await open(db), await open(db)];
    for (let at = 0; at < 10; at += 1) {
      setOwner(one.doc, 'A.5.1', `owner ${at}`);
      setApplicability(other.doc, 'A.5.2', at % 2 ? 'applicable' : 'not-applicable');
      await Promise.all([one.flush(), other.flush()]);
    }
    expect(await Promise.all([one.compact(), other.compact()])).toEqual([true, true]);
    expect(await db.updates.count()).toBe(1);
    type(one, 'after');
    await one.flush();
    const { doc } = await open(db);
    expect(readSoaEntry(doc, 'A.5.1')).toMatchObject({ owner: 'owner 9', justification: 'after' });
    expect(readSoaEntry(doc, 'A.5.2').applicability).toBe('applicable');
  });

  it('keeps an edit that is made after the snapshot was taken and before it is stored', async () => {
    const db = openDatabase();
    const store = await open(db, { batchMs: 60_000 });
    for (const word of ['a', 'b']) {
      type(store, word);
      await store.flush();
    }
    const storage = refuseRows(full, (attempt) => {
      if (attempt === 1) type(store, 'late');
      return false;
    });
    expect(await store.compact()).toBe(true);
    storage.heal();
    expect(store.state).toEqual({ kind: 'saving' });
    await store.flush();
    expect(await reloadedText(db)).toBe('ablate');
  });

  it('leaves all rows as they were when it dies before the end', async () => {
    const db = openDatabase();
    const store = await open(db);
    for (const word of ['a', 'b', 'c']) {
      type(store, word);
      await store.flush();
    }
    const storage = refuseRows(full);
    expect(await store.compact()).toBe(false);
    expect(store.state).toEqual({ kind: 'saved' });
    storage.heal();
    expect(await db.updates.count()).toBe(3);
    expect(await reloadedText(db)).toBe('abc');
  });

  it('keeps a row of another store that it cannot read', async () => {
    const db = openDatabase();
    const store = await open(db);
    type(store, 'a');
    await store.flush();
    await db.updates.add({ bytes: new Uint8Array([1, 1, 255, 255, 255]) });
    expect(await store.compact()).toBe(false);
    expect(await db.updates.count()).toBe(2);
  });
});

describe('two stores on one database', () => {
  it('keep the changes of both, and each can read the other up', async () => {
    const db = openDatabase();
    const [one, other] = [await open(db), await open(db)];
    setOwner(one.doc, 'A.5.1', 'Alice');
    type(other, 'Bob was here');
    await Promise.all([one.flush(), other.flush()]);
    await Promise.all([one.catchUp(), other.catchUp()]);
    const expected = { owner: 'Alice', justification: 'Bob was here' };
    expect(readSoaEntry(one.doc, 'A.5.1')).toMatchObject(expected);
    expect(readSoaEntry(other.doc, 'A.5.1')).toMatchObject(expected);
    expect(readSoaEntry((await open(db)).doc, 'A.5.1')).toMatchObject(expected);
    expect(await db.updates.count()).toBe(2);
  });

  it('writes the whole document again when the database was deleted under it', async () => {
    const db = openDatabase();
    const store = await open(db);
    for (const word of ['a', 'b', 'c']) {
      type(store, word);
      await store.flush();
    }
    await db.delete({ disableAutoOpen: false });
    type(store, 'd');
    await vi.waitFor(() => expect(store.state).toEqual({ kind: 'saved' }));
    expect(await reloadedText(db)).toBe('abcd');
  });

  it('stores what waited in memory for a row that another tab stored', async () => {
    const db = openDatabase();
    const store = await open(db);
    const remote = new Y.Doc();
    const updates: Uint8Array[] = [];
    remote.on('update', (update) => updates.push(update));
    const text = justificationText(remote, 'A.5.1');
    text.insert(0, 'one ');
    text.insert(4, 'two');
    const [first, second] = updates;
    if (!first || !second) throw new Error('expected two updates');
    Y.applyUpdate(store.doc, second, { kind: 'from-tab', tab: 'x', number: 2 });
    expect(store.hasGap()).toBe(true);
    await db.updates.add({ bytes: first });
    await store.catchUp();
    expect(store.hasGap()).toBe(false);
    await store.flush();
    expect(await reloadedText(db)).toBe('one two');
  });
});

describe('a workspace of a later version of the app', () => {
  it('is refused with a sentence, and stays as it was', async () => {
    const db = openDatabase();
    const store = await open(db);
    type(store, 'kept');
    workspaceMap(store.doc).set('schema', schemaVersion + 1);
    await store.close();
    const before = await db.updates.toArray();
    const opened = await openWorkspaceStore(db, quick);
    expect(opened).toMatchObject({
      ok: false,
      error: { kind: 'workspace-newer', found: schemaVersion + 1, known: schemaVersion },
    });
    expect(opened.ok ? '' : opened.error.sentence).toContain('update Exhibit');
    expect(await db.updates.toArray()).toEqual(before);
  });

  it('is told when it becomes one while it is open', async () => {
    const store = await open(openDatabase());
    const told = vi.fn();
    onNewerSchema(store.doc, told);
    setOwner(store.doc, 'A.5.1', 'Alice');
    expect(told).not.toHaveBeenCalled();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(store.doc));
    workspaceMap(other).set('schema', schemaVersion + 1);
    Y.applyUpdate(store.doc, Y.encodeStateAsUpdate(other));
    expect(told).toHaveBeenCalledOnce();
    await store.close();
  });
});
