/**
 * What the Statement of Applicability costs a person who waits for it: keystroke to paint in a text of a row, alternating with a plain
 * textarea on a plain page in the same browser, and how long the 93 rows of the sample company take to appear.
 *
 * The browser paints as soon as it can (no frame-rate limit): otherwise up to 16.7 ms of waiting for the next frame would be
 * measured in both, and hide what the app adds. A keystroke lasts from the time stamp of its `keydown` to the first task after
 * the frame that shows it. Run by hand: `npm run bench:typing`, which builds the app; about two minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { serveFolder } from '../../tools/static-server.ts';
import { findChromium } from '../browser/chromium.ts';
import { makeSite } from '../journeys/app-site.ts';
import { median, reportBench, rounded } from './result.ts';

const rounds = 10;
const keysPerRound = 25;
const openings = 9;
const words = 'the quick brown fox jumps over the lazy dog and writes down how it did so ';

declare global {
  var keystrokes: number[];
  var rowsPaintedAt: number | undefined;
}

/** Runs in each page: notes how long each keystroke took, and when the 93 rows of the grid were painted, since the navigation. */
function watchPaints(): void {
  globalThis.keystrokes = [];
  const afterPaint = (run: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = run;
      port2.postMessage(undefined);
    });
  addEventListener(
    'keydown',
    ({ timeStamp }) => afterPaint(() => globalThis.keystrokes.push(performance.now() - timeStamp)),
    { capture: true },
  );
  const look = () => {
    if (document.querySelectorAll('[data-row]').length === 93)
      afterPaint(() => (globalThis.rowsPaintedAt = performance.now()));
    else requestAnimationFrame(look);
  };
  look();
}

const executablePath = findChromium();
if (!executablePath) throw new Error('No Chromium found.');
const site = await makeSite('screens-page.ts');
const server = await serveFolder({ dir: join(site, 'served') });
const profile = mkdtempSync(join(tmpdir(), 'exhibit-bench-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  viewport: { width: 1440, height: 900 },
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--no-first-run',
    '--disable-frame-rate-limit',
    '--disable-gpu-vsync',
  ],
});
await context.addInitScript(watchPaints);

/** Types as many keys as a round has, one when the one before is on the screen; gives back how long each took. */
async function typeRound(page: Page): Promise<number[]> {
  await page.bringToFront();
  await page.evaluate(() => void (globalThis.keystrokes = []));
  for (let at = 0; at < keysPerRound; at += 1) {
    await page.keyboard.press(words.charAt(at % words.length));
    await page.waitForFunction((count) => globalThis.keystrokes.length > count, at, { polling: 5 });
    // As a person types, what the app does after the frame has time to run.
    await page.waitForTimeout(60);
  }
  return page.evaluate(() => globalThis.keystrokes);
}

/** The milliseconds from the navigation until the rows were painted. */
async function paintedAt(page: Page): Promise<number> {
  await page.waitForFunction(() => globalThis.rowsPaintedAt !== undefined, undefined, { timeout: 60_000 });
  return page.evaluate(() => globalThis.rowsPaintedAt ?? 0);
}

/** The value below which this share of them lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

try {
  const soa = `${server.url}/isms/#/soa`;
  const app = await context.newPage();
  await app.goto(soa);
  await app.getByRole('button', { name: 'Open the sample company' }).click({ timeout: 60_000 });
  await app.getByRole('button', { name: 'A.5.1 applicable: Yes' }).waitFor({ timeout: 240_000 });
  await app.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await app.waitForTimeout(2_000);

  // Warm: the service worker has the files and the browser has compiled them.
  const loaded: number[] = [];
  for (let at = -3; at < openings; at += 1) {
    await app.goto('about:blank');
    await app.goto(soa);
    const ms = await paintedAt(app);
    if (at >= 0) loaded.push(ms);
  }
  // From another screen of the running app.
  const shown: number[] = [];
  for (let at = -3; at < openings; at += 1) {
    await app.evaluate(() => void (location.hash = '#/risks'));
    await app.getByRole('grid', { name: 'Risks' }).waitFor();
    await app.waitForTimeout(300);
    const ms = await app.evaluate(async () => {
      const start = performance.now();
      location.hash = '#/soa';
      const painted = () =>
        new Promise<void>((done) => {
          const look = () =>
            document.querySelectorAll('[data-row^="A."]').length === 93
              ? requestAnimationFrame(() => setTimeout(done))
              : requestAnimationFrame(look);
          look();
        });
      await painted();
      return performance.now() - start;
    });
    if (at >= 0) shown.push(ms);
  }

  const plain = await context.newPage();
  await plain.goto(`${server.url}/seed.html`);
  await plain.evaluate(() => {
    document.body.innerHTML = '<textarea rows="4" cols="60"></textarea>';
  });
  await plain.locator('textarea').fill(words.repeat(5));
  await plain.locator('textarea').focus();
  await app.bringToFront();
  await app.evaluate(() => void (location.hash = '#/soa/A.8.5'));
  await app.getByRole('textbox', { name: 'How it is implemented' }).focus();
  await app.waitForTimeout(1_000);
  await typeRound(app);
  await typeRound(plain);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(...(await typeRound(app)));
    theirs.push(...(await typeRound(plain)));
  }
  const keystroke = (name: string, share: number) => ({
    metric: `keystroke-to-paint-${name}`,
    unit: 'ms',
    ours: rounded(quantile(ours, share)),
    peers: { 'plain-textarea': rounded(quantile(theirs, share)) },
  });
  reportBench(
    'typing',
    [
      keystroke('p50', 0.5),
      keystroke('p95', 0.95),
      { metric: 'soa-rows-painted-after-load', unit: 'ms', ours: rounded(median(loaded)), peers: {} },
      {
        metric: 'soa-rows-painted-after-another-screen',
        unit: 'ms',
        ours: rounded(median(shown)),
        peers: {},
      },
    ],
    `Chromium ${context.browser()?.version() ?? ''}`,
  );
} finally {
  await context.close();
  await server.close();
  rmSync(profile, { recursive: true, force: true });
  rmSync(site, { recursive: true, force: true });
}
