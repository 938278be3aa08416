import type { Page } from 'playwright-core';

/** The stored snapshot of the newest clip with this title; waits until it is there. Throws after half a minute. */
export const storedSnapshot = (panel: Page, title: string): Promise<string> =>
  panel.evaluate(async (wanted) => {
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('the database could not be read')));
      });
    type Stored = { id: string; provenance: { title: string }; files: { role: string; sha256: string }[] };
    for (let tries = 0; tries < 300; tries += 1) {
      const db = await asked(indexedDB.open('exhibit-clips'));
      const stores = db.transaction(['clips', 'files']);
      const clips = (await asked(stores.objectStore('clips').getAll())) as Stored[];
      const newest = clips.filter(({ provenance }) => new RegExp(wanted).test(provenance.title)).at(-1);
      const file = newest?.files.find(({ role }) => role === 'snapshot');
      const stored =
        file && ((await asked(stores.objectStore('files').get(file.sha256))) as { content: Blob });
      db.close();
      if (stored) return stored.content.text();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no snapshot of ${wanted}`);
  }, title);
