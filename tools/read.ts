/**
 * Reads every PNG of a folder with the reader that ships, in a real headless Chromium: npm run read -- DIR --out FILE.jsonl
 * A line is {id (file name without ending), text, words: [{t, x, y, w, h, confidence}], ms}; boxes are in pixels of the
 * picture. A picture that cannot be read gets {id, error} instead, and the command ends with 1.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../tests/browser/chromium.ts';
import type { ReaderPage } from './reader-page.ts';
import { serveReader } from './reader-site.ts';

const usage = 'usage: npm run read -- DIR --out FILE.jsonl';

function optionsOf(args: string[]): { dir: string; out: string } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { out: { type: 'string' } },
  });
  const [dir] = positionals;
  if (dir === undefined || values.out === undefined) throw new Error(usage);
  return { dir, out: values.out };
}

const read = (page: Page, base64: string) =>
  page.evaluate(
    // The page is ours: reader-page.ts puts this function there.
    (picture) => (globalThis as unknown as ReaderPage).readPicture(picture),
    base64,
  );

type Line = { text: string; ms: number; json: string };

async function readFileIn(
  page: Page,
  dir: string,
  file: string,
): Promise<Line | { error: string; json: string }> {
  const id = basename(file, extname(file));
  try {
    const { text, words, ms } = await read(page, await readFile(join(dir, file), 'base64'));
    const short = words.map(({ text: t, x, y, width: w, height: h, confidence }) => ({
      t,
      x,
      y,
      w,
      h,
      confidence,
    }));
    return { text, ms, json: JSON.stringify({ id, text, words: short, ms: Math.round(ms) }) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: message, json: JSON.stringify({ id, error: message }) };
  }
}

async function run(args: string[]): Promise<void> {
  const { dir, out } = optionsOf(args);
  const files = (await readdir(dir)).filter((file) => extname(file).toLowerCase() === '.png').sort();
  if (files.length === 0) throw new Error(`There is no PNG in ${dir}.`);
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Reading needs Chromium; install it or set EXHIBIT_CHROMIUM.');
  const site = await serveReader();
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    const lines: Awaited<ReturnType<typeof readFileIn>>[] = [];
    for (const file of files) lines.push(await readFileIn(page, dir, file));
    await writeFile(out, lines.map(({ json }) => `${json}\n`).join(''));
    const times = lines.flatMap((line) => ('ms' in line ? [line.ms] : [])).sort((a, b) => a - b);
    const failed = lines.length - times.length;
    process.stdout.write(
      `${times.length} pictures read, median ${Math.round(times[times.length >> 1] ?? 0)} ms each; ${failed} failed; ${out}\n`,
    );
    if (failed > 0) process.exitCode = 1;
  } finally {
    await browser.close();
    await site.close();
  }
}

await run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
