/** The mode “Full page” from the press to the clip: whole, stopped, or interrupted in the middle. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Provenance } from '#core/evidence/exhibit.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { clip, clipCard, extensionDir } from './steps.ts';

const patience = { timeout: 60_000 };
let browser: ExtensionBrowser;
let server: Server;
let url = '';
let panel: Page;

const row = (at: number) =>
  `<p style="margin:0;padding:10px">Row ${at}: user${at}@example.com uses a security key</p>`;
/** A console whose content scrolls in an inner box, below a header that stays. */
const body = (title: string, rows: number) =>
  `<!doctype html><html lang="en" style="height:100%"><title>${title}</title>` +
  `<body style="margin:0;height:100%;display:flex;flex-direction:column;overflow:hidden"><header style="padding:14px;background:#123;color:#fff">Console</header>` +
  `<main style="flex:1;overflow:auto">${Array.from({ length: rows }, (_, at) => row(at)).join('')}</main>`;

beforeAll(async () => {
  server = createServer((request, response) => {
    const [, title = '', rows = '0'] = (request.url ?? '').split('/');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(body(title, Number(rows)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  browser = await launchWithExtension({ extensionDir, viewport: { width: 900, height: 500 } });
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

let page: Page;
afterEach(() => page?.close());

/** Opens a page, scrolled a little, and presses the button on it after “Full page” was chosen in the panel. */
async function clipFullPage(title: string, rows: number): Promise<{ before: string }> {
  page = await browser.context.newPage();
  await page.goto(`${url}/${title}/${rows}`);
  await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 120));
  if (panel) {
    await page.bringToFront();
    const choice = panel.getByRole('radio', { name: 'Full page' });
    await panel.getByText('Full page', { exact: true }).click();
    await expect.poll(() => choice.isChecked(), patience).toBe(true);
  }
  const before = await stateOf();
  await clip(browser, page);
  panel ??= await browser.sidePanel('sidepanel.html');
  return { before };
}

const stateOf = () =>
  page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      document.querySelector('main')?.scrollTop,
      document.adoptedStyleSheets.length,
    ]),
  );

type StoredClip = {
  provenance: Provenance;
  width: number;
  height: number;
  files: number;
  discarded: boolean;
  failure: string;
  text: string;
};

/** What the extension has stored of the page with this title. */
const stored = (title: string): Promise<StoredClip | undefined> =>
  panel.evaluate(async (wanted) => {
    const open = indexedDB.open('exhibit-clips');
    const db = await new Promise<IDBDatabase>((done) => (open.onsuccess = () => done(open.result)));
    const all = <Row>(name: string) =>
      new Promise<Row[]>((done) => {
        const request = db.transaction(name).objectStore(name).getAll();
        request.onsuccess = () => done(request.result as Row[]);
      });
    type File = { role: string; sha256: string; width: number; height: number };
    type Row = {
      provenance: Provenance;
      files: File[];
      discardedAt?: string;
      failure?: { message: string };
    };
    const found = (await all<Row>('clips')).find(({ provenance }) => provenance.title === wanted);
    const contents = await all<{ sha256: string; content: Blob }>('files');
    db.close();
    if (!found) return undefined;
    const original = found.files.find(({ role }) => role === 'original');
    const text = found.files.find(({ role }) => role === 'text');
    return {
      provenance: found.provenance,
      width: original?.width ?? 0,
      height: original?.height ?? 0,
      files: contents.filter(({ sha256 }) => found.files.some((file) => file.sha256 === sha256)).length,
      discarded: found.discardedAt !== undefined,
      failure: found.failure?.message ?? '',
      text: (await contents.find(({ sha256 }) => sha256 === text?.sha256)?.content.text()) ?? '',
    };
  }, title);

/** Waits until tiles have been taken of the page with this title; says what became of it when none are. */
async function underWay(title: string): Promise<void> {
  const progress = panel.getByText(/^([2-9]|\d{2,}) of \d+$/);
  await progress.waitFor(patience).catch(async (error: unknown) => {
    const { failure, height } = (await stored(title)) ?? {};
    throw new Error(`no progress was seen; stored: ${failure ?? 'nothing'} (${height ?? 0} px)`, {
      cause: error,
    });
  });
}

describe('a full page', () => {
  beforeAll(async () => {
    // The panel opens with the first press; what that one clips is of no interest here.
    await clipFullPage('first', 2);
    await panel.getByRole('radio', { name: 'Full page' }).waitFor({ ...patience, state: 'attached' });
    await page.close();
  });

  it('is kept with all of the picture and all of the text, and the page is as it was', async () => {
    const { before } = await clipFullPage('whole', 60);
    await expect.poll(async () => (await stored('whole'))?.text ?? '', patience).toContain('Row 59');
    const { provenance, width, height, failure, text } = (await stored('whole'))!;
    expect(provenance).toMatchObject({
      mode: 'full-page',
      viewport: { width: 900, height: 500 },
      scroll: { x: 0, y: 0 },
    });
    const scrollHeight = await page.evaluate(() => document.querySelector('main')!.scrollHeight);
    const header = await page.evaluate(() => document.querySelector('header')!.offsetHeight);
    expect([width, height]).toEqual([900, header + scrollHeight]);
    expect(failure).toBe('');
    expect(text).toContain('Row 0:');
    expect(await stateOf()).toBe(before);
    await clipCard(panel, 'whole').getByRole('button', { name: 'Discard' }).click();
  });

  it('that is stopped leaves nothing but what Undo brings back, and the page is as it was', async () => {
    const { before } = await clipFullPage('stopped', 300);
    await underWay('stopped');
    await panel.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect.poll(async () => (await stored('stopped'))?.discarded, patience).toBe(true);
    expect(await stateOf()).toBe(before);
    expect(await panel.getByRole('article', { name: 'stopped' }).count()).toBe(0);
    await panel.getByText(/^\d+ clips? discarded$/).click();
    await panel.getByRole('button', { name: 'Restore “stopped”' }).click();
    const card = clipCard(panel, 'stopped');
    await card.getByText('Only the visible part was kept: you stopped the full page.').waitFor(patience);
    expect(await stored('stopped')).toMatchObject({ height: 500, provenance: { mode: 'viewport' } });
    await card.getByRole('button', { name: 'Discard' }).click();
  });

  it('whose worker is killed leaves the visible part and says so, and the page puts itself right', async () => {
    const { before } = await clipFullPage('killed', 300);
    await underWay('killed');
    expect(await stateOf()).not.toBe(before);
    await browser.killServiceWorker();
    const card = clipCard(panel, 'killed');
    await card
      .getByText('Only the visible part was kept: the browser stopped the extension')
      .waitFor(patience);
    await expect.poll(stateOf, patience).toBe(before);
    expect(await stored('killed')).toMatchObject({ height: 500, provenance: { mode: 'viewport' } });
    await card.getByRole('button', { name: 'Discard' }).click();
  });

  it('is not mixed with another tab that comes to the front', async () => {
    await clipFullPage('left', 300);
    await underWay('left');
    const other = await browser.context.newPage();
    await other.goto(`${url}/other/1`);
    await other.bringToFront();
    const card = clipCard(panel, 'left');
    await card
      .getByText('Only the visible part was kept: another tab or page came to the front.')
      .waitFor(patience);
    expect(await stored('left')).toMatchObject({ height: 500, provenance: { mode: 'viewport' } });
    await other.close();
    await card.getByRole('button', { name: 'Discard' }).click();
  });
});
