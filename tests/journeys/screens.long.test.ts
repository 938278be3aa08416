/**
 * The app's screens in a real Chromium, as built: accessible in light and dark and on a phone, at home under the strict
 * policy, offline from the second load, and small at the start.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { initialScripts } from '../../tools/initial-size.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { useFilledApp } from './app-exhibits.ts';
import { keepPicture, screenFaults, visit } from './app-rig.ts';
import type { JudgedScreen } from './app-rig.ts';
import { desk, looks } from './looks.ts';

const thumbnailsDrawn = (page: Page) => page.locator('.thumb canvas[data-drawn]').nth(0).waitFor();

/** Every screen by its address, with what must be there before it is judged. */
const screens: JudgedScreen[] = [
  { name: 'soa', hash: '#/soa', ready: (page) => page.getByRole('grid').waitFor() },
  {
    name: 'soa-row',
    hash: '#/soa/A.8.5',
    manyRows: true,
    ready: async (page) => {
      await page.getByRole('complementary', { name: 'Details of A.8.5' }).waitFor();
      // On a phone it stands below what is seen, and thumbnails are drawn when they are.
      await page.locator('.thumb').waitFor();
    },
  },
  {
    name: 'evidence',
    hash: '#/evidence',
    ready: async (page) => {
      await page.getByRole('list', { name: 'Exhibits, newest first' }).waitFor();
      await thumbnailsDrawn(page);
    },
  },
  {
    name: 'exhibit',
    hash: '#/evidence/0199a000-0000-7000-8000-000000000001',
    ready: (page) =>
      page.waitForFunction(() => {
        const picture = document.querySelector<HTMLImageElement>('.picture img');
        return picture?.complete === true && picture.naturalWidth > 0;
      }),
  },
  {
    name: 'crosswalks',
    hash: '#/crosswalks/soc-2',
    ready: (page) => page.getByRole('table', { name: /SOC 2/ }).waitFor(),
  },
  {
    name: 'pack',
    hash: '#/pack',
    ready: (page) => page.getByRole('button', { name: /audit pack/i }).waitFor(),
  },
  {
    name: 'extension',
    hash: '#/extension',
    ready: (page) => page.getByText('not talking to this page').waitFor(),
  },
  {
    name: 'team',
    hash: '#/team',
    ready: (page) => page.getByRole('heading', { name: 'Share this workspace' }).waitFor(),
  },
  {
    name: 'clauses',
    hash: '#/clauses',
    ready: (page) => page.getByRole('grid', { name: 'Parts of the clauses' }).waitFor(),
  },
  {
    name: 'clause',
    hash: '#/clauses/6.1.2',
    ready: (page) => page.getByRole('complementary', { name: 'Details of clause 6.1.2' }).waitFor(),
  },
  { name: 'settings', hash: '#/settings', ready: (page) => page.getByLabel('Your name').waitFor() },
];

const filled = useFilledApp();

describe.each(looks)('screens, $colorScheme, $where', ({ where, ...look }) => {
  it('are accessible, fit the window and stay within the policy', async () => {
    const { context, page, complaints } = await filled.open(look);
    expect(await screenFaults(page, screens, `${look.colorScheme}-${where}`)).toEqual({});
    expect(complaints).toEqual([]);
    await context.close();
  });
});

it('says what to do first where there is no evidence', async () => {
  const { context, page } = await filled.rig().open({ colorScheme: 'light', viewport: desk });
  await page.getByRole('link', { name: 'Evidence', exact: true }).click();
  await page.getByRole('heading', { name: 'No evidence yet' }).waitFor();
  await keepPicture(page, 'evidence-empty');
  expect(await accessibilityFaults(page)).toEqual([]);
  await context.close();
});

it('opens offline from the second load on', async () => {
  const { context, page } = await filled.open({ colorScheme: 'light', viewport: desk });
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const worker = registration.active;
    while (worker && worker.state !== 'activated') await new Promise((done) => setTimeout(done, 20));
  });
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('heading', { name: 'Statement of Applicability' }).waitFor();
  for (const screen of screens) await visit(page, screen);
  await page.goto(`${filled.rig().url}/isms/some/old/address`);
  await page.getByRole('heading', { name: 'Statement of Applicability' }).waitFor();
  await context.close();
});

it('offers a newer version and changes nothing before the person agrees', async () => {
  const { context, page } = await filled.rig().open({ colorScheme: 'light', viewport: desk });
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const worker = join(filled.rig().site, 'served/isms/service-worker.js');
  const before = readFileSync(worker, 'utf8');
  writeFileSync(worker, `${before}\n// newer`);
  try {
    await page.reload();
    await page.getByText('A new version of Exhibit is ready.').waitFor();
    await keepPicture(page, 'update');
    expect(await accessibilityFaults(page)).toEqual([]);
    const waiting = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
    expect(await waiting()).toBe(true);
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Reload' }).click()]);
    await page.getByRole('heading', { name: 'Statement of Applicability' }).waitFor();
    expect(await waiting()).toBe(false);
    expect(await page.getByText('A new version of Exhibit is ready.').count()).toBe(0);
  } finally {
    writeFileSync(worker, before);
  }
  await context.close();
});

it('fits a window of 360 pixels and shows each view of an exhibit', async () => {
  const { context, page, complaints } = await filled.open({
    colorScheme: 'light',
    viewport: { width: 360, height: 720 },
  });
  for (const screen of screens) {
    await visit(page, screen);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), screen.name).toBeLessThanOrEqual(
      360,
    );
  }
  const exhibit = screens.find(({ name }) => name === 'exhibit');
  if (!exhibit) throw new Error('the list of screens has the exhibit');
  await visit(page, exhibit);
  await page.getByRole('tab', { name: 'Page text' }).click();
  await page.getByText('Phishing-resistant factor').waitFor();
  await keepPicture(page, 'exhibit-page-text');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Page text' }).press('ArrowRight');
  await page.getByText('Lock out after failed attempts: 5').waitFor();
  await page.getByRole('heading', { name: 'Files' }).scrollIntoViewIfNeeded();
  await keepPicture(page, 'exhibit-files');
  await page.getByRole('button', { name: 'Discard exhibit' }).click();
  await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('tab', { name: 'Picture', exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('starts with at most 250 KB of JavaScript (gzip)', () => {
  const dist = join(filled.rig().site, 'served/isms');
  const sizes = initialScripts((path) => readFileSync(join(dist, path), 'utf8')).map(
    (path) => gzipSync(readFileSync(join(dist, path))).length,
  );
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(250_000);
});
