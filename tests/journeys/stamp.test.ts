/** The picture with a banner: the original's pixels are all there, and what an auditor asks for stands below them. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import type { StaticServer } from '../../tools/static-server.ts';
import {
  acceptClip,
  clip,
  clipCard,
  extensionDir,
  goTo,
  openApp,
  pair,
  save,
  serveApp,
  waitForState,
} from './steps.ts';

/** Set it to a folder to look at the screens and at the picture with its banner. */
const picturesDir = process.env['EXHIBIT_PANEL_PICTURES'];
let browser: ExtensionBrowser;
let pages: Server;
let app: StaticServer;
let address = '';
const title = 'Users · 用户管理 · إدارة';

beforeAll(async () => {
  pages = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="en"><title>${title}</title><body style="font:16px sans-serif"><header>Signed in as ada@console.example</header><h1>Users</h1><table><tr><th>Name<th>Role<tr><td>Ada<td>Owner<tr><td>Bo<td>Reader</table><p>1-2 of 41 users</p><p>Two-factor authentication is required for every user.</p>`,
    );
  });
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
  const bound = pages.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/users?filter=${'long-'.repeat(60)}end`;
  app = await serveApp();
  browser = await launchWithExtension({ extensionDir });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
  pages?.close();
});

type Stored = { role: string; base64: string; width?: number; height?: number };

/** The pictures of the newest clip, from the extension's storage. */
const storedPictures = (panel: Page): Promise<Stored[]> =>
  panel.evaluate(async () => {
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve) => request.addEventListener('success', () => resolve(request.result)));
    const db = await asked(indexedDB.open('exhibit-clips'));
    // A transaction ends while the content is read, so each look gets its own.
    const store = (name: string) => db.transaction(name).objectStore(name);
    type Clip = {
      files: { role: string; mediaType: string; sha256: string; width?: number; height?: number }[];
    };
    const clips = (await asked(store('clips').getAll())) as Clip[];
    const pictures: Stored[] = [];
    for (const file of clips.at(-1)?.files.filter(({ mediaType }) => mediaType === 'image/png') ?? []) {
      const { content } = (await asked(store('files').get(file.sha256))) as { content: Blob };
      const binary = [...new Uint8Array(await content.arrayBuffer())].map((byte) =>
        String.fromCharCode(byte),
      );
      pictures.push({ ...file, base64: btoa(binary.join('')) });
    }
    db.close();
    return pictures;
  });

/** How many pixels of the first picture differ in the second, laid over it at the top left; and how many colours stand below it. */
const overlay = (
  page: Page,
  first: string,
  second: string,
): Promise<{ changed: number; coloursBelow: number }> =>
  page.evaluate(
    async ([one = '', other = '']) => {
      const bitmapOf = (base64: string) =>
        createImageBitmap(
          new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/png' }),
        );
      const [a, b] = [await bitmapOf(one), await bitmapOf(other)];
      const pixels = (bitmap: ImageBitmap, top: number, height: number) => {
        const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        pen?.drawImage(bitmap, 0, 0);
        return new Uint32Array(pen?.getImageData(0, top, a.width, height).data.buffer ?? new ArrayBuffer(0));
      };
      const [before, after] = [pixels(a, 0, a.height), pixels(b, 0, a.height)];
      let changed = Math.abs(before.length - after.length);
      for (const [at, pixel] of before.entries()) if (pixel !== after[at]) changed += 1;
      return { changed, coloursBelow: new Set(pixels(b, a.height, b.height - a.height)).size };
    },
    [first, second],
  );

describe('the picture with a banner', () => {
  it('is kept beside the original when that is wanted, and says what was clipped', async () => {
    const page = await browser.context.newPage();
    await page.goto(address);
    await clip(browser, page);
    const panel = await browser.sidePanel('sidepanel.html');
    const card = clipCard(panel, /Users/);
    await waitForState(card, 'To review');
    // The box follows the stored setting, a moment after the click.
    await panel.getByRole('checkbox', { name: /banner/ }).click();
    await panel.getByRole('checkbox', { name: /banner/, checked: true }).waitFor();
    await acceptClip(card);
    await waitForState(card, 'Waiting for the workspace');

    const [original, stamped] = await storedPictures(panel);
    expect([original?.role, stamped?.role]).toEqual(['original', 'stamped']);
    expect(stamped?.width).toBe(original?.width);
    expect(stamped?.height).toBeGreaterThan((original?.height ?? 0) + 100);
    const { changed, coloursBelow } = await overlay(panel, original?.base64 ?? '', stamped?.base64 ?? '');
    expect(changed).toBe(0);
    expect(coloursBelow).toBeGreaterThan(10);
    if (picturesDir)
      writeFileSync(join(picturesDir, 'stamped.png'), Buffer.from(stamped?.base64 ?? '', 'base64'));

    // Taken back, it goes: what is changed until the next acceptance must be in the next one.
    await card.getByRole('button', { name: 'Take back' }).click();
    await waitForState(card, 'To review');
    expect((await storedPictures(panel)).map(({ role }) => role)).toEqual(['original']);
    await acceptClip(card);
    await waitForState(card, 'Waiting for the workspace');
    expect((await storedPictures(panel)).map(({ role }) => role)).toEqual(['original', 'stamped']);
  }, 240_000);

  it('arrives in the workspace, where the snapshot is shown without scripts', async () => {
    const workspace = await openApp(browser, app.url);
    await pair(browser, workspace);
    await goTo(workspace, 'Evidence');
    await workspace.getByRole('link', { name: /Users/ }).first().click();
    await workspace.getByText('Picture with banner', { exact: false }).first().waitFor();
    await workspace.getByRole('tab', { name: 'Page snapshot' }).click();
    const holder = workspace.frameLocator('.snapshot iframe');
    const snapshot = holder.frameLocator('iframe');
    await snapshot.getByRole('heading', { name: 'Users' }).waitFor();
    expect(await holder.locator('iframe').getAttribute('sandbox')).toBe('');
    const heading = await snapshot
      .getByRole('heading', { name: 'Users' })
      .evaluate((element) => getComputedStyle(element).fontFamily);
    expect(heading).toBe('sans-serif');
    for (const colorScheme of ['light', 'dark'] as const) {
      await workspace.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(workspace, { onlyColours: colorScheme === 'dark' })).toEqual([]);
      if (picturesDir)
        await workspace.screenshot({ path: join(picturesDir, `snapshot-screen-${colorScheme}.png`) });
    }
    const saved = await save(workspace, 'Save picture with banner', browser.profileDir);
    expect(saved).toMatch(/stamped\.png$/);
  }, 240_000);
});
