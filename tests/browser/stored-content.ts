import type { Page } from 'playwright-core';

/**
 * Everything that the page's origin has stored, as one text: every record of every database as JSON would have it, bytes and files as
 * Latin-1 and as UTF-8, small entries of the caches, and the extension's own storage where the page belongs to one.
 */
export const storedContent = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const texts: string[] = [];
    const addBytes = (bytes: ArrayBuffer | ArrayBufferView) =>
      texts.push(new TextDecoder('latin1').decode(bytes), new TextDecoder().decode(bytes));
    const add = async (value: unknown): Promise<void> => {
      if (value instanceof Blob) addBytes(await value.arrayBuffer());
      else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) addBytes(value);
      else if (value !== null && typeof value === 'object')
        for (const [key, one] of Object.entries(value)) {
          texts.push(key);
          await add(one);
        }
      else texts.push(String(value));
    };
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('the database could not be read')));
      });
    for (const { name } of await indexedDB.databases()) {
      const db = await asked(indexedDB.open(name ?? ''));
      for (const store of db.objectStoreNames) {
        await add(await asked(db.transaction(store).objectStore(store).getAllKeys()));
        await add(await asked(db.transaction(store).objectStore(store).getAll()));
      }
      db.close();
    }
    if (typeof chrome !== 'undefined' && chrome.storage) {
      await add(await chrome.storage.local.get());
      await add(await chrome.storage.session.get());
    }
    for (const storage of [localStorage, sessionStorage])
      for (let at = 0; at < storage.length; at += 1) await add(storage.getItem(storage.key(at) ?? ''));
    // The model in the app's cache is no text, and has tens of megabytes.
    const mostBytes = 2_000_000;
    for (const cacheName of await caches.keys()) {
      const cache = await caches.open(cacheName);
      for (const request of await cache.keys()) {
        texts.push(request.url);
        const body = await (await cache.match(request))?.blob();
        if (body && body.size < mostBytes) await add(body);
      }
    }
    return texts.join('\n');
  });
