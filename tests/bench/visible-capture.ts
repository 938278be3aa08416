/**
 * From the press of the button to the record on the disk: `npm run bench:visible-capture`. 200 captures (EXHIBIT_CAPTURES) of the visible part of real
 * consoles' pages by the extension that ships, half of them while the clips before them are being read; and the longest that the page
 * was kept busy meanwhile. Milliseconds; another page of the extension looks for the commit every ten milliseconds, and as late may the figures be.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { prepare } from '../../tools/prepare.ts';
import { startFossil } from '../consoles/fossil.ts';
import { startMeshCentral } from '../consoles/meshcentral.ts';
import { extensionDir } from '../journeys/steps.ts';
import { watchTasks } from './longest-task.ts';
import { reportBench, rounded } from './result.ts';
import type { BenchRow } from './result.ts';

const captures = Number(process.env['EXHIBIT_CAPTURES'] ?? 200);
/** The browser gives two pictures a second; a person is slower. */
const pauseMs = 1_100;

/** When a clip was first seen in the store, and when with its text; milliseconds since 1970. */
type Moments = { picture: number; whole: number };
type Watched = typeof globalThis & { moments: Map<string, Moments> };

/** In a page of the extension: looks at the newest clip (its identifier begins with its time) every ten milliseconds. */
function watchCommits(): void {
  const moments = new Map<string, Moments>();
  (globalThis as Watched).moments = moments;
  setInterval(() => {
    // Opened each time: before the first commit there is no database, and one held open would stop its upgrade.
    const opening = indexedDB.open('exhibit-clips');
    opening.addEventListener('upgradeneeded', () => opening.transaction?.abort());
    opening.addEventListener('success', () => {
      const newest = opening.result.transaction('clips').objectStore('clips').openCursor(null, 'prev');
      newest.addEventListener('success', () => {
        opening.result.close();
        if (newest.result === null) return;
        const { id, state } = newest.result.value as { id: string; state: string };
        const now = Date.now();
        const known = moments.get(id) ?? { picture: now, whole: 0 };
        if (known.whole === 0 && state !== 'capturing') known.whole = now;
        moments.set(id, known);
      });
    });
  }, 10);
}

type Sample = { picture: number; whole: number; task: number };

async function captureOnce(browser: ExtensionBrowser, inside: Page, page: Page): Promise<Sample> {
  const before = await inside.evaluate(() => (globalThis as Watched).moments.size);
  const longestTask = await watchTasks(page);
  const pressed = Date.now();
  await browser.triggerAction(page);
  // A press without a clip counts as endless.
  const clip = await inside
    .waitForFunction(
      (known) => {
        const found = [...(globalThis as Watched).moments.values()].at(known);
        return found !== undefined && found.whole > 0 ? found : undefined;
      },
      before,
      { polling: 20 },
    )
    .catch(() => undefined);
  const { picture, whole } = (await clip?.jsonValue()) ?? { picture: Infinity, whole: Infinity };
  return { picture: picture - pressed, whole: whole - pressed, task: await longestTask() };
}

const allRead = (inside: Page) =>
  inside.waitForFunction(
    async () => {
      const rows = await new Promise<{ state: string }[]>((resolve) => {
        const opening = indexedDB.open('exhibit-clips');
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('clips').objectStore('clips').getAll();
          reading.addEventListener('success', () => {
            opening.result.close();
            resolve(reading.result as { state: string }[]);
          });
        });
      });
      return rows.every(({ state }) => state === 'proposed');
    },
    undefined,
    { polling: 300, timeout: 240_000 },
  );

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN;

if (!(await prepare())) throw new Error('the extension could not be built');
const work = mkdtempSync(join(tmpdir(), 'exhibit-bench-'));
const consoles = [
  await startFossil({ stateDir: join(work, 'fossil') }),
  await startMeshCentral({ stateDir: join(work, 'meshcentral') }),
];
const browser = await launchWithExtension({ extensionDir });
const inside = await browser.openExtensionPage('redact.html');
await inside.evaluate(watchCommits);
const pages: Page[] = [];
for (const shown of consoles) {
  await shown.signIn(await browser.context.newPage());
  for (const { id } of shown.pages.slice(0, 3)) {
    const page = await browser.context.newPage();
    await shown.open(page, id);
    pages.push(page);
  }
}

async function captureMany(count: number, isIdle: boolean): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let at = 0; at < count; at += 1) {
    const page = pages[at % pages.length]!;
    await page.bringToFront();
    await page.waitForTimeout(pauseMs);
    if (isIdle) await allRead(inside);
    samples.push(await captureOnce(browser, inside, page));
  }
  return samples;
}

const idle = await captureMany(captures / 2, true);
const busy = await captureMany(captures / 2, false);
const rows = [
  ['nothing else to do', idle],
  ['earlier clips being read', busy],
  ['all', [...idle, ...busy]],
] as const;
const bar: BenchRow['peers'] = { bar: 700 };
const report: BenchRow[] = rows.flatMap(([name, samples]) => [
  ...([50, 95] as const).flatMap((share) => [
    {
      metric: `press to stored picture, ${name}, p${share}`,
      unit: 'ms',
      ours: rounded(
        percentile(
          samples.map(({ picture }) => picture),
          share / 100,
        ),
      ),
      peers: share === 95 ? bar : {},
    },
    {
      metric: `press to clip with its text, ${name}, p${share}`,
      unit: 'ms',
      ours: rounded(
        percentile(
          samples.map(({ whole }) => whole),
          share / 100,
        ),
      ),
      peers: {},
    },
  ]),
  {
    metric: `longest task in the page, ${name}, of ${samples.length} captures`,
    unit: 'ms',
    ours: rounded(Math.max(...samples.map(({ task }) => task))),
    peers: { bar: 50 },
  },
]);
const version = browser.context.browser()?.version();
await browser.close();
for (const shown of consoles) await shown.stop();
rmSync(work, { recursive: true, force: true, maxRetries: 5 });
reportBench('visible-capture', report, `Chromium ${version ?? 'of unknown version'}`);
