/**
 * How long each hostile page (tests/journeys/hostile-pages.ts) keeps whoever clips it waiting: `npm run bench:hostile-pages`. Milliseconds from
 * the press to the clip with its text, to the clip with the words that say why it has none or not all, or to the words that say why there is
 * no clip; and the longest task of the page meanwhile, its own among them. EXHIBIT_PAGES is a pattern for the names of the pages to take.
 */
import { createServer } from 'node:http';
import { prepare } from '../../tools/prepare.ts';
import { emptyStore, readStore } from '../browser/clip-store.ts';
import { launchWithExtension } from '../browser/launch.ts';
import { hostilePages, visibleSentence } from '../journeys/hostile-pages.ts';
import { extensionDir } from '../journeys/steps.ts';
import { watchTasks } from './longest-task.ts';
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

/** What the person has in the end. */
async function outcome(): Promise<string> {
  for (;;) {
    const { clips, notices } = await readStore(inside);
    const [clip] = clips;
    if (notices.length > 0) return 'words why there is no clip';
    if (clip && clip.state !== 'capturing') {
      if (clip.failure === 'page-text') return 'clip without its text';
      return clip.isTextCut ? 'clip with a part of its text' : 'clip with its text';
    }
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
  const longestTask = await watchTasks(page);
  const pressed = performance.now();
  await browser.triggerAction(page);
  const came = await outcome();
  const took = rounded(performance.now() - pressed);
  rows.push(
    { metric: `press to ${came}: one that ${name}`, unit: 'ms', ours: took, peers: { bar: 5_000 } },
    { metric: `longest task: one that ${name}`, unit: 'ms', ours: rounded(await longestTask()), peers: {} },
  );
  await page.close({ runBeforeUnload: false });
}
const version = browser.context.browser()?.version();
await browser.close();
server.close();
reportBench('hostile-pages', rows, `Chromium ${version ?? 'of unknown version'}`);
