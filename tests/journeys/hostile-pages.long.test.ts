/** Pages that attack who clips them: nothing of them runs in our pages, nothing is done for them, and a clip or a message comes of each. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { emptyStore, readStore, type Store } from '../browser/clip-store.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { hostilePages, visibleSentence } from './hostile-pages.ts';
import { clip, extensionDir } from './steps.ts';

const names = Object.keys(hostilePages);
let browser: ExtensionBrowser;
let pages: Server;
let address = '';
let inside: Page;

beforeAll(async () => {
  pages = createServer(({ url = '' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const at = Number(/^\/page\/(\d+)/.exec(url)?.[1]);
    const html = hostilePages[names[at] ?? ''] ?? '';
    response.end(
      `<!doctype html><html lang="en"><title>Page ${at}</title><body><p>${visibleSentence}</p>${html}`,
    );
  });
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
  const bound = pages.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
  browser = await launchWithExtension({ extensionDir, viewport: { width: 640, height: 300 } });
  inside = await browser.openExtensionPage('redact.html');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  pages?.close();
});

/** What came of the press, once something has. */
async function outcome(): Promise<Store> {
  const isDone = ({ clips, notices }: Store) =>
    notices.length > 0 || (clips.length > 0 && clips.every(({ state }) => state !== 'capturing'));
  let store = await readStore(inside);
  while (!isDone(store)) {
    await inside.waitForTimeout(50);
    store = await readStore(inside);
  }
  return store;
}

/** The text of the clip's page, and what only a person may do. */
const consequences = () =>
  inside.evaluate(async () => {
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve) => request.addEventListener('success', () => resolve(request.result)));
    const db = await asked(indexedDB.open('exhibit-clips'));
    const all = <Row>(store: string) => asked<Row[]>(db.transaction(store).objectStore(store).getAll());
    const files = await all<{ content: Blob }>('files');
    const texts = await Promise.all(
      files.filter(({ content }) => content.type === 'text/plain').map(({ content }) => content.text()),
    );
    const clips = await all<{ state: string; addedControls: unknown[] }>('clips');
    const result = {
      text: texts.join('\n'),
      pairings: (await all('pairings')).length,
      settings: (await all('settings')).length,
      decided: clips.filter(({ state, addedControls }) => state === 'accepted' || addedControls.length > 0)
        .length,
      pwned: (globalThis as { pwned?: unknown }).pwned,
    };
    db.close();
    return result;
  });

const saysMoreThanIsRead = /five megabytes|20,000 rows/;

// The heaviest of them keep a busy machine for a minute.
vi.setConfig({ testTimeout: 300_000 });

describe(`${names.length} hostile pages`, () => {
  it.each(names.map((name, at) => [name, at] as const))('one that %s', async (name, at) => {
    await emptyStore(inside);
    const page = await browser.context.newPage();
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(`${address}/page/${at}`);
    await clip(browser, page);
    const { clips, notices } = await outcome();
    const { text, ...privileged } = await consequences();
    expect(privileged).toEqual({ pairings: 0, settings: 0, decided: 0, pwned: undefined });
    if (clips.length === 0)
      expect(notices.join(' ')).toMatch(/NOT saved|nothing was saved|cannot be clipped/);
    expect(clips.flatMap(({ broken }) => broken)).toEqual([]);
    for (const { failure } of clips) if (failure !== 'page-text') expect(text).toContain(visibleSentence);
    // What was left out is said, never dropped in silence.
    if (saysMoreThanIsRead.test(name)) expect(clips.map(({ isTextCut }) => isTextCut)).toEqual([true]);
    await page.close({ runBeforeUnload: false });
  });

  it('are at least forty, and none of them has left a page of ours open', () => {
    expect(names.length).toBeGreaterThanOrEqual(40);
    const ours = browser.context.pages().filter((page) => page.url().startsWith('chrome-extension://'));
    expect(ours).toEqual([inside]);
  });
});
