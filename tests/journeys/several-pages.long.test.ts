/**
 * A list that runs over several pages becomes one clip: collected page by page, through a killed worker, a closed tab and a killed browser;
 * one picture, one text, one record that says how much of the list is in it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ExhibitPage } from '#core/evidence/exhibit-pages.ts';
import type { Provenance } from '#core/evidence/exhibit.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { storedContent } from '../browser/stored-content.ts';
import { openClipStore } from './clip-store.ts';
import type { ClipStore, StoredClip } from './clip-store.ts';
import {
  acceptClip,
  clip,
  clipCard,
  extensionDir,
  goTo,
  openApp,
  pair,
  serveApp,
  waitForState,
} from './steps.ts';

/** Set it to a folder to look at the panel and at the picture. */
const picturesDir = process.env['EXHIBIT_PANEL_PICTURES'];
const work = mkdtempSync(join(tmpdir(), 'exhibit-pages-'));
const patience = { timeout: 30_000 };
const canary = 'cora.lindqvist@kestrel.example';
const perPage = 8;
const total = 20;

const people = Array.from({ length: total }, (_, at) => `person${at + 1}@kestrel.example`);
people[10] = canary;
const rowsOf = (page: number) => people.slice((page - 1) * perPage, page * perPage);
const rangeOf = (page: number) =>
  `${(page - 1) * perPage + 1}-${Math.min(page * perPage, total)} of ${total}`;
const table = (page: number, tall: boolean) =>
  `<table><tr><th>User<th>Second factor${rowsOf(page)
    .map((person) => `<tr style="height:${tall ? 90 : 24}px"><td>${person}<td>security key`)
    .join('')}</table><p>${rangeOf(page)}</p>`;
const head =
  '<!doctype html><html lang="en"><title>Users</title><style>*{caret-color:transparent}</style><body style="font:16px sans-serif"><h1>Users</h1>';
/** Pages with addresses of their own; the second one is taller than the window, and is found by a name. */
const linked = (page: number) =>
  `${head}${table(page, page === 2)}<p>Page ${page} of 3</p><a href="/list/${page + 1}">Next</a>`;
/** One address; the rows of a page come by a stream after the click. */
const live = `${head}<div id="rows">${table(1, false)}</div><button>Next</button><script>
  let page = 1;
  document.querySelector('button').onclick = () => {
    page += 1;
    const stream = new EventSource('/stream/' + page);
    stream.onmessage = ({ data }) => { stream.close(); document.querySelector('#rows').innerHTML = JSON.parse(data); };
  };
</script>`;

let server: Server;
let origin = '';
let browser: ExtensionBrowser;
let store: ClipStore;
let panel: Page;

const launch = () =>
  launchWithExtension({
    extensionDir,
    profileDir: join(work, 'profile'),
    viewport: { width: 900, height: 500 },
  });

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const page = Number(/\d+/.exec(url)?.[0] ?? 1);
    if (url.startsWith('/stream/')) {
      response.setHeader('content-type', 'text/event-stream');
      response.end(`data: ${JSON.stringify(table(page, false))}\n\n`);
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(url.startsWith('/list/') ? linked(page) : live);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  browser = await launch();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
});

const visit = async (path: string): Promise<Page> => {
  const page = await browser.context.newPage();
  await page.goto(origin + path);
  return page;
};
const collectedIn = (of: Page, count: number) =>
  of.getByRole('heading', { name: `Several pages: ${count} so far` }).waitFor(patience);
const collected = (count: number) => collectedIn(panel, count);
const pagesOf = (of: StoredClip): ExhibitPage[] => (of.provenance as Provenance).pages ?? [];

describe('several pages as one clip', () => {
  beforeAll(async () => {
    // A tab of its own, which must not come to the front while a page is clipped.
    store = await openClipStore(browser);
    // The panel opens with the first press; that clip is compared with the first page later on.
    await clip(browser, await visit('/list/1'));
    panel = await browser.sidePanel('sidepanel.html');
    await store.nth(0);
  }, 60_000);

  it('come together through a closed tab and a killed worker, each once', async () => {
    const first = await visit('/list/1');
    await panel.getByRole('radio', { name: 'Pages' }).check();
    await clip(browser, first);
    await collected(1);
    await clip(browser, first);
    await panel.getByText('This page is in the clip already, as page 1.').waitFor(patience);
    await first.close();

    const second = await visit(`/list/2?search=${encodeURIComponent(canary)}`);
    await second.setViewportSize({ width: 700, height: 500 });
    await browser.killServiceWorker();
    await clip(browser, second);
    await collected(2);
    await panel.getByText('16 of 20 rows. Only a part of the list so far.').waitFor(patience);

    await second.setViewportSize({ width: 900, height: 500 });
    await second.goto(`${origin}/list/3`);
    await clip(browser, second);
    await collected(3);
    await panel.getByText('20 of 20 rows. The whole list is in.').waitFor(patience);
    const pages = panel.getByRole('list', { name: 'Pages of this clip' }).getByRole('listitem');
    await expect
      .poll(() => pages.allInnerTexts())
      .toEqual([
        expect.stringContaining('“page 1 of 3”, rows 1-8'),
        expect.stringContaining('“page 2 of 3”, rows 9-16'),
        expect.stringContaining('“page 3 of 3”, rows 17-20'),
      ]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await panel.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(panel, { onlyColours: colorScheme === 'dark' })).toEqual([]);
      if (picturesDir)
        await panel.screenshot({ path: `${picturesDir}/pages-${colorScheme}.png`, fullPage: true });
    }
    await second.close();
  }, 120_000);

  it('give the last one back, and all of them', async () => {
    await panel.getByRole('button', { name: 'Take back page 3' }).click();
    await collected(2);
    await panel.getByText('Page 3 was taken back.').waitFor();
    await panel.getByRole('button', { name: 'Put it back' }).click();
    await collected(3);
    await panel
      .getByRole('region', { name: /Several pages/ })
      .getByRole('button', { name: 'Discard' })
      .click();
    await panel.getByText('are discarded.').waitFor();
    await panel.getByRole('button', { name: 'Undo' }).click();
    await collected(3);
  });

  it('become one clip: one picture in order, one text, one record of the whole list', async () => {
    await panel.getByRole('button', { name: 'Finish' }).click();
    const made = await store.nth(1);
    const pages = pagesOf(made);
    expect(made.provenance).toMatchObject({
      mode: 'pages',
      url: `${origin}/list/1`,
      population: { rows: 20, first: 1, last: 20, total: 20 },
    });
    expect(pages.map(({ url, isWhole, width, pager }) => ({ url, isWhole, width, pager }))).toEqual([
      { url: `${origin}/list/1`, isWhole: true, width: 900, pager: { page: 1, of: 3 } },
      {
        url: `${origin}/list/2?search=${encodeURIComponent(canary)}`,
        isWhole: true,
        width: 700,
        pager: { page: 2, of: 3 },
      },
      { url: `${origin}/list/3`, isWhole: true, width: 900, pager: { page: 3, of: 3 } },
    ]);
    expect(pages.map(({ height }) => height)).toEqual([500, expect.any(Number), 500]);
    expect(pages[1]?.height).toBeGreaterThan(800);
    expect(pages.map(({ capturedAt }) => capturedAt)).toEqual(
      pages.map(({ capturedAt }) => capturedAt).toSorted(),
    );
    // The first page stands in it pixel for pixel.
    const [alone] = await store.clips();
    expect(await store.differences(alone!, made, 0, pages[0]?.y ?? 0)).toBe(0);
    const text = await store.textOf(made);
    let from = 0;
    for (const mark of [
      ...people.slice(0, 8),
      'Page 2 of 3',
      ...people.slice(8, 16),
      'Page 3 of 3',
      ...people.slice(16),
    ]) {
      const at = text.indexOf(mark, from);
      expect(at, mark).toBeGreaterThanOrEqual(from);
      from = at;
    }
    // Nothing of the collection is left beside the clip.
    expect(await panel.getByRole('heading', { name: /Several pages/ }).count()).toBe(0);
    await waitForState(clipCard(panel, 'Users'), 'To review');
  }, 180_000);

  it('agree with what the pages drew', async () => {
    const { reading } = (await store.nth(1)) as StoredClip & {
      reading: { agreement: { compared: number; differing: number } };
    };
    // Pages 1 and 3 fit into the window; of a scrolled page nothing tells where its words stand.
    expect(reading.agreement.compared).toBeGreaterThan(30);
    expect(reading.agreement).toMatchObject({ differing: 0 });
  });

  it('lose what is redacted on the second page: row, address, band, area', async () => {
    const [, made] = await store.clips();
    const y = pagesOf(made!)[1]?.y ?? 0;
    const opened = browser.context.waitForEvent('page');
    await clipCard(panel, 'Users').getByRole('button', { name: 'Redact' }).click();
    const editor = await opened;
    await editor.getByRole('checkbox', { name: canary }).check();
    const picture = editor.getByRole('img');
    await picture.waitFor();
    if (picturesDir) await editor.screenshot({ path: `${picturesDir}/pages-redact.png`, fullPage: true });
    // An area over the beginning of the second page, drawn by pointer.
    const box = await picture.evaluate((element, top) => {
      const { naturalWidth } = element as HTMLImageElement;
      const { left, top: shownTop, width } = element.getBoundingClientRect();
      const scale = width / naturalWidth;
      scrollTo(0, scrollY + shownTop + top * scale - 100);
      return { left, top: element.getBoundingClientRect().top, scale };
    }, y);
    const at = (x: number, row: number): [number, number] => [
      box.left + x * box.scale,
      box.top + (y + row) * box.scale,
    ];
    await editor.mouse.move(...at(4, 80));
    await editor.mouse.down();
    await editor.mouse.move(...at(300, 160));
    await editor.mouse.up();
    await editor.getByText('1 area marked').waitFor();
    await editor.getByRole('button', { name: /^Redact \d+ things for good$/ }).click();
    await vi.waitFor(async () => {
      const { redactions } = (await store.clips())[1] as StoredClip & { redactions?: unknown[] };
      expect(redactions).toHaveLength(1);
    }, patience);
    await waitForState(clipCard(panel, 'Users'), 'To review');
    await editor.close();

    const left = await storedContent(panel);
    const isLeft = (text: string | undefined) => left.includes(text ?? 'nothing');
    expect([canary, encodeURIComponent(canary)].filter(isLeft)).toEqual([]);
    expect(isLeft(people[19])).toBe(true);
    const redacted = (await store.clips())[1]!;
    expect(pagesOf(redacted)[1]?.url).not.toContain('lindqvist');
    // The first row of the second page lies below the area; the rows of the others do not.
    const text = await store.textOf(redacted);
    expect(text).not.toContain(people[8]);
    expect(text).toContain(people[7]);
    const read = await store.page.evaluate(
      async (sha256) => {
        const { rows } = globalThis as unknown as {
          rows(table: string): Promise<{ sha256: string; content: Blob }[]>;
        };
        const file = (await rows('files')).find((each) => each.sha256 === sha256);
        return (await file?.content.text()) ?? '';
      },
      redacted.files.find(({ role }) => role === 'ocr')?.sha256 ?? '',
    );
    expect(read).not.toMatch(/lindqvist/i);
    if (picturesDir) {
      const shown = await browser.context.newPage();
      const opening = browser.context.waitForEvent('page').catch(() => undefined);
      await clipCard(panel, 'Users')
        .getByRole('button', { name: /Open the picture/ })
        .click();
      await (await opening)?.screenshot({ path: `${picturesDir}/pages-picture.png`, fullPage: true });
      await shown.close();
    }
  }, 240_000);

  it('arrive in the workspace as one exhibit that names its pages, with a banner below them', async () => {
    const site = await serveApp();
    try {
      const banner = panel.getByLabel('Keep the picture with a banner, too');
      await banner.click();
      // It shows what is stored.
      await expect.poll(() => banner.isChecked(), patience).toBe(true);
      await acceptClip(clipCard(panel, 'Users'));
      const app = await openApp(browser, site.url);
      await pair(browser, app);
      panel = await browser.sidePanel('sidepanel.html');
      await goTo(app, 'Evidence');
      await app.getByRole('link', { name: /Users/ }).first().click();
      const pages = app.getByRole('list', { name: 'Pages' }).getByRole('listitem');
      await expect.poll(() => pages.count(), patience).toBe(3);
      expect(await pages.nth(1).innerText()).toMatch(/\/list\/2\?search=[^@]*rows 9-16/s);
      await app.getByText('The whole list is shown.').waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await app.emulateMedia({ colorScheme });
        expect(await accessibilityFaults(app, { onlyColours: colorScheme === 'dark' })).toEqual([]);
        if (picturesDir) await app.screenshot({ path: `${picturesDir}/pages-app-${colorScheme}.png` });
      }
      const [, accepted] = await store.clips();
      expect(accepted?.files.map(({ role }) => role)).toContain('stamped');
    } finally {
      await site.close();
    }
  }, 120_000);

  it('with one address are told apart by what they show, and wait through a killed browser', async () => {
    const page = await visit('/live');
    await panel.getByRole('radio', { name: 'Pages' }).check();
    await clip(browser, page);
    await collected(1);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText(rangeOf(2)).waitFor();
    await clip(browser, page);
    await collected(2);
    await browser.killBrowser();

    browser = await launch();
    panel = await browser.openExtensionPage('sidepanel.html');
    store = await openClipStore(browser);
    await collected(2);
    const again = await visit('/live');
    for (const at of [2, 3]) {
      await again.getByRole('button', { name: 'Next' }).click();
      await again.getByText(rangeOf(at)).waitFor();
    }
    await clip(browser, again);
    await collected(3);
    await panel.getByText('20 of 20 rows. The whole list is in.').waitFor(patience);
    const clipsBefore = (await store.clips()).length;

    // Killed while they are put together: whoever comes next goes on.
    await panel.bringToFront();
    await panel.getByRole('button', { name: 'Finish' }).click();
    await browser.killServiceWorker();
    const made = await store.nth(clipsBefore);
    expect(pagesOf(made).map(({ url }) => url)).toEqual([1, 2, 3].map(() => `${origin}/live`));
    expect(made.provenance).toMatchObject({ population: { first: 1, last: 20, total: 20 } });
    expect(await store.clips()).toHaveLength(clipsBefore + 1);
    await collectedGone();
  }, 180_000);
});

const collectedGone = () =>
  panel.getByRole('heading', { name: /Several pages/ }).waitFor({ ...patience, state: 'detached' });
