/** The app's storage in a real Chromium: room that runs out, two tabs, tabs and browsers that go away. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { BundledPage } from '../browser/bundled-page.ts';
import { serveBundledPage } from '../browser/bundled-page.ts';
import { findChromium, withoutToolbar } from '../browser/chromium.ts';
// For the type of globalThis.storagePage.
import type {} from './storage-page.ts';

const megabyte = 1024 * 1024;
let server: BundledPage;
let profile: string;
let context: BrowserContext;

async function launch(): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium found');
  return chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      withoutToolbar,
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}

/**
 * `quotaSize` limits what the origin may store, in bytes. It is set before the page's first write: Chromium remembers for half a minute
 * how much room it saw.
 */
async function openTab(quotaSize?: number): Promise<Page> {
  const page = await context.newPage();
  if (quotaSize !== undefined) await setQuota(page, quotaSize);
  await page.goto(server.url);
  await page.waitForFunction(() => 'storagePage' in globalThis);
  return page;
}

/** Limits what this origin may store; `undefined` lifts the limit. */
async function setQuota(page: Page, quotaSize: number | undefined): Promise<void> {
  const session = await context.newCDPSession(page);
  const { origin } = new URL(server.url);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin,
    ...(quotaSize !== undefined && { quotaSize }),
  });
}

const isSaved = (page: Page) =>
  page.waitForFunction(() => storagePage.state().kind === 'saved', undefined, { timeout: 15_000 });

beforeAll(async () => {
  server = await serveBundledPage(join(import.meta.dirname, 'storage-page.ts'));
}, 60_000);

afterAll(() => server.close());

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'exhibit-storage-'));
  context = await launch();
}, 60_000);

afterEach(async () => {
  await context.close();
  await rm(profile, { recursive: true, force: true });
});

it('says within a second that storage is full, and loses nothing', async () => {
  const page = await openTab(8 * megabyte);
  const edits = 14;
  for (let edit = 0; edit < edits; edit += 1) {
    await page.evaluate((number) => storagePage.typeLarge('A.5.1', `edit-${number}`, 1024 * 1024), edit);
    await page.waitForTimeout(300);
  }
  await page.waitForFunction(() => storagePage.state().kind === 'failed');
  const { changes, editTimes } = await page.evaluate(() => ({
    changes: storagePage.changes,
    editTimes: storagePage.editTimes,
  }));
  const failed = changes.find((change) => change.state.kind === 'failed');
  expect(failed?.state).toMatchObject({ kind: 'failed', reason: 'storage-full' });
  const firstUnsaved = changes.findLast((change) => change.state.kind === 'saved')?.edits ?? 0;
  expect(firstUnsaved).toBeGreaterThan(0);
  expect(firstUnsaved).toBeLessThan(edits);
  // From the first edit that found no room to the state that the interface shows.
  expect((failed?.at ?? Infinity) - (editTimes[firstUnsaved] ?? 0)).toBeLessThan(1_000);

  const all = Array.from({ length: edits }, (_, number) => `edit-${number}`);
  const stored = await page.evaluate(() => storagePage.storedMarkers('A.5.1'));
  expect(stored.length).toBeLessThan(edits);
  // Whatever was called saved is stored, and what is stored is a beginning of the whole.
  expect(stored.length).toBeGreaterThanOrEqual(firstUnsaved);
  expect(stored).toEqual(all.slice(0, stored.length));
  const state = await page.evaluate(() => storagePage.state());
  expect(state.kind === 'failed' && state.unsavedBytes).toBeGreaterThanOrEqual(
    (edits - stored.length) * megabyte,
  );
  expect(await page.evaluate(() => storagePage.markers('A.5.1'))).toEqual(all);

  await setQuota(page, undefined);
  await isSaved(page);
  await page.reload();
  await page.waitForFunction(() => 'storagePage' in globalThis);
  expect(await page.evaluate(() => storagePage.markers('A.5.1'))).toEqual(all);
}, 30_000);

it('refuses an exhibit for which there is no room, whole', async () => {
  const page = await openTab(8 * megabyte);
  const answers: string[] = [];
  for (let number = 1; answers.at(-1) !== 'storage-full' && number < 10; number += 1) {
    answers.push(await page.evaluate((id) => storagePage.putExhibit(id, 2 * 1024 * 1024), number));
  }
  expect(answers.at(-1)).toBe('storage-full');
  const stored = answers.filter((answer) => answer === 'stored').length;
  expect(stored).toBe(answers.length - 1);
  expect(stored).toBeGreaterThan(0);
  expect(await page.evaluate(() => storagePage.evidenceRows())).toEqual({ exhibits: stored, files: stored });
  await setQuota(page, undefined);
  expect(await page.evaluate(() => storagePage.putExhibit(99, 2 * 1024 * 1024))).toBe('stored');
}, 30_000);

it('lets two tabs edit one row at once, and keeps both texts when one is closed at any time', async () => {
  const [left, right] = [await openTab(), await openTab()];
  await Promise.all([
    left.evaluate(() => storagePage.type('A.5.1', 'from the left ')),
    right.evaluate(() => storagePage.type('A.5.1', 'from the right ')),
  ]);
  for (const page of [left, right]) {
    await page.waitForFunction(() => storagePage.text('A.5.1').length === 29);
  }
  const merged = await left.evaluate(() => storagePage.text('A.5.1'));
  expect(merged).toContain('from the left ');
  expect(merged).toContain('from the right ');
  expect(await right.evaluate(() => storagePage.text('A.5.1'))).toBe(merged);

  // Long before its batch is due.
  await left.evaluate(() => storagePage.type('A.5.1', 'last words'));
  await left.close();
  await right.waitForFunction(() => storagePage.text('A.5.1').endsWith('last words'));
  await isSaved(right);
  await right.close();
  const again = await openTab();
  expect(await again.evaluate(() => storagePage.text('A.5.1'))).toBe(`${merged}last words`);
}, 30_000);

it('has what it called saved after the tab is closed right after the flush', async () => {
  for (let round = 1; round <= 5; round += 1) {
    const page = await openTab();
    const state = await page.evaluate(() => {
      storagePage.type('A.5.2', 'x');
      return storagePage.flush();
    });
    await page.close();
    expect(state).toEqual({ kind: 'saved' });
    const again = await openTab();
    expect(await again.evaluate(() => storagePage.text('A.5.2').length)).toBe(round);
    await again.close();
  }
}, 30_000);

it('stores the last edit when the page is left at once, also the very first of a new database', async () => {
  for (let round = 1; round <= 10; round += 1) {
    const page = await openTab();
    await page.evaluate(() => {
      storagePage.type('A.5.3', 'x');
      location.href = 'about:blank';
    });
    await page.waitForURL('about:blank');
    const again = await openTab();
    expect(await again.evaluate(() => storagePage.text('A.5.3').length)).toBe(1);
    await again.close();
    const session = await context.newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', {
      origin: new URL(server.url).origin,
      storageTypes: 'all',
    });
    await page.close();
  }
}, 60_000);

it('has what it called saved after the browser is killed', async () => {
  const page = await openTab();
  const browser = context.browser();
  if (!browser) throw new Error('no browser');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pid = processInfo.find((process) => process.type === 'browser')?.id;
  if (pid === undefined) throw new Error('the browser told no process id');
  const state = await page.evaluate(() => {
    storagePage.type('A.5.4', 'survives');
    return storagePage.flush();
  });
  expect(state).toEqual({ kind: 'saved' });
  const gone = new Promise<void>((resolve) => context.on('close', () => resolve()));
  process.kill(pid, 'SIGKILL');
  await gone;
  context = await launch();
  const again = await openTab();
  expect(await again.evaluate(() => storagePage.text('A.5.4'))).toBe('survives');
}, 30_000);
