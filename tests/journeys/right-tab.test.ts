/** A picture is sealed with the address of the tab that it shows, however quickly a person moves on. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { clip, extensionDir } from './steps.ts';

let browser: ExtensionBrowser;
let pages: Server;
let pagesUrl = '';

beforeAll(async () => {
  pages = createServer((request, response) => {
    const colour = request.url === '/red' ? '#f00' : '#00f';
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><title>${request.url}</title><body style="background:${colour}"><h1>Page</h1>`,
    );
  });
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
  const address = pages.address();
  pagesUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  browser = await launchWithExtension({ extensionDir });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  pages?.close();
});

/** For each clip its title and the colour at the lower right of its picture. */
const coloursInPanel = (panel: Page) =>
  panel.evaluate(async () => {
    const found: { title: string; colour: string }[] = [];
    for (const card of document.querySelectorAll('article')) {
      const image = card.querySelector('img');
      if (!image) continue;
      await image.decode();
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const pen = canvas.getContext('2d');
      pen?.drawImage(image, 0, 0);
      const [red = 0, , blue = 0] =
        pen?.getImageData(image.naturalWidth - 5, image.naturalHeight - 5, 1, 1).data ?? [];
      found.push({
        title: card.querySelector('h2')?.textContent ?? '',
        colour: red > blue ? '/red' : '/blue',
      });
    }
    return found;
  });

it('never shows one tab under the address of another', async () => {
  const red = await browser.context.newPage();
  await red.goto(`${pagesUrl}/red`);
  const blue = await browser.context.newPage();
  await blue.goto(`${pagesUrl}/blue`);
  await clip(browser, blue);
  const panel = await browser.sidePanel('sidepanel.html');
  await panel.getByRole('article', { name: '/blue' }).waitFor();
  await clip(browser, red);
  await panel.getByRole('article', { name: '/red' }).waitFor();

  // The browser takes two pictures a second: the third press has to wait, and the person does not.
  for (let round = 0; round < 3; round += 1) {
    await clip(browser, red);
    await clip(browser, red);
    await clip(browser, red);
    await blue.bringToFront();
    await new Promise((done) => setTimeout(done, 2_500));
  }
  await panel.getByText('Another tab or page came to the front').waitFor({ timeout: 20_000 });
  await expect
    .poll(() => panel.getByText('To review').count(), { timeout: 60_000 })
    .toBeGreaterThanOrEqual(2);
  const clips = await coloursInPanel(panel);
  expect(new Set(clips.map(({ title }) => title))).toEqual(new Set(['/blue', '/red']));
  for (const { title, colour } of clips) expect(colour).toBe(title);
}, 120_000);
