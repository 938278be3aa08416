/** What the extension holds, looked at through one of its own pages. */
import type { Page } from 'playwright-core';

type StoredClip = {
  id: string;
  state: string;
  failure: string | undefined;
  isTextCut: boolean;
  roles: string[];
  /** Roles of files whose content is missing or is not what its hash says. */
  broken: string[];
};
export type Store = {
  clips: StoredClip[];
  /** Files that belong to no clip. */
  orphans: number;
  notices: string[];
  /** Captures that nobody has finished or reported yet. */
  open: number;
};

/** Reads clips, files, notices and open captures. */
export const readStore = (page: Page): Promise<Store> =>
  page.evaluate(async () => {
    type Row = {
      id: string;
      state: string;
      failure?: { step: string };
      isTextCut?: true;
      files: { role: string; sha256: string }[];
    };
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('the database could not be read')));
      });
    // First of all: what comes to an end while the rest is read has left its clip or its notice there by then.
    const local = await chrome.storage.local.get();
    const db = await asked(indexedDB.open('exhibit-clips'));
    const transaction = db.transaction(['clips', 'files']);
    const [rows, files] = await Promise.all([
      asked<Row[]>(transaction.objectStore('clips').getAll()),
      asked<{ sha256: string; content: Blob }[]>(transaction.objectStore('files').getAll()),
    ]);
    db.close();
    const whole = new Set<string>();
    for (const { sha256, content } of files) {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await content.arrayBuffer()));
      if (Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === sha256)
        whole.add(sha256);
    }
    const used = new Set(rows.flatMap((row) => row.files.map(({ sha256 }) => sha256)));
    const session = await chrome.storage.session.get('notices');
    return {
      clips: rows.map((row) => ({
        id: row.id,
        state: row.state,
        failure: row.failure?.step,
        isTextCut: row.isTextCut ?? false,
        roles: row.files.map(({ role }) => role),
        broken: row.files.filter(({ sha256 }) => !whole.has(sha256)).map(({ role }) => role),
      })),
      orphans: files.filter(({ sha256 }) => !used.has(sha256)).length,
      notices: ((session['notices'] ?? []) as { text: string }[]).map(({ text }) => text),
      open: Object.keys(local).filter((key) => key.startsWith('open-capture-')).length,
    };
  });

/** Removes all clips, files and notices. */
export const emptyStore = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('exhibit-clips');
      request.addEventListener('success', () => resolve(request.result));
    });
    const transaction = db.transaction(['clips', 'files'], 'readwrite');
    transaction.objectStore('clips').clear();
    transaction.objectStore('files').clear();
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    db.close();
    await chrome.storage.session.set({ notices: [] });
  });
