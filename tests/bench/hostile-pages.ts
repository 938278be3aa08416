/**
 * How long each hostile page (tests/journeys/hostile-pages.ts) keeps whoever clips it waiting: `npm run bench:hostile-pages`. Milliseconds from
 * the press to the clip with its text, or to the words that say why there is none; and the longest task of the page meanwhile, its own among
 * them. EXHIBIT_PAGES is a pattern for the names of the pages to take.
 */
import { createServer } from 'node:http';
import { prepare } from '../../tools/prepare.ts';
import { emptyStore, readStore } from '../browser/clip-store.ts';
import { launchWithExtension } from '../browser/launch.ts';
import { hostilePages, visibleSentence } from '../journeys/hostile-pages.ts';
import { extensionDir } from '../journeys/steps.ts';
import { longestTask, watchTasks } from './longest-task.ts';
import { reportBench, rounded } from './result.ts';
import type { BenchRow } from './result.ts';

if (!(await prepare())) throw new Error('the extension could not be built');
const wanted = new RegExp(process.env['EXHIBIT_PAGES'] ?? '');
const pages = Object.entries(hostilePages).filter(([name]) => wanted.test(name));
const server = createServer(({ url = '' }, response) => {
  const [, html = ''] = pages[Number(/^\/page\/(\d+)/.exec(url)?.[1])] ?? [];
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><html lang="en"><title>Page</title><body><p>${visibleSentence}</p>${html}`);
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const bound = server.address();
const origin = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
const browser = await launchWithExtension({ extensionDir });
const inside = await browser.openExtensionPage('redact.html');

async function untilDone(): Promise<void> {
  for (;;) {
    const { clips, notices } = await readStore(inside);
    if (notices.length > 0 || (clips.length > 0 && clips.every(({ state }) => state !== 'capturing'))) return;
    await inside.waitForTimeout(10);
  }
}

const rows: BenchRow[] = [];
for (const [at, [name]] of pages.entries()) {
  await emptyStore(inside);
  const page = await browser.context.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(`${origin}/page/${at}`, { timeout: 120_000 });
  await page.bringToFront();
  // The browser gives two pictures a second.
  await inside.waitForTimeout(1_100);
  // A page that has broken what every script needs lets nobody watch its tasks either.
  const isWatched = await page.evaluate(watchTasks).then(
    () => true,
    () => false,
  );
  const pressed = performance.now();
  await browser.triggerAction(page);
  await untilDone();
  const took = rounded(performance.now() - pressed);
  rows.push({
    metric: `press to clip with its text: one that ${name}`,
    unit: 'ms',
    ours: took,
    peers: { bar: 5_000 },
  });
  if (isWatched)
    rows.push({
      metric: `longest task: one that ${name}`,
      unit: 'ms',
      ours: await longestTask(page),
      peers: {},
    });
  await page.close({ runBeforeUnload: false });
}
const version = browser.context.browser()?.version();
await browser.close();
server.close();
reportBench('hostile-pages', rows, `Chromium ${version ?? 'of unknown version'}`);
