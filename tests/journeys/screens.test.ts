/**
 * The app's screens in a real Chromium, as built: accessible in light and dark and on a phone, at home under the strict
 * policy, offline from the second load, and small at the start. Set EXHIBIT_SCREENSHOTS to a folder to look at them.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesToBase64 } from '#core/shared/bytes.ts';
import { bytesSource } from '#core/verify/byte-source.ts';
import { verifyPack } from '#core/verify/verify-pack.ts';
import { initialScripts } from '../../tools/initial-size.ts';
import { serveFolder } from '../../tools/static-server.ts';
import type { StaticServer } from '../../tools/static-server.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { findChromium } from '../browser/chromium.ts';
import { quietNetworkArgs } from '../browser/launch.ts';
import { consoleHtml, consolePages } from '../fixtures/console-pages.ts';
import { makeExhibit } from '../fixtures/exhibits.ts';
import { rows } from '../fixtures/soa-rows.ts';
import { buildSite } from './app-site.ts';
// For the type of globalThis.seedApp.
import type { SeedExhibit } from './screens-page.ts';
import { desk, looks } from './looks.ts';

const pictures = process.env['EXHIBIT_SCREENSHOTS'];

let site: string;
let browser: Browser;
let server: StaticServer;
let exhibits: SeedExhibit[];

async function photograph(): Promise<SeedExhibit[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const made: SeedExhibit[] = [];
  for (const wish of consolePages) {
    await page.setContent(consoleHtml(wish));
    const bytes = new Uint8Array(await page.screenshot());
    const { record, recordSha256, files } = await makeExhibit({
      ...wish,
      picture: { bytes, width: 1280, height: 800 },
    });
    made.push({
      record,
      recordSha256,
      files: [...files].map(([sha256, content]) => [sha256, bytesToBase64(content)]),
    });
  }
  await page.close();
  return made;
}

type Opened = { context: BrowserContext; page: Page; complaints: string[] };
type Look = { colorScheme: 'light' | 'dark'; viewport: { width: number; height: number } };

function launchOptions() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium found');
  return { executablePath, args: [...quietNetworkArgs, '--no-first-run', '--no-sandbox'] };
}

/**
 * Limits what the app's origin may store, in bytes; `undefined` lifts the limit. The limit ends with the page through which it is set
 * or with its next navigation to another origin, so that page must stay as it is.
 */
async function limitStorage(page: Page, quotaSize: number | undefined): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(server.url);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin,
    ...(quotaSize !== undefined && { quotaSize }),
  });
}

/**
 * A fresh profile with the app open; `complaints` collects errors, policy violations and requests that fail. `onDisk` names a
 * folder for a profile that is stored: only there does the browser enforce a quota.
 */
async function openApp(look: Look, { filled = true, onDisk = '', quotaSize = 0 } = {}): Promise<Opened> {
  const options = { ...look, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/Berlin' } as const;
  const context = onDisk
    ? await chromium.launchPersistentContext(onDisk, { ...options, ...launchOptions() })
    : await browser.newContext(options);
  if (quotaSize > 0) await limitStorage(await context.newPage(), quotaSize);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  if (filled) {
    await page.goto(`${server.url}/seed.html`);
    await page.waitForFunction(() => 'seedApp' in globalThis);
    await page.evaluate(([all, soa]) => seedApp(all, soa), [exhibits, rows] as const);
  }
  await page.goto(`${server.url}/isms/`);
  await page.getByRole('heading', { name: 'Statement of Applicability' }).waitFor();
  return { context, page, complaints };
}

/**
 * Stands in the page for bridge and extension, by the protocol in core/handover. Runs before the app: it takes the code
 * GOOD23, first refuses the one exhibit that it offers and then offers none.
 */
function actAsExtension() {
  let refused = false;
  const answers: Record<string, (question: { id: number; code?: string }) => object> = {
    hello: () => ({ kind: 'welcome', paired: false, extensionVersion: '0.1.0' }),
    pair: ({ code }) =>
      code === 'GOOD23'
        ? { kind: 'paired' }
        : { kind: 'refused', refusal: { reason: 'wrong-code', attemptsLeft: 4 } },
    list: () => ({
      kind: 'offers',
      offers: refused
        ? []
        : [{ exhibit: '0199a000-0000-7000-8000-00000000000f', recordSha256: 'a'.repeat(64) }],
    }),
    manifest: () => {
      refused = true;
      return { kind: 'refused', refusal: { reason: 'failed', detail: 'The clip could not be read.' } };
    },
  };
  addEventListener('message', ({ data, ports: [port] }) => {
    if ((data as { kind?: string }).kind !== 'exhibit-app' || !port) return;
    port.addEventListener('message', (event: MessageEvent<{ kind: string; id: number; code?: string }>) => {
      port.postMessage({ ...answers[event.data.kind]?.(event.data), id: event.data.id });
    });
    port.start();
  });
}

async function keepPicture(page: Page, name: string) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

const thumbnailsDrawn = (page: Page) => page.locator('.thumb canvas[data-drawn]').nth(0).waitFor();

/** Every screen by its address, with what must be there before it is judged. */
const screens: { name: string; hash: string; ready: (page: Page) => Promise<unknown> }[] = [
  { name: 'soa', hash: '#/soa', ready: (page) => page.getByRole('grid').waitFor() },
  {
    name: 'soa-row',
    hash: '#/soa/A.8.5',
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
  { name: 'settings', hash: '#/settings', ready: (page) => page.getByLabel('Your name').waitFor() },
];

async function visit(page: Page, screen: (typeof screens)[number]) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, screen.hash);
  await screen.ready(page);
}

beforeAll(async () => {
  browser = await chromium.launch(launchOptions());
  site = await buildSite('screens-page.ts');
  server = await serveFolder({ dir: join(site, 'served') });
  exhibits = await photograph();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(site, { recursive: true, force: true });
});

describe.each(looks)('screens, $colorScheme, $where', ({ where, ...look }) => {
  it('are accessible, fit the window and stay within the policy', async () => {
    const { context, page, complaints } = await openApp(look);
    const faults: Record<string, string[]> = {};
    for (const screen of screens) {
      await visit(page, screen);
      await keepPicture(page, `${screen.name}-${look.colorScheme}-${where}`);
      const found = await accessibilityFaults(page);
      if (
        await page.evaluate(() => {
          const { scrollWidth, scrollHeight } = document.documentElement;
          return scrollWidth > innerWidth || scrollHeight > innerHeight;
        })
      )
        found.push('the page itself scrolls');
      if (found.length > 0) faults[screen.name] = found;
    }
    expect(faults).toEqual({});
    expect(complaints).toEqual([]);
    await context.close();
  });
});

it('says what to do first where there is no evidence', async () => {
  const { context, page } = await openApp({ colorScheme: 'light', viewport: desk }, { filled: false });
  await page.getByRole('link', { name: 'Evidence', exact: true }).click();
  await page.getByRole('heading', { name: 'No evidence yet' }).waitFor();
  await keepPicture(page, 'evidence-empty');
  expect(await accessibilityFaults(page)).toEqual([]);
  await context.close();
});

it('decides a control by keyboard alone, and takes it back', async () => {
  const { context, page, complaints } = await openApp({ colorScheme: 'light', viewport: desk });
  await page.keyboard.press('/');
  await page.keyboard.type('8.34');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('a');
  await page.getByRole('menuitemradio', { name: 'Applicable', exact: true }).waitFor();
  await keepPicture(page, 'soa-menu');
  expect(await accessibilityFaults(page, { menuOpen: true })).toEqual([]);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const decided = page.getByRole('button', { name: 'A.8.34 applicable: Yes' });
  await decided.waitFor();
  await expect.poll(() => decided.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'A.8.34 reason: Legal', pressed: true }).waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'A.8.34 reason: Legal', pressed: false }).waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'A.8.34 applicable: Undecided' }).waitFor();
  await page.keyboard.press('Control+Shift+z');
  await decided.waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('keeps the cursor with its words while another tab writes before it', async () => {
  const { context, page } = await openApp({ colorScheme: 'light', viewport: desk });
  const other = await context.newPage();
  for (const tab of [page, other]) await tab.goto(`${server.url}/isms/#/soa/A.5.37`);
  const mine = page.getByRole('textbox', { name: 'Justification' });
  const theirs = other.getByRole('textbox', { name: 'Justification' });
  await mine.fill('Needed by law.');
  await expect.poll(() => theirs.inputValue()).toBe('Needed by law.');
  await mine.focus();
  await mine.press('End');
  await theirs.focus();
  await theirs.press('Home');
  await theirs.pressSequentially('Yes 😀: ');
  await expect.poll(() => mine.inputValue()).toBe('Yes 😀: Needed by law.');
  await mine.pressSequentially(' And wanted.');
  await expect.poll(() => theirs.inputValue()).toBe('Yes 😀: Needed by law. And wanted.');
  await mine.press('Control+z');
  await expect.poll(() => mine.inputValue()).toMatch(/^Yes 😀: /);
  await context.close();
});

it('tells what a control wants and what proves it, on request', async () => {
  const { context, page, complaints } = await openApp({ colorScheme: 'dark', viewport: desk });
  await page.goto(`${server.url}/isms/#/soa/A.8.13`);
  const panel = page.getByRole('complementary', { name: 'Details of A.8.13' });
  await panel.getByText('What it wants and what proves it').click();
  await panel.getByRole('heading', { name: 'What convinces an auditor' }).waitFor();
  await keepPicture(page, 'soa-guidance');
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

it('looks for controls with the model on the device and links one', async () => {
  const { context, page, complaints } = await openApp({ colorScheme: 'light', viewport: desk });
  const strangers: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(server.url) && request.url().startsWith('http'))
      strangers.push(request.url());
  });
  await page.goto(`${server.url}/isms/#/evidence/0199a000-0000-7000-8000-000000000002`);
  const part = page.getByRole('region', { name: 'Look for controls' });
  for (const control of ['A.8.13', 'A.8.24'])
    await page.getByRole('button', { name: `Unlink ${control}` }).click();
  await part.getByRole('button', { name: 'Look', exact: true }).click();
  const link = part.getByRole('button', { name: 'Link A.8.13' });
  await link.waitFor({ timeout: 30_000 });
  await part.locator('mark').nth(0).waitFor();
  await keepPicture(page, 'exhibit-suggestions');
  expect(await accessibilityFaults(page)).toEqual([]);
  await link.click();
  await page.getByRole('button', { name: 'Unlink A.8.13' }).waitFor();
  await link.waitFor({ state: 'detached' });
  expect(strangers).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

it('links an exhibit by search, unlinks it and brings it back', async () => {
  const { context, page, complaints } = await openApp({ colorScheme: 'light', viewport: desk });
  await page.goto(`${server.url}/isms/#/soa/A.8.20`);
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: 'Link exhibit' }).click();
  await page
    .getByRole('searchbox', { name: /^Search exhibits/ })
    .and(page.locator(':focus'))
    .waitFor();
  await page.keyboard.type('firewall');
  await expect.poll(() => page.getByRole('menuitem').count()).toBe(1);
  await page.getByRole('menuitem', { name: /Inbound rules/ }).waitFor();
  await keepPicture(page, 'soa-link');
  expect(await accessibilityFaults(page, { menuOpen: true })).toEqual([]);
  await page.getByRole('menuitem', { name: /Inbound rules/ }).click();
  await panel.getByRole('link', { name: 'Inbound rules - edge firewall' }).waitFor();
  await panel.getByRole('button', { name: 'Unlink Inbound rules - edge firewall' }).click();
  await panel.getByText('No exhibit supports this control yet.').waitFor();
  const notice = page.getByText('Exhibit unlinked from A.8.20');
  await keepPicture(page, 'soa-toast');
  await page.locator('.toast', { has: notice }).getByRole('button', { name: 'Undo' }).click();
  await panel.getByRole('link', { name: 'Inbound rules - edge firewall' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('says loudly that storage is full, keeps the work and saves it when there is room', async () => {
  // Nothing is written before the limit is set: Chromium remembers for half a minute how much room there was.
  const onDisk = join(site, 'profile');
  const { context, page } = await openApp(
    { colorScheme: 'light', viewport: desk },
    { onDisk, filled: false, quotaSize: 1 },
  );
  await page.goto(`${server.url}/isms/#/soa/A.5.37`);
  const words = 'Kept in this tab. '.repeat(20_000);
  await page.getByRole('textbox', { name: 'Justification' }).fill(words);
  const alert = page.getByRole('alert').filter({ hasText: 'Storage is full' });
  await alert.waitFor();
  await keepPicture(page, 'saving-failed');
  expect(await accessibilityFaults(page)).toEqual([]);
  await limitStorage(page, undefined);
  await alert.getByRole('button', { name: 'Save now' }).click();
  await page.getByText('Saved on this device').waitFor();
  await page.reload();
  await expect.poll(() => page.getByRole('textbox', { name: 'Justification' }).inputValue()).toBe(words);
  await context.close();
});

it('pairs by code, and says what happened when a transfer fails', async () => {
  const { context, page, complaints } = await openApp({ colorScheme: 'light', viewport: desk });
  await page.addInitScript(actAsExtension);
  await page.goto(`${server.url}/isms/?paired#/extension`);
  await page.getByRole('heading', { name: /Type the code/ }).waitFor();
  await keepPicture(page, 'extension-unpaired');
  expect(await accessibilityFaults(page)).toEqual([]);
  const code = page.getByLabel('Pairing code');
  await code.pressSequentially('aaa aaa');
  await page.getByText('That is not the code. 4 tries left.').waitFor();
  await keepPicture(page, 'extension-wrong-code');
  await code.pressSequentially('good23');
  await page.getByRole('heading', { name: 'The transfer stopped' }).waitFor();
  await page.getByText('1 exhibit is still safe in the extension.').waitFor();
  await keepPicture(page, 'extension-failed');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Connected' }).waitFor();
  await keepPicture(page, 'extension-connected');
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

it('saves the SoA and the audit pack', async () => {
  const { context, page, complaints } = await openApp({ colorScheme: 'light', viewport: desk });
  let pack = new Uint8Array();
  // A headless browser cannot answer the save picker; browsers without one download instead.
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
  await page.goto(`${server.url}/isms/?pack#/pack`);
  for (const [button, ending] of [
    ['Save SoA as XLSX', '.xlsx'],
    ['Save audit pack (ZIP)', '.zip'],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`\\${ending}$`));
    const bytes = readFileSync(await download.path());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    if (ending === '.zip') pack = Uint8Array.from(bytes);
  }
  await page.getByText(/^\s*Saved AuditPack/).waitFor();
  // The key was made for this pack; what the screen shows of it is what the reader compares.
  const shown = (await page.locator('.fingerprint code').innerText()).replaceAll(' ', '').toLowerCase();
  const report = await verifyPack(bytesSource(pack), {
    devices: [shown],
    heads: [],
    stampRoots: [],
    now: new Date(),
  });
  expect(report.faults).toEqual([]);
  expect(report).toMatchObject({ exhibits: exhibits.length, signer: { fingerprint: shown, known: true } });
  expect(await accessibilityFaults(page)).toEqual([]);
  await keepPicture(page, 'pack-done');
  expect(complaints).toEqual([]);
  await context.close();
});

it('opens offline from the second load on', async () => {
  const { context, page } = await openApp({ colorScheme: 'light', viewport: desk });
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const worker = registration.active;
    while (worker && worker.state !== 'activated') await new Promise((done) => setTimeout(done, 20));
  });
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('heading', { name: 'Statement of Applicability' }).waitFor();
  for (const screen of screens) await visit(page, screen);
  await page.goto(`${server.url}/isms/some/old/address`);
  await page.getByRole('heading', { name: 'Statement of Applicability' }).waitFor();
  await context.close();
});

it('offers a newer version and changes nothing before the person agrees', async () => {
  const { context, page } = await openApp({ colorScheme: 'light', viewport: desk }, { filled: false });
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const worker = join(site, 'served/isms/service-worker.js');
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
  const { context, page, complaints } = await openApp({
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
  const dist = join(site, 'built');
  const sizes = initialScripts((path) => readFileSync(join(dist, path), 'utf8')).map(
    (path) => gzipSync(readFileSync(join(dist, path))).length,
  );
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(250_000);
});
