/** The page's snapshot: inert, like the original, without what page text withholds, and never made by asking the network. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { startFossil } from '../consoles/fossil.ts';
import { snapshotSite } from '../fixtures/snapshot-site.ts';
import { likeness } from './picture-likeness.ts';
import { clip, clipCard, extensionDir, waitForState } from './steps.ts';
import { storedSnapshot } from './snapshot-steps.ts';

/** Set it to a folder to look at pages beside their snapshots. */
const picturesDir = process.env['EXHIBIT_PANEL_PICTURES'];
let browser: ExtensionBrowser;
let site: Server;
let address = '';
const asked: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'exhibit-snapshot-'));

beforeAll(async () => {
  site = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { type, body } = snapshotSite(request.url ?? '');
    response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=600' });
    response.end(body);
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  const bound = site.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/`;
  browser = await launchWithExtension({ extensionDir });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Clips the page in front and gives its snapshot. */
async function snapshotOf(page: Page, title: RegExp): Promise<string> {
  await clip(browser, page);
  const panel = await browser.sidePanel('sidepanel.html');
  await waitForState(clipCard(panel, title), 'To review');
  return storedSnapshot(panel, title.source);
}

/** Opens the file as anybody might, with scripts allowed; everything that it asks for is noted. */
async function openFile(html: string): Promise<{ page: Page; requests: string[]; dialogs: string[] }> {
  const file = join(folder, `${Math.random()}.html`);
  writeFileSync(file, html);
  const page = await browser.context.newPage();
  const requests: string[] = [];
  const dialogs: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(pathToFileURL(file).href);
  return { page, requests: requests.filter((url) => !url.startsWith('data:')), dialogs };
}

const withoutMotion = { animations: 'disabled', caret: 'hide' } as const;

describe('the page’s snapshot', () => {
  it('looks like the page, is inert, and was made without a request', async () => {
    const page = await browser.context.newPage();
    await page.goto(address);
    await page.locator('body[data-ready]').waitFor();
    const before = asked.length;
    const html = await snapshotOf(page, /Snapshot trial/);
    expect(asked.slice(before)).toEqual([]);
    await page.bringToFront();
    const original = await page.screenshot(withoutMotion);

    const { page: file, requests, dialogs } = await openFile(html);
    const copy = await file.screenshot(withoutMotion);
    if (picturesDir) {
      writeFileSync(join(picturesDir, 'snapshot-original.png'), original);
      writeFileSync(join(picturesDir, 'snapshot-copy.png'), copy);
    }
    expect(await likeness(file, original, copy)).toBeGreaterThan(0.995);
    expect(requests).toEqual([file.url()]);
    expect(dialogs).toEqual([]);
    expect(await file.evaluate(() => document.scripts.length)).toBe(0);
    // What a script, a form, a link would do.
    await file.getByRole('link', { name: 'Elsewhere' }).click();
    await file.getByRole('button', { name: 'Save' }).evaluate((button: HTMLElement) => button.click());
    expect(new URL(file.url()).pathname).toMatch(/\.html$/);
    for (const said of [
      'typed by hand',
      'in the shadow',
      'closed shadow',
      'inside the frame',
      'chosen option',
    ])
      expect(html).toContain(said);
  }, 240_000);

  it('withholds what the page’s text withholds, and what nobody sees', async () => {
    const panel = await browser.sidePanel('sidepanel.html');
    const html = await storedSnapshot(panel, 'Snapshot trial');
    expect(html).toContain('(not recorded)');
    expect(html.match(/[a-z-]*-canary/g) ?? []).toEqual([]);
  }, 60_000);

  it('gives a page that is too large no snapshot, and says so', async () => {
    const page = await browser.context.newPage();
    await page.goto(`${address}huge`);
    await page.locator('body[data-ready]').waitFor();
    await clip(browser, page);
    const panel = await browser.sidePanel('sidepanel.html');
    const card = clipCard(panel, /Huge page/);
    await card
      .getByText('No page snapshot: the page has more than 60,000 parts.')
      .waitFor({ timeout: 60_000 });
  }, 120_000);
});

describe('a real console’s snapshot', () => {
  it('looks like Fossil', async () => {
    const stateDir = mkdtempSync(join(folder, 'fossil-'));
    const fossil = await startFossil({ stateDir });
    try {
      const page = await browser.context.newPage();
      await fossil.signIn(page);
      const found: Record<string, number> = {};
      for (const { id } of fossil.pages.slice(0, 2)) {
        await fossil.open(page, id);
        const title = await page.title();
        const html = await snapshotOf(page, new RegExp(title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')));
        await page.bringToFront();
        const original = await page.screenshot(withoutMotion);
        const { page: file } = await openFile(html);
        const copy = await file.screenshot(withoutMotion);
        if (picturesDir) {
          writeFileSync(join(picturesDir, `snapshot-fossil-${id}.png`), original);
          writeFileSync(join(picturesDir, `snapshot-fossil-${id}-copy.png`), copy);
        }
        found[id] = await likeness(file, original, copy);
        await file.close();
      }
      for (const [id, same] of Object.entries(found)) expect(same, id).toBeGreaterThan(0.98);
    } finally {
      await fossil.stop();
    }
  }, 300_000);
});
