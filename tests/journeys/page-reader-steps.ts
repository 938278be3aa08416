/** What the tests of the page reader share: a browser with a page that the reader is loaded in. */
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import * as v from 'valibot';
import type { PageBlock, PageText } from '#core/recognition/page-text.ts';
import { expect } from 'vitest';
import { pageFactsSchema } from '../../extension/capture/page/facts-schema.ts';
import type { PageFacts } from '../../extension/capture/page/read-page.ts';
import { serveBundledPage } from '../browser/bundled-page.ts';
import { findChromium, withoutToolbar } from '../browser/chromium.ts';

export type Reader = {
  page: Page;
  /** What the reader makes of this body. `prepare` runs in the page first. */
  read: (body: string, prepare?: () => void) => Promise<PageText>;
  /** What it makes of the page as it is, checked as on arrival in the extension. */
  readNow: () => Promise<PageFacts>;
  close: () => Promise<void>;
};

/** Opens a window of 1000 by 600 pixels. */
export async function openReader(): Promise<Reader> {
  const served = await serveBundledPage(resolve(import.meta.dirname, 'page-reader-page.ts'));
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', withoutToolbar],
  });
  const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
  const readNow = async () =>
    v.parse(
      pageFactsSchema,
      await page.evaluate(() => (globalThis as unknown as { readPage(): unknown }).readPage()),
    );
  const read = async (body: string, prepare: () => void = () => {}) => {
    await page.goto(served.url);
    await page.evaluate((html) => (document.body.innerHTML = html), body);
    await page.evaluate(prepare);
    return (await readNow()).pageText;
  };
  const close = async () => {
    await browser.close();
    await served.close();
  };
  return { page, read, readNow, close };
}

/** The texts of blocks in order; what is not only a text stays as it is. */
export const texts = (blocks: PageBlock[]) => blocks.map((block) => ('text' in block ? block.text : block));

export const field = (label: string, value: string): unknown =>
  expect.objectContaining({ kind: 'field', label, value });
