/**
 * What the Statement of Applicability costs a person who waits for it: keystroke to paint in a text of a row, alternating with a plain
 * textarea on a plain page in the same browser, and how long the SoA of the sample company takes to appear.
 *
 * A keystroke lasts from the time stamp of its `keydown` to the first task after the frame that shows its letter: the letter's own
 * frame, and all that stands before it. What the browser's other processes do to bring the frame to the glass is not in it, nor in
 * the textarea's. The browser paints as soon as it can (no frame-rate limit): otherwise up to 16.7 ms of waiting for the next frame
 * would be measured in both, and hide what the app adds. The script's share of it is given beside: from the first to the last listener.
 * Of the 93 rows those are drawn that are in or near the window: an opening lasts until they fill it, and how long the last row takes
 * that a key goes to is given, too.
 * Run by hand: `npm run bench:typing`, which builds the app; under two minutes.
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
import type { BenchRow } from './result.ts';

const rounds = 6;
const keysPerRound = 25;
const openings = 5;
const words = 'the quick brown fox jumps over the lazy dog and writes down how it did so ';

type Keystroke = { paintMs: number; scriptMs: number };
declare global {
  var keystrokes: Keystroke[];
  var onKeystroke: (() => void) | undefined;
  /** When rows filled the window, 0 while they are being painted; and whether they did. */
  var rowsPainted: { at?: number; filled?: boolean };
}
/** Not yet in TypeScript's DOM library. */
type PageScheduler = { postTask(run: () => void, options: { priority: 'user-blocking' }): unknown };

/** Runs in each page: notes how long each keystroke took, and when the 93 rows of the grid were painted, since the navigation. */
function watchPaints(): void {
  globalThis.keystrokes = [];
  const { scheduler } = globalThis as unknown as { scheduler: PageScheduler };
  // The frame's own work follows its callbacks; this is the first task after it, ahead of what the page has planned.
  const afterPaint = (run: () => void) =>
    requestAnimationFrame(() => void scheduler.postTask(run, { priority: 'user-blocking' }));
  let pressedAt = 0;
  let heardAt = 0;
  const pressed = ({ timeStamp }: KeyboardEvent) => {
    pressedAt = timeStamp;
    heardAt = performance.now();
  };
  const written = () => {
    const scriptMs = performance.now() - heardAt;
    const from = pressedAt;
    afterPaint(() => {
      globalThis.keystrokes.push({ paintMs: performance.now() - from, scriptMs });
      globalThis.onKeystroke?.();
    });
  };
  // First of all listeners, and last.
  addEventListener('keydown', pressed, { capture: true });
  addEventListener('input', written);
  globalThis.rowsPainted = {};
  // Asked at each change and not at each frame, which would keep the browser busy with frames.
  new MutationObserver(() => {
    const { rowsPainted } = globalThis;
    if (rowsPainted.at !== undefined || !document.querySelector('[data-row^="A."]')) return;
    rowsPainted.at = 0;
    afterPaint(() => {
      rowsPainted.at = performance.now();
      rowsPainted.filled = Boolean(
        document.elementFromPoint(innerWidth / 2, innerHeight - 4)?.closest('[data-row]'),
      );
    });
  }).observe(document, { childList: true, subtree: true });
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
async function typeRound(page: Page): Promise<Keystroke[]> {
  await page.bringToFront();
  await page.evaluate(() => void (globalThis.keystrokes = []));
  for (let at = 0; at < keysPerRound; at += 1) {
    // Asked for before the key is pressed: a page that is asked again and again meanwhile would be slower for it.
    const shown = page.evaluate(
      (before) =>
        new Promise<void>((done) => {
          if (globalThis.keystrokes.length > before) done();
          else globalThis.onKeystroke = done;
        }),
      at,
    );
    await page.keyboard.press(words.charAt(at % words.length));
    await shown;
    // As a person types, what the app does after the frame has time to run.
    await page.waitForTimeout(60);
  }
  return page.evaluate(() => globalThis.keystrokes);
}

/** The milliseconds until a window full of rows was painted, since `start` on the page's clock. */
async function whenPainted(page: Page, start = 0): Promise<number> {
  // Asked when it is over: a question is work for the page, too.
  await page.waitForTimeout(1_000);
  await page.waitForFunction(() => globalThis.rowsPainted.at, undefined, { timeout: 60_000 });
  const { at = 0, filled } = await page.evaluate(() => globalThis.rowsPainted);
  if (!filled) throw new Error('The first rows did not fill the window.');
  return at - start;
}

/** The milliseconds from the key that goes to the last row, far from the window, until it is painted with the focus in it. */
async function goToLastRow(page: Page): Promise<number> {
  await page.locator('[data-cell="A.5.1:title"]').focus();
  await page.waitForTimeout(300);
  const painted = page.evaluate(
    () =>
      new Promise<number>((done) => {
        const { scheduler } = globalThis as unknown as { scheduler: PageScheduler };
        const pressed = ({ key, timeStamp }: KeyboardEvent) => {
          if (key !== 'End') return;
          removeEventListener('keydown', pressed);
          const end = () => {
            const row = document.activeElement?.closest('[role=row]')?.getAttribute('aria-rowindex');
            const isThere = row === document.querySelector('[role=grid]')?.getAttribute('aria-rowcount');
            done(isThere ? performance.now() - timeStamp : Number.NaN);
          };
          requestAnimationFrame(() => void scheduler.postTask(end, { priority: 'user-blocking' }));
        };
        addEventListener('keydown', pressed);
      }),
  );
  await page.keyboard.press('Control+End');
  const tookMs = await painted;
  if (Number.isNaN(tookMs)) throw new Error('The last row did not get the focus.');
  return tookMs;
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
  const reloaded: number[] = [];
  for (let at = -2; at < openings; at += 1) {
    await app.goto('about:blank');
    await app.goto(soa);
    const opened = await whenPainted(app);
    await app.reload();
    const again = await whenPainted(app);
    if (at < 0) continue;
    loaded.push(opened);
    reloaded.push(again);
  }
  // From another screen of the running app.
  const shown: number[] = [];
  const atLastRow: number[] = [];
  for (let at = -2; at < openings; at += 1) {
    await app.evaluate(() => void (location.hash = '#/risks'));
    await app.getByRole('grid', { name: 'Risks' }).waitFor();
    await app.waitForTimeout(300);
    const start = await app.evaluate(() => {
      globalThis.rowsPainted = {};
      location.hash = '#/soa';
      return performance.now();
    });
    const opened = await whenPainted(app, start);
    const walked = await goToLastRow(app);
    if (at < 0) continue;
    shown.push(opened);
    atLastRow.push(walked);
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
  const ours: Keystroke[] = [];
  const theirs: Keystroke[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(...(await typeRound(app)));
    theirs.push(...(await typeRound(plain)));
  }
  const keystroke = (metric: string, part: keyof Keystroke, share: number): BenchRow => {
    const of = (all: readonly Keystroke[]) =>
      rounded(
        quantile(
          all.map((each) => each[part]),
          share,
        ),
      );
    return { metric, unit: 'ms', ours: of(ours), peers: { 'plain-textarea': of(theirs) } };
  };
  const took = (metric: string, all: readonly number[]): BenchRow => ({
    metric,
    unit: 'ms',
    ours: rounded(median(all)),
    peers: {},
  });
  reportBench(
    'typing',
    [
      keystroke('keystroke-to-paint-p50', 'paintMs', 0.5),
      keystroke('keystroke-to-paint-p95', 'paintMs', 0.95),
      keystroke('keystroke-script-p95', 'scriptMs', 0.95),
      took('soa-painted-after-load', loaded),
      took('soa-painted-after-reload', reloaded),
      took('soa-painted-after-another-screen', shown),
      took('last-row-painted-after-ctrl-end', atLastRow),
    ],
    `Chromium ${context.browser()?.version() ?? ''}`,
  );
} finally {
  await context.close();
  await server.close();
  rmSync(profile, { recursive: true, force: true });
  rmSync(site, { recursive: true, force: true });
}
