/** A thousand planted values: after the redaction no piece of any of them is in anything that the extension, the app or the pack holds. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldText } from '#core/redaction/folded-text.ts';
import type { ReaderPage } from '../../tools/reader-page.ts';
import { serveReader } from '../../tools/reader-site.ts';
import type { StaticServer } from '../../tools/static-server.ts';
import { findChromium, withoutToolbar } from '../browser/chromium.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { storedContent } from '../browser/stored-content.ts';
import type { Canary } from '../fixtures/canaries.ts';
import { makeCanaryPage } from '../fixtures/canaries.ts';
import { acceptClip, addControl, clip, clipCard, extensionDir, goTo, openApp } from './steps.ts';
import { pair, save, serveApp, waitForState } from './steps.ts';

const work = mkdtempSync(join(tmpdir(), 'exhibit-canaries-'));
const profileDir = join(work, 'profile');
/** Half of them are masked by rules, half by hand. */
const shown = { '/ruled': makeCanaryPage(41, 100), '/hand': makeCanaryPage(42, 100) };
const all = Object.values(shown).flatMap(({ canaries }) => canaries);
const style =
  'body{font:13px sans-serif;margin:4px}td{padding:0 12px 0 0}p{margin:1px}iframe{border:0}textarea{width:520px;height:20px}';

/** Some hundred words in the picture, and a busy machine. */
const readingMs = 400_000;

let browser: ExtensionBrowser;
let pages: Server;
let pagesUrl = '';
let site: StaticServer;
let panel: Page;
let app: Page;

beforeAll(async () => {
  pages = createServer(({ url = '' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const page = Object.entries(shown).find(([path]) => url.startsWith(path))?.[1];
    response.end(
      page &&
        `<!doctype html><html lang="en"><title>${page.title}</title><style>${style}</style>${page.html}`,
    );
  });
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
  const bound = pages.address();
  pagesUrl = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
  site = await serveApp();
  browser = await launchWithExtension({ extensionDir, profileDir, viewport: { width: 1000, height: 400 } });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
  pages?.close();
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
});

/** The values of which a text holds a piece, in whatever way it is written. */
function piecesIn(text: string, of: readonly Canary[] = all): string[] {
  const folded = foldText(text).text;
  return of
    .filter(({ trace }) => folded.includes(foldText(trace).text))
    .map(({ kind, text: value }) => `${kind}: ${value}`);
}

async function clipPage(path: keyof typeof shown): Promise<void> {
  const page = await browser.context.newPage();
  await page.goto(`${pagesUrl}${path}?${shown[path].query}`);
  await clip(browser, page);
}

/** The files of a folder and of those in it. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** Names of a PNG's chunks in order (PNG specification, 5.3). */
function chunksOf(png: Buffer): string[] {
  const names: string[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    names.push(png.toString('latin1', at + 4, at + 8));
  return names;
}

describe('a thousand canaries', () => {
  it('are planted and would be found', async () => {
    expect(all).toHaveLength(1_000);
    expect(new Set(all.map(({ trace }) => trace)).size).toBe(1_000);
    await clipPage('/hand');
    panel = await browser.sidePanel('sidepanel.html');
    await waitForState(clipCard(panel, /Access review/), 'To review', readingMs);
    // Hidden fields, attributes and comments are never taken; all others are.
    expect(piecesIn(await storedContent(panel), shown['/hand'].canaries).length).toBeGreaterThan(490);
  }, 500_000);

  it('are found and destroyed by hand', async () => {
    const opened = browser.context.waitForEvent('page');
    await clipCard(panel, /Access review/)
      .getByRole('button', { name: 'Redact' })
      .click();
    const editor = await opened;
    const kinds = ['E-mail addresses', 'Names of people', 'Keys and tokens', 'Payment cards'];
    for (const kind of kinds) await editor.getByRole('checkbox', { name: kind }).check();
    await editor.getByRole('button', { name: /^Redact \d+ things for good$/ }).click();
    await editor.getByText('Nothing was found by itself').waitFor({ timeout: readingMs });
    expect(piecesIn(await storedContent(panel))).toEqual([]);
    await editor.close();
  }, 500_000);

  it('are masked by rules before anybody sees the clip', async () => {
    await panel.getByText('Redaction rules').click();
    for (const kind of ['E-mail addresses', 'Names of people', 'Keys and tokens', 'Payment cards'])
      await panel.getByLabel(kind).selectOption('Always mask');
    await clipPage('/ruled');
    const card = panel.getByRole('article').first();
    // The earlier clip is the first one until this one is there.
    const masked = card.getByText(/Masked by rule: \d+ e-mail addresses, \d+ names/);
    await masked.waitFor({ timeout: readingMs });
    await waitForState(card, 'To review', readingMs);
    expect(piecesIn(await storedContent(panel))).toEqual([]);
  }, 500_000);

  it('are nowhere in the workspace, its history and its caches', async () => {
    app = await openApp(browser, site.url);
    await pair(browser, app);
    for (const words of ['1 clip handed over', '2 clips handed over']) {
      const card = panel.getByRole('article').first();
      await addControl(card, 'A.5.18');
      await acceptClip(card);
      await panel.getByText(words).waitFor({ timeout: 60_000 });
    }
    await goTo(app, 'Evidence');
    await app.getByText('2 exhibits').first().waitFor();
    const stored = await storedContent(app);
    expect(stored).toContain('Two-factor authentication is required');
    expect(piecesIn(stored)).toEqual([]);
    expect(piecesIn(await storedContent(panel))).toEqual([]);
  }, 500_000);

  it('are nowhere in the pack, in no chunk of its pictures, and cannot be read in them', async () => {
    await goTo(app, 'Audit pack');
    const pack = await save(app, 'Save audit pack (ZIP)', work);
    const folder = join(work, 'pack');
    execFileSync('unzip', ['-q', pack, '-d', folder]);
    for (const book of filesIn(folder).filter((file) => file.endsWith('.xlsx')))
      execFileSync('unzip', ['-q', book, '-d', `${book}.unzipped`]);
    const files = filesIn(folder);
    for (const file of files) {
      const content = readFileSync(file);
      expect(piecesIn(content.toString('utf8')), file).toEqual([]);
      expect(piecesIn(content.toString('latin1')), file).toEqual([]);
    }
    const pictures = files.filter((file) => file.endsWith('.png'));
    expect(pictures).toHaveLength(2);
    const reader = await serveReader();
    const reading = await chromium.launch({
      executablePath: findChromium() ?? '',
      args: ['--no-sandbox', withoutToolbar],
    });
    const page = await reading.newPage();
    await page.goto(reader.url);
    for (const picture of pictures) {
      expect(new Set(chunksOf(readFileSync(picture)))).toEqual(new Set(['IHDR', 'IDAT', 'IEND']));
      const { text } = await page.evaluate(
        (base64) => (globalThis as unknown as ReaderPage).readPicture(base64),
        readFileSync(picture, 'base64'),
      );
      expect(text).toMatch(/Two-factor authentication/);
      expect(piecesIn(text)).toEqual([]);
    }
    await reading.close();
    await reader.close();
  }, 500_000);

  // LevelDB keeps what was overwritten in its own files until it compacts them, when it likes: docs/decisions/0015-redaction-and-the-disk.md.
  it('are in no file of the profile that belongs to us, but for what the browser keeps of short texts', async () => {
    await browser.close();
    const own = filesIn(join(profileDir, 'Default')).filter((file) =>
      /\/(?:IndexedDB|Local Extension Settings|Extension State|Service Worker|blob_storage|File System|Storage)\//.test(
        file,
      ),
    );
    expect(own.length).toBeGreaterThan(5);
    const left: string[] = [];
    // The app's cache holds the model, which has tens of megabytes and came with the app.
    const mostBytes = 8_000_000;
    for (const file of own.filter((path) => statSync(path).size < mostBytes)) {
      const content = readFileSync(file);
      for (const encoding of ['latin1', 'utf16le'] as const) {
        const found = piecesIn(content.toString(encoding));
        const isBrowsersOwn = /\/chrome-extension_[^/]*\.leveldb\//.test(file);
        if (found.length > 0 && !isBrowsersOwn)
          left.push(`${file.slice(profileDir.length)} ${encoding}: ${found.length}`);
      }
    }
    expect(left).toEqual([]);
  }, 300_000);
});
