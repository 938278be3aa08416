/** Whoever dies in the middle - the worker, the browser - the clip is there afterwards and arrives exactly once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaticServer } from '../../tools/static-server.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import {
  acceptClip,
  addControl,
  clip,
  clipCard,
  extensionDir,
  goTo,
  openApp,
  pair,
  serveApp,
} from './steps.ts';
import { waitForState } from './steps.ts';

const work = mkdtempSync(join(tmpdir(), 'exhibit-survival-'));
let browser: ExtensionBrowser;
let site: StaticServer;
let pages: Server;
let pagesUrl = '';
/** Answers whoever asks for /held; a page that asks in a blocking way stands still until then. */
let answerHeld: (() => void) | undefined;
let app: Page;

const launch = () => launchWithExtension({ extensionDir, profileDir: join(work, 'profile') });

/** Enough words for OCR to be busy for some seconds. */
const manyWords = Array.from(
  { length: 40 },
  (_, at) =>
    `<p>Rule ${at}: audit logs of every system are kept for ${at + 300} days and reviewed by the security team.</p>`,
).join('');
const bodies: Record<string, string> = {
  '/busy': '<title>Busy page</title><h1>Access rights</h1><p>Reviewed each quarter.</p>',
  '/first':
    '<title>First page</title><h1>Backup policy</h1><p>Backups run every night and are tested each quarter.</p>' +
    manyWords,
  '/second':
    '<title>Second page</title><h1>Sign-in policy</h1><p>Two-factor authentication is required for all users.</p>' +
    manyWords,
};

beforeAll(async () => {
  pages = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (request.url === '/held') {
      answerHeld = () => response.end();
      return;
    }
    response.end(`<!doctype html><html lang="en">${bodies[request.url ?? ''] ?? ''}`);
  });
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
  const address = pages.address();
  pagesUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  site = await serveApp();
  browser = await launch();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
  pages?.close();
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
});

async function visit(path: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(pagesUrl + path);
  return page;
}

describe('a clip survives', () => {
  it('when the worker is killed in the middle of reading', async () => {
    await clip(browser, await visit('/first'));
    const panel = await browser.sidePanel('sidepanel.html');
    const card = clipCard(panel, 'First page');
    await card.getByText('Reading the picture').waitFor({ timeout: 30_000 });
    await browser.killServiceWorker();
    await waitForState(card, 'To review');
  }, 180_000);

  it('when the worker is killed after the picture, before the page text', async () => {
    const panel = await browser.sidePanel('sidepanel.html');
    const saving = panel.getByRole('article').getByText('Saving');
    const page = await visit('/busy');
    // The page stands still: its picture is there at once, its text has to wait until the worker is dead.
    const busy = page.evaluate(() => {
      const request = new XMLHttpRequest();
      request.open('GET', '/held', false);
      request.send();
    });
    const pressed = clip(browser, page);
    await saving.waitFor({ timeout: 20_000 });
    await browser.killServiceWorker();
    answerHeld?.();
    await pressed;
    await busy;
    const card = panel.getByRole('article').first();
    // Nobody touches anything: the alarm alone brings the extension back.
    await waitForState(card, 'To review');
    await card.getByRole('alert').getByText('The picture is kept').waitFor();
  }, 180_000);

  it('when the browser is killed in the middle of reading', async () => {
    await clip(browser, await visit('/second'));
    const before = await browser.sidePanel('sidepanel.html');
    await clipCard(before, 'Second page').getByText('Reading the picture').waitFor({ timeout: 30_000 });
    await browser.killBrowser();

    browser = await launch();
    const panel = await browser.openExtensionPage('sidepanel.html');
    await waitForState(clipCard(panel, 'Second page'), 'To review');
    expect(await panel.getByRole('article').count()).toBe(3);
    await panel.close();
  }, 180_000);

  it('and reaches the workspace exactly once, also when the worker dies during the handover', async () => {
    app = await openApp(browser, site.url);
    await pair(browser, app);
    const panel = await browser.sidePanel('sidepanel.html');
    for (let delivered = 1; delivered <= 3; delivered += 1) {
      const card = panel.getByRole('article').first();
      await addControl(card, 'A.7.4');
      await acceptClip(card);
      await browser.killServiceWorker();
      const words = delivered === 1 ? '1 clip handed over' : `${delivered} clips handed over`;
      await panel.getByText(words).waitFor({ timeout: 60_000 });
    }
    await goTo(app, 'Evidence');
    await app.getByText('3 exhibits').first().waitFor();
    await app.reload();
    await app.getByText('Connected').first().waitFor({ timeout: 30_000 });
    await app.getByText('3 exhibits').first().waitFor();
    for (const title of ['Second page', 'First page']) {
      expect(await app.getByRole('link', { name: new RegExp(title) }).count()).toBe(1);
    }
  }, 240_000);
});
