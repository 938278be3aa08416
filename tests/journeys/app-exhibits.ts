/** Exhibits with real pictures for the journeys through the app, and the rows that they support. */
import { afterAll, beforeAll } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { bytesToBase64 } from '#core/shared/bytes.ts';
import { consoleHtml, consolePages } from '../fixtures/console-pages.ts';
import { makeExhibit } from '../fixtures/exhibits.ts';
import { rows } from '../fixtures/soa-rows.ts';
import { startAppRig } from './app-rig.ts';
import type { AppRig, Look, OpenedApp } from './app-rig.ts';
// For the type of globalThis.seedApp as well.
import type { SeedExhibit } from './screens-page.ts';

/** One exhibit of each console page, photographed by the browser. */
async function photograph(browser: Browser): Promise<SeedExhibit[]> {
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

/** The app at its home with these exhibits and the rows of the fixture. */
async function openFilledApp(rig: AppRig, exhibits: readonly SeedExhibit[], look: Look): Promise<OpenedApp> {
  const seed = async (page: Page) => {
    await page.waitForFunction(() => 'seedApp' in globalThis);
    await page.evaluate(([all, soa]) => seedApp(all, soa), [[...exhibits], rows] as const);
  };
  const opened = await rig.open(look, { seed });
  await opened.page.getByRole('heading', { name: 'Statement of Applicability' }).waitFor();
  return opened;
}

/** The app with the pictures of console pages for all tests of a file; to be called once, at its top. */
export function useFilledApp() {
  let rig: AppRig;
  let exhibits: SeedExhibit[];
  beforeAll(async () => {
    rig = await startAppRig('screens-page.ts');
    exhibits = await photograph(rig.browser);
  });
  afterAll(() => rig?.close());
  return {
    rig: () => rig,
    exhibits: () => exhibits,
    open: (look: Look) => openFilledApp(rig, exhibits, look),
  };
}
