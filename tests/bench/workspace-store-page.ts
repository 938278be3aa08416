/** The page of the benchmark workspace-store: our store and y-indexeddb with the same edits, in one browser. */
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { controls } from '#core/catalogue/controls.ts';
import { justificationText, linkExhibit, readLinks } from '#core/workspace/workspace.ts';
import { AppDatabase } from '../../app/storage/database.ts';
import type { WorkspaceStore } from '../../app/storage/workspace-store.ts';
import { openWorkspaceStore } from '../../app/storage/workspace-store.ts';

const oursName = 'bench-ours';
const theirsName = 'bench-y-indexeddb';

async function openOurs(): Promise<{ db: AppDatabase; store: WorkspaceStore }> {
  const db = new AppDatabase(oursName);
  const store = await openWorkspaceStore(db);
  if (!store.ok) throw new Error(store.error.sentence);
  return { db, store: store.value };
}

async function openTheirs(): Promise<IndexeddbPersistence> {
  const provider = new IndexeddbPersistence(theirsName, new Y.Doc());
  await provider.whenSynced;
  return provider;
}

function databaseOf(provider: IndexeddbPersistence): IDBDatabase {
  if (!provider.db) throw new Error('y-indexeddb has no database');
  return provider.db;
}

/** y-indexeddb tells nobody when it has stored, but a later transaction waits for all earlier ones. Answers with its rows. */
const theirRows = (provider: IndexeddbPersistence): Promise<number> =>
  new Promise((resolve, reject) => {
    const transaction = databaseOf(provider).transaction('updates', 'readwrite');
    const request = transaction.objectStore('updates').count();
    transaction.addEventListener('complete', () => resolve(request.result));
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
  });

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The nth link: one small record of the workspace. */
function addLink(doc: Y.Doc, number: number): void {
  const control = controls[number % controls.length];
  if (!control) throw new Error('no control');
  const exhibit = `01890a5d-ac96-774b-bcce-${String(number).padStart(12, '0')}`;
  const linkedAt = new Date(1_770_000_000_000 + number * 60_000).toISOString();
  linkExhibit(doc, { control: control.id, exhibit, linkedBy: 'Alice Example', linkedAt });
}

/** The browser is started with `--js-flags=--expose-gc`. */
function collectGarbage(): void {
  if (!globalThis.gc) throw new Error('start the browser with --js-flags=--expose-gc');
  globalThis.gc();
}

async function timed(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function noise(length: number): string {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return Array.from(bytes, (byte) => String.fromCharCode(48 + (byte % 64))).join('');
}

const largeEdit = (doc: Y.Doc, number: number) => {
  const text = justificationText(doc, 'A.5.1');
  text.insert(text.length, `<edit-${number}>${noise(1024 * 1024)}`);
};

const countLargeEdits = (doc: Y.Doc) =>
  new Set(
    justificationText(doc, 'A.5.1')
      .toJSON()
      .match(/<edit-\d+>/g),
  ).size;

const bench = {
  /**
   * Makes the same records in both, then a tail of edits after which either has had the time to store and tidy up as it does
   * by itself. Answers with the milliseconds that storing the records took and the rows that each keeps.
   */
  async fill(records: number, tail: number) {
    const [{ db, store }, theirs] = [await openOurs(), await openTheirs()];
    const oursMs = await timed(async () => {
      for (let number = 0; number < records; number += 1) addLink(store.doc, number);
      await store.flush();
    });
    const theirsMs = await timed(async () => {
      for (let number = 0; number < records; number += 1) addLink(theirs.doc, number);
      await theirRows(theirs);
    });
    await wait(3_000);
    for (let number = records; number < records + tail; number += 1) {
      addLink(store.doc, number);
      await store.flush();
      addLink(theirs.doc, number);
      await theirRows(theirs);
    }
    await wait(2_000);
    const rows = { ours: await db.updates.count(), theirs: await theirRows(theirs) };
    await store.close();
    db.close();
    await theirs.destroy();
    return { oursMs, theirsMs, rows };
  },

  /** Loads the document once: its bytes are what `reload` decodes, and how many records there have to be. */
  async prepareReload(): Promise<number> {
    const { db, store } = await openOurs();
    whole.bytes = Y.encodeStateAsUpdate(store.doc);
    whole.records = readLinks(store.doc).length;
    await store.close();
    db.close();
    return whole.bytes.length;
  },

  /**
   * Milliseconds of one reload each: decoding the document's bytes alone (twice: how far the two differ is how little a
   * difference means), our store, y-indexeddb. `order` rotates them.
   */
  async reload(order: number) {
    const ms = { decode: 0, decodeAgain: 0, ours: 0, theirs: 0 };
    const check = (doc: Y.Doc) => {
      if (doc.getMap('links').size !== whole.records) throw new Error('not all records were loaded');
    };
    const decode = (slot: 'decode' | 'decodeAgain') => async () => {
      const doc = new Y.Doc();
      ms[slot] = await timed(() => Y.applyUpdate(doc, whole.bytes));
      check(doc);
    };
    const runs = [
      decode('decode'),
      async () => {
        const start = performance.now();
        const opened = await openOurs();
        ms.ours = performance.now() - start;
        check(opened.store.doc);
        await opened.store.close();
        opened.db.close();
      },
      async () => {
        const start = performance.now();
        const theirs = await openTheirs();
        ms.theirs = performance.now() - start;
        check(theirs.doc);
        await theirs.destroy();
      },
      decode('decodeAgain'),
    ];
    for (let at = 0; at < runs.length; at += 1) {
      // Otherwise each run pays for the garbage of the one before, which is as large as what is measured.
      collectGarbage();
      await wait(50);
      await runs[(at + order) % runs.length]?.();
    }
    return ms;
  },

  /** Edits of 1 MiB into one of the two; the caller limits the quota before and lifts it after. */
  async startLargeEdits(which: 'ours' | 'theirs', count: number) {
    const doc = which === 'ours' ? (large.ours = (await openOurs()).store).doc : (await openTheirs()).doc;
    for (let number = 0; number < count; number += 1) {
      largeEdit(doc, number);
      await wait(100);
    }
    await wait(2_000);
    return { inMemory: countLargeEdits(doc), told: large.ours?.state.kind ?? 'nothing' };
  },

  /** After a reload: how many of them are stored. */
  async countStoredLargeEdits(which: 'ours' | 'theirs') {
    return countLargeEdits(which === 'ours' ? (await openOurs()).store.doc : (await openTheirs()).doc);
  },
};

const large: { ours?: WorkspaceStore } = {};
const whole: { bytes: Uint8Array; records: number } = { bytes: new Uint8Array(), records: 0 };

export type WorkspaceStoreBench = typeof bench;

declare global {
  var workspaceStoreBench: WorkspaceStoreBench;
}

globalThis.workspaceStoreBench = bench;
