import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, withoutToolbar } from '../../tests/browser/chromium.ts';
import type { ReaderOptions, ReaderPage } from '../../tools/reader-page.ts';
import { serveReader, type ReaderSite } from '../../tools/reader-site.ts';
import { engineFiles, engineName } from './engine.ts';

let site: ReaderSite;
let browser: Browser;
let reader: Page;

const openReader = async () => {
  const page = await browser.newPage();
  await page.goto(site.url);
  return page;
};
const read = (base64: string, options: ReaderOptions = {}, page = reader) =>
  page.evaluate(([picture, how]) => (globalThis as unknown as ReaderPage).readPicture(picture, how), [
    base64,
    options,
  ] as const);

/** A picture of this page, as base64. */
const pictureOf = async (body: string, width: number, height: number) => {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(`<!doctype html><body style="margin:0;font:12px sans-serif">${body}`);
  const picture = await page.screenshot({ type: 'png' });
  await page.close();
  return picture.toString('base64');
};

/** Half dark, half light, grey 12 px text on both, a coloured badge and a single digit alone in an input. */
const halfAndHalf = `
  <div style="display:flex;height:300px;line-height:30px">
    <nav style="width:50%;background:#1f2327;color:#9aa0a6">
      <p style="margin:20px">Authentication methods</p><p style="margin:20px">Conditional access</p>
    </nav>
    <main style="width:50%;background:#fff;color:#8a919c">
      <p style="margin:20px">Sessions end after fifteen minutes</p>
      <p style="margin:20px">Retries <input value="5" size="4" style="font:12px sans-serif"></p>
      <span style="margin:20px;padding:3px 8px;background:#0a7a3c;color:#fff">Enforced</span>
    </main>
  </div>`;

beforeAll(async () => {
  site = await serveReader();
  const executablePath = findChromium();
  if (!executablePath) throw new Error('This test needs Chromium; install it or set EXHIBIT_CHROMIUM.');
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', withoutToolbar, '--disable-background-networking'],
  });
  reader = await openReader();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

describe('reading in a real browser', () => {
  it('finds grey text on a page that is half dark and half light, and where it stands', async () => {
    const { engine, text, words, progress } = await read(await pictureOf(halfAndHalf, 640, 300));
    expect(engine).toBe(engineName);
    const rows = text.split('\n');
    expect(rows).toContain('Authentication methods Sessions end after fifteen minutes');
    expect(rows).toContain('Conditional access Retries 5');
    expect(rows).toContain('Enforced');
    const sessions = words.find((word) => word.text === 'Sessions');
    expect(sessions?.x).toBeGreaterThan(338);
    expect(sessions?.x).toBeLessThan(343);
    expect(sessions?.height).toBeLessThan(14);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect([progress[0], progress.at(-1)]).toEqual([0, 1]);
  });

  it('reads the same page from a screen with two device pixels per CSS pixel', async () => {
    const page = await browser.newPage({ viewport: { width: 640, height: 300 }, deviceScaleFactor: 2 });
    await page.setContent(`<!doctype html><body style="margin:0;font:12px sans-serif">${halfAndHalf}`);
    const { words } = await read((await page.screenshot()).toString('base64'));
    await page.close();
    expect(words.map((word) => word.text)).toEqual(
      expect.arrayContaining(['Authentication', 'Conditional', 'fifteen', '5', 'Enforced']),
    );
    expect(words.find((word) => word.text === 'Sessions')?.x).toBeGreaterThan(676);
  });

  it('reads every line of a very tall picture once', async () => {
    // 640 pixels wide, bands meet near row 6090; lines stand close together there.
    const lines = Array.from(
      { length: 24 },
      (_, n) => `<p style="margin:0;line-height:17px">Record ${n + 101}</p>`,
    );
    const body = `<div style="height:5900px">Beginning</div>${lines.join('')}`;
    const { text } = await read(await pictureOf(body, 640, 7000));
    expect(text.split('\n')).toEqual(['Beginning', ...lines.map((_, n) => `Record ${n + 101}`)]);
  });

  it('tells each of many equal lines in its own place', async () => {
    const cells = Array.from({ length: 5 }, () => '<p style="margin:0;line-height:30px">Enabled</p>').join(
      '',
    );
    const { words } = await read(await pictureOf(cells, 200, 200));
    expect(words.map((word) => word.text)).toEqual(Array.from({ length: 5 }, () => 'Enabled'));
    const tops = words.map((word) => word.y);
    expect(tops.slice(1).map((top, n) => top - tops[n]!)).toEqual([30, 30, 30, 30]);
  });

  it('gives nothing for an empty page', async () => {
    expect(await read(await pictureOf('', 200, 100))).toMatchObject({ text: '', words: [] });
  });

  it('stops at once on abort, and reads the next picture with a fresh worker', async () => {
    const picture = await pictureOf(halfAndHalf, 640, 300);
    await expect(read(picture, { abortAt: 0.3 })).rejects.toThrow('AbortError');
    expect((await read(picture)).text).toContain('Enforced');
  });

  it('says so when the bytes are no picture', async () => {
    await expect(read(btoa('no picture'))).rejects.toThrow('The picture cannot be decoded.');
  });
});

describe('an engine that cannot start', () => {
  const readInNewPage = async () => {
    const page = await openReader();
    const picture = await pictureOf('Text', 100, 50);
    const start = performance.now();
    const outcome = await read(picture, { startTimeoutMs: 1_000 }, page).then(
      () => 'read',
      (error: unknown) => String(error),
    );
    await page.close();
    return { outcome, ms: performance.now() - start };
  };

  it('names the file that is missing', async () => {
    const core = join(site.dir, 'ocr', engineFiles.core);
    await rename(core, `${core}.away`);
    const { outcome } = await readInNewPage();
    await rename(`${core}.away`, core);
    expect(outcome).toContain(`The OCR engine cannot start: /ocr/${engineFiles.core} is missing.`);
  });

  it('gives up within the time-out when the core is there and does nothing', async () => {
    const core = join(site.dir, 'ocr', engineFiles.core);
    await rename(core, `${core}.away`);
    await writeFile(core, 'self.TesseractCore = () => new Promise(() => {});');
    const { outcome, ms } = await readInNewPage();
    await rename(`${core}.away`, core);
    expect(outcome).toContain('The OCR engine cannot start: it was not ready within 1000 ms.');
    expect(ms).toBeLessThan(10_000);
  });
});
