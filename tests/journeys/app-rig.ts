/** The built app in a real Chromium, with stores filled beforehand. Set EXHIBIT_SCREENSHOTS to a folder to look at its screens. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { serveFolder } from '../../tools/static-server.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { findChromium, withoutToolbar } from '../browser/chromium.ts';
import { quietNetworkArgs } from '../browser/launch.ts';
import { makeSite } from './app-site.ts';

export type Look = { colorScheme: 'light' | 'dark'; viewport: { width: number; height: number } };
/** `complaints` collects errors, policy violations and requests that fail. */
export type OpenedApp = { context: BrowserContext; page: Page; complaints: string[] };
export type AppRig = Awaited<ReturnType<typeof startAppRig>>;

/** A screen by its address, with what must be there before it is judged; `manyRows` where each of them is judged with another screen. */
export type JudgedScreen = {
  name: string;
  hash: string;
  ready: (page: Page) => Promise<unknown>;
  manyRows?: true;
};

const pictures = process.env['EXHIBIT_SCREENSHOTS'];

/** Keeps a picture of the page for whoever wants to look. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

export async function visit(page: Page, screen: JudgedScreen): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, screen.hash);
  await screen.ready(page);
}

/** What axe finds on each screen, and which screens do not fit the window; nothing when all is well. */
export async function screenFaults(
  page: Page,
  screens: readonly JudgedScreen[],
  pictureEnding: string,
): Promise<Record<string, string[]>> {
  const faults: Record<string, string[]> = {};
  for (const screen of screens) {
    await visit(page, screen);
    await keepPicture(page, `${screen.name}-${pictureEnding}`);
    const found = await accessibilityFaults(page, { everyRow: !screen.manyRows });
    const scrolls = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return scrollWidth > innerWidth || scrollHeight > innerHeight;
    });
    if (scrolls) found.push('the page itself scrolls');
    if (found.length > 0) faults[screen.name] = found;
  }
  return faults;
}

/** Serves the app beside the page with this name that fills its stores, and starts a browser. */
export async function startAppRig(seedPage: string) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium found');
  const launch = {
    executablePath,
    args: [...quietNetworkArgs, withoutToolbar, '--no-first-run', '--no-sandbox'],
  };
  const browser: Browser = await chromium.launch(launch);
  const site = await makeSite(seedPage);
  const server = await serveFolder({ dir: join(site, 'served') });
  const addressOf = (hash: string) => `${server.url}/isms/${hash}`;

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

  return {
    browser,
    site,
    url: server.url,
    addressOf,
    limitStorage,

    /**
     * A fresh profile; `seed` runs in the page that fills the stores. The app is opened at `hash`. `onDisk` names a folder for a
     * profile that is stored: only there does the browser enforce a quota.
     */
    async open(
      look: Look,
      {
        seed,
        hash = '',
        onDisk = '',
        quotaSize = 0,
      }: { seed?: (page: Page) => Promise<unknown>; hash?: string; onDisk?: string; quotaSize?: number } = {},
    ): Promise<OpenedApp> {
      const options = {
        ...look,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
      } as const;
      const context = onDisk
        ? await chromium.launchPersistentContext(onDisk, { ...options, ...launch })
        : await browser.newContext(options);
      if (quotaSize > 0) await limitStorage(await context.newPage(), quotaSize);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      if (seed) {
        await page.goto(`${server.url}/seed.html`);
        await seed(page);
      }
      await page.goto(addressOf(hash));
      await page.getByRole('main').waitFor();
      return { context, page, complaints };
    },

    async close(): Promise<void> {
      await browser.close();
      await server.close();
      rmSync(site, { recursive: true, force: true });
    },
  };
}
