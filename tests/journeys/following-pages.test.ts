/** One click adds all pages of a list that follow: by its links, by its buttons, until it ends or the person stops. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Provenance } from '#core/evidence/exhibit.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { openClipStore } from './clip-store.ts';
import type { ClipStore, StoredClip } from './clip-store.ts';
import { clip, extensionDir } from './steps.ts';

/** Set it to a folder to look at the panel. */
const picturesDir = process.env['EXHIBIT_PANEL_PICTURES'];
const patience = { timeout: 60_000 };
const total = 5;

const rowOf = (page: number) => `<tr><td>member${page}@kestrel.example<td>security key`;
const titles = '<tr><th>User<th>Second factor';
/** Beside the pager stands a form whose button says the same. */
const list = (page: number, pager: string) =>
  `<!doctype html><html lang="en"><title>Users</title><style>*{caret-color:transparent}</style><body><h1>Users</h1><table>${titles}${rowOf(page)}</table>
   <p>${page}-${page} of ${total}</p><nav aria-label="Pagination">${pager}</nav><form action="/sent"><button>Next</button></form>`;
/** Its next page has an address of its own; the last one has the link still, switched off. */
const linked = (page: number) =>
  list(
    page,
    page < total
      ? `<a href="/linked/${page + 1}">Weiter</a>`
      : '<a href="/linked/1" aria-disabled="true">Weiter</a>',
  );
/** One address; the rows come by a stream after the click, and until then the page says that it is busy. */
const buttoned = `${list(1, '<button>›</button>')}<script>
  let page = 1;
  const [table, said, button] = ['table', 'p', 'nav button'].map((each) => document.querySelector(each));
  button.onclick = () => {
    page += 1;
    said.textContent = 'Loading';
    table.setAttribute('aria-busy', 'true');
    const stream = new EventSource('/row/' + page);
    stream.onmessage = ({ data }) => {
      stream.close();
      table.innerHTML = '${titles}' + JSON.parse(data);
      said.textContent = page + '-' + page + ' of ${total}';
      table.removeAttribute('aria-busy');
      button.disabled = page === ${total};
    };
  };
</script>`;

let server: Server;
let origin = '';
let sent = 0;
let browser: ExtensionBrowser;
let store: ClipStore;
let panel: Page;

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const page = Number(/\d+/.exec(url)?.[0] ?? 1);
    if (url.startsWith('/sent')) sent += 1;
    if (url.startsWith('/row/')) {
      response.setHeader('content-type', 'text/event-stream');
      response.end(`data: ${JSON.stringify(rowOf(page))}\n\n`);
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (url.startsWith('/linked/')) response.end(linked(page));
    else response.end(url === '/buttoned' ? buttoned : list(1, ''));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  browser = await launchWithExtension({ extensionDir, viewport: { width: 900, height: 500 } });
  // A tab of its own, which must not come to the front while a page is clipped.
  store = await openClipStore(browser);
  // The panel opens with the first press.
  await clip(browser, await visit('/linked/1'));
  panel = await browser.sidePanel('sidepanel.html');
  await store.nth(0);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

const visit = async (path: string): Promise<Page> => {
  const page = await browser.context.newPage();
  await page.goto(origin + path);
  return page;
};
const collected = (count: number) =>
  panel.getByRole('heading', { name: `Several pages: ${count} so far` }).waitFor(patience);
const running = () => panel.getByRole('heading', { name: 'Adding the following pages' });
const follow = () => panel.getByRole('button', { name: 'Add all following pages' }).click();
const membersIn = async (made: StoredClip) =>
  Array.from((await store.textOf(made)).matchAll(/member(\d)@/g), ([, page]) => Number(page));

async function finish(): Promise<StoredClip & { provenance: Provenance }> {
  const before = (await store.clips()).length;
  await panel.getByRole('button', { name: 'Finish' }).click();
  const made = await store.nth(before);
  await panel.getByRole('heading', { name: /Several pages/ }).waitFor({ ...patience, state: 'detached' });
  return made as StoredClip & { provenance: Provenance };
}

describe('the pages that follow', () => {
  it('are added by the links of the list, to its end', async () => {
    const first = await visit('/linked/1');
    await panel.getByRole('radio', { name: 'Pages' }).check();
    await clip(browser, first);
    await collected(1);
    await follow();
    await panel.getByText('4 pages were added: this is the last one.').waitFor(patience);
    await panel.getByText('5 of 5 rows. The whole list is in.').waitFor(patience);
    for (const colorScheme of ['light', 'dark'] as const) {
      await panel.emulateMedia({ colorScheme });
      if (picturesDir)
        await panel.screenshot({ path: `${picturesDir}/following-${colorScheme}.png`, fullPage: true });
    }
    const { provenance, ...made } = await finish();
    expect(provenance.pages?.map(({ url }) => url)).toEqual(
      [1, 2, 3, 4, 5].map((page) => `${origin}/linked/${page}`),
    );
    expect(provenance.population).toMatchObject({ first: 1, last: 5, total: 5 });
    expect(await membersIn({ ...made, provenance })).toEqual([1, 2, 3, 4, 5]);
  }, 180_000);

  it('are added by its buttons; what is in when the person stops stays, and can be gone on from', async () => {
    const page = await visit('/buttoned');
    await clip(browser, page);
    await collected(1);
    await follow();
    await running().waitFor(patience);
    if (picturesDir) await panel.screenshot({ path: `${picturesDir}/following-runs.png`, fullPage: true });
    expect(await accessibilityFaults(panel)).toEqual([]);
    await collected(2);
    await panel.getByRole('button', { name: 'Stop' }).click();
    await running().waitFor({ ...patience, state: 'detached' });
    const heading = panel.getByRole('heading', { name: /Several pages: [2-4] so far/ });
    await heading.waitFor(patience);
    const kept = Number(/\d/.exec(await heading.innerText())?.[0]);

    // Stopped after “Next” was pressed, the page in front is not in yet.
    const shown = Number(/^\d/.exec(await page.locator('p').innerText())?.[0]);
    if (shown > kept) {
      await clip(browser, page);
      await collected(kept + 1);
    }
    await follow();
    await panel
      .getByText(/added: this is the last one\./)
      .last()
      .waitFor(patience);
    await collected(5);
    expect(await membersIn(await finish())).toEqual([1, 2, 3, 4, 5]);
  }, 180_000);

  it('are not made up where the page names none, and no form is sent for them', async () => {
    await clip(browser, await visit('/alone'));
    await collected(1);
    await follow();
    await panel.getByText('No page was added: nothing on this page leads to a next one.').waitFor(patience);
    await collected(1);
    expect(sent).toBe(0);
  }, 90_000);
});
