/** What a person clips: the visible part, a region, an element; chosen in the panel, remembered for the site, stopped on the way. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { openClipStore } from './clip-store.ts';
import type { ClipStore } from './clip-store.ts';
import { extensionDir } from './steps.ts';

const bodies: Record<string, string> = {
  '/first': '<h1>Nothing to see</h1>',
  /** Everything that stands within (100, 100) and (420, 320) is INSIDE; a gap in a line and a scrolled box are the traps. */
  '/policy': `
    <div style="position:absolute;left:100px;top:20px;width:300px;height:60px;overflow:hidden">
      <div style="height:120px">OUTSIDE-ABOVE</div><p>OUTSIDE-SCROLLED</p></div>
    <div style="position:absolute;left:120px;top:120px;width:280px;background:linear-gradient(90deg,#fee,#eef)">
      <h2>INSIDE-HEADING</h2><label>INSIDE-LABEL <input value="INSIDE-VALUE"></label></div>
    <div style="position:absolute;left:120px;top:280px;font:16px monospace;white-space:pre">INSIDE-LINE                       OUTSIDE-LINE</div>
    <table style="position:absolute;left:500px;top:100px"><tr><td>OUTSIDE-CELL<td>OUTSIDE-SALARY<tr><td>OUTSIDE-NAME<td>1</table>
    <p style="position:absolute;left:120px;top:400px">Signed in as OUTSIDE-ACCOUNT</p>`,
  '/parts': `
    <main style="position:absolute;left:50px;top:50px;width:500px"><p>OUTSIDE-TEXT</p><div id="host"></div></main>
    <div style="position:absolute;left:50px;top:1400px;width:300px;height:200px;background:#dfd" id="below">BELOW-TEXT</div>
    <script>
      const root = document.querySelector('#host').attachShadow({ mode: 'open' });
      root.innerHTML = '<section id="card" style="width:301.5px;height:120.25px;background:#def"><b>INSIDE-SHADOW</b><p>INSIDE-WORDS</p></section>';
    </script>`,
  /** Does what it can to choose in the person's place, and to hear of the choosing. */
  '/hostile': `
    <p>HOSTILE</p>
    <script>
      window.heard = [];
      for (const type of ['pointerdown', 'pointerup', 'click', 'keydown', 'keyup'])
        document.addEventListener(type, (event) => event.isTrusted && window.heard.push(type), true);
      setInterval(() => {
        const targets = [window, document.body, document.activeElement, document.documentElement.lastElementChild];
        for (const target of targets) {
          const at = { bubbles: true, composed: true, clientX: 10, clientY: 10, button: 0, pointerId: 1 };
          target.dispatchEvent(new PointerEvent('pointerdown', at));
          target.dispatchEvent(new PointerEvent('pointermove', { ...at, clientX: 300, clientY: 300 }));
          target.dispatchEvent(new PointerEvent('pointerup', { ...at, clientX: 300, clientY: 300 }));
          target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
          if (target.click) target.click();
        }
        window.rounds = (window.rounds ?? 0) + 1;
      }, 20);
    </script>`,
};

let pages: Server;
let origin = '';
let otherOrigin = '';

beforeAll(async () => {
  pages = createServer(({ url = '' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="en"><title>${url.slice(1)}</title><style>*{caret-color:transparent}</style><body style="font:16px sans-serif">${bodies[url] ?? ''}`,
    );
  });
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
  const address = pages.address();
  const port = typeof address === 'object' ? address?.port : '';
  origin = `http://127.0.0.1:${port}`;
  otherOrigin = `http://localhost:${port}`;
});
afterAll(() => void pages?.close());

const overlayOf = (page: Page) => page.locator('html > div[popover]');
const patience = { timeout: 20_000, interval: 100 };

/** What a page could tell a selection by, once it is over. */
const tracesOf = (page: Page) =>
  page.evaluate(() => ({
    html: document.documentElement.outerHTML,
    focus: document.activeElement?.tagName,
    scroll: [scrollX, scrollY],
  }));

type Session = { browser: ExtensionBrowser; page: Page; panel: Page; store: ClipStore };

/** A browser with a console page in front and the panel open, by one press on a page that has nothing to do with it. */
async function begin(options: Partial<Parameters<typeof launchWithExtension>[0]> = {}): Promise<Session> {
  const browser = await launchWithExtension({ extensionDir, ...options });
  const page = await browser.context.newPage();
  const store = await openClipStore(browser);
  await page.goto(`${origin}/first`);
  await browser.triggerAction(page);
  await store.nth(0);
  const panel = await browser.sidePanel('sidepanel.html');
  return { browser, page, panel, store };
}

const choose = (panel: Page, name: 'Visible' | 'Region' | 'Element') =>
  panel.getByRole('radio', { name }).check();

const drag = async (page: Page, from: [number, number], to: [number, number]) => {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, to[1]);
  await page.mouse.move(...to);
  await page.mouse.up();
};

describe('clipping a part of the page', () => {
  let session: Session;
  beforeAll(async () => {
    session = await begin();
  }, 60_000);
  afterAll(() => session?.browser.close());

  it('clips a region drawn by mouse: its pixels and words, and nothing else in any store', async () => {
    const { browser, page, panel, store } = session;
    await page.goto(`${origin}/policy`);
    await choose(panel, 'Region');
    await browser.triggerAction(page);
    await overlayOf(page).waitFor();
    await drag(page, [420, 320], [100, 100]);
    const clip = await store.nth(1);
    expect(clip.provenance).toMatchObject({
      mode: 'region',
      area: { x: 100, y: 100, width: 320, height: 220 },
    });
    const text = await store.textOf(clip);
    for (const word of ['HEADING', 'LABEL', 'VALUE', 'LINE']) expect(text).toContain(`INSIDE-${word}`);
    await panel.getByRole('article', { name: 'policy' }).getByText('To review').waitFor({ timeout: 120_000 });
    expect(await store.everything()).toContain('INSIDE-VALUE');
    expect(await store.everything()).not.toContain('OUTSIDE');
  });

  it('remembers the mode for the site, and takes a region by keyboard to the same pixels', async () => {
    const { browser, page, panel, store } = session;
    await page.goto(`${origin}/policy`);
    await browser.triggerAction(page);
    await overlayOf(page).waitFor();
    // From the middle half of 1440 by 900 to the same area, then one pixel more.
    const press = async (key: string, times: number) => {
      for (let at = 0; at < times; at += 1) await page.keyboard.press(key);
    };
    await press('ArrowLeft', 26);
    await press('ArrowUp', 12);
    await press('Alt+ArrowUp', 5);
    await press('Shift+ArrowLeft', 40);
    await press('Shift+ArrowUp', 23);
    await press('Enter', 1);
    const clip = await store.nth(2);
    expect(clip.provenance.area).toEqual({ x: 100, y: 100, width: 320, height: 220 });
    expect(clip.files[0]).toMatchObject({ role: 'original', width: 320, height: 220 });

    await choose(panel, 'Visible');
    await browser.triggerAction(page);
    const whole = await store.nth(3);
    expect(whole.provenance.mode).toBe('viewport');
    const [, byMouse] = await store.clips();
    expect(byMouse && (await store.differences(byMouse, whole, 100, 100))).toBe(0);
    expect(await store.differences(clip, whole, 100, 100)).toBe(0);
    // That the comparison can fail.
    expect(await store.differences(clip, whole, 101, 100)).toBeGreaterThan(0);
  });

  it('leaves no clip and no trace when it is cancelled by Escape or in the panel', async () => {
    const { browser, page, panel, store } = session;
    await page.goto(`${origin}/policy`);
    await page.getByRole('textbox').focus();
    const before = await tracesOf(page);
    const count = (await store.clips()).length;
    for (const mode of ['Region', 'Element'] as const) {
      await choose(panel, mode);
      await browser.triggerAction(page);
      await overlayOf(page).waitFor();
      await page.keyboard.press('Escape');
      await overlayOf(page).waitFor({ state: 'detached' });
      await expect.poll(() => tracesOf(page), patience).toEqual(before);

      await browser.triggerAction(page);
      await overlayOf(page).waitFor();
      await panel.getByRole('button', { name: 'Stop' }).click();
      await overlayOf(page).waitFor({ state: 'detached' });
      await panel.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
      await expect.poll(() => tracesOf(page), patience).toEqual(before);
    }
    expect((await store.clips()).length).toBe(count);
    expect(await panel.getByRole('alert').allInnerTexts()).toEqual([]);
  });

  it('clips an element inside a shadow root under the pointer', async () => {
    const { browser, page, panel, store } = session;
    const count = (await store.clips()).length;
    await page.goto(`${origin}/parts`);
    await choose(panel, 'Element');
    await browser.triggerAction(page);
    await overlayOf(page).waitFor();
    const box = await page.locator('#card').boundingBox();
    if (!box) throw new Error('no card');
    await page.mouse.move(box.x + 250, box.y + 110);
    await page.mouse.down();
    await page.mouse.up();
    const clip = await store.nth(count);
    expect(clip.provenance).toMatchObject({ mode: 'element', area: { ...box } });
    // Rounded outward to whole pixels.
    const left = Math.floor(box.x);
    const top = Math.floor(box.y);
    expect(clip.files[0]).toMatchObject({
      width: Math.ceil(box.x + box.width) - left,
      height: Math.ceil(box.y + box.height) - top,
    });
    const text = await store.textOf(clip);
    expect(text).toContain('INSIDE-SHADOW');
    expect(text).toContain('INSIDE-WORDS');
    expect(text).not.toContain('OUTSIDE');
  });

  it('walks to an element by keyboard, scrolls to it for the picture and back again', async () => {
    const { browser, page, store } = session;
    const count = (await store.clips()).length;
    await page.goto(`${origin}/parts`);
    const before = await tracesOf(page);
    await browser.triggerAction(page);
    await overlayOf(page).waitFor();
    // It begins at the main content; the part below is beside that.
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const clip = await store.nth(count);
    expect(clip.files[0]).toMatchObject({ width: 300, height: 200 });
    expect(await store.textOf(clip)).toBe('BELOW-TEXT\n');
    await expect.poll(() => tracesOf(page), patience).toEqual(before);
  });

  it('is not moved by a page that sends events of its own, and tells the page nothing', async () => {
    const { browser, page, panel, store } = session;
    const count = (await store.clips()).length;
    await page.goto(`${origin}/hostile`);
    for (const mode of ['Region', 'Element'] as const) {
      await choose(panel, mode);
      await browser.triggerAction(page);
      await overlayOf(page).waitFor();
      const rounds = () => page.evaluate(() => (globalThis as unknown as { rounds: number }).rounds);
      const begun = await rounds();
      await expect.poll(rounds, patience).toBeGreaterThan(begun + 20);
      expect(await overlayOf(page).count()).toBe(1);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Escape');
      await overlayOf(page).waitFor({ state: 'detached' });
    }
    expect(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual([]);
    expect((await store.clips()).length).toBe(count);
  });

  it('says so when the page takes the overlay away', async () => {
    const { browser, page, panel, store } = session;
    const count = (await store.clips()).length;
    await page.goto(`${origin}/policy`);
    await browser.triggerAction(page);
    await overlayOf(page).waitFor();
    await page.evaluate(() => document.querySelector('html > div[popover]')?.remove());
    await panel.getByRole('alert').getByText('took the selection away').waitFor();
    expect((await store.clips()).length).toBe(count);
    await panel.getByRole('button', { name: 'Dismiss' }).click();
  });
});

describe('“Clip” in the panel', () => {
  let session: Session;
  beforeAll(async () => {
    session = await begin();
  }, 60_000);
  afterAll(() => session?.browser.close());

  it('works while an earlier press on the page still counts, and else says what to press, which then does it', async () => {
    const { browser, page, panel, store } = session;
    await panel.getByRole('button', { name: 'Clip', exact: true }).click();
    expect((await store.nth(1)).provenance.mode).toBe('viewport');

    await page.goto(`${otherOrigin}/policy`);
    await choose(panel, 'Region');
    await panel.getByRole('button', { name: 'Clip', exact: true }).click();
    await panel.getByText('Press the Exhibit button in the toolbar').waitFor();
    expect(await overlayOf(page).count()).toBe(0);
    expect(await panel.getByRole('radio', { name: 'Region' }).isChecked()).toBe(true);
    await browser.triggerAction(page);
    await overlayOf(page).waitFor();
    await drag(page, [100, 100], [420, 320]);
    expect((await store.nth(2)).provenance.mode).toBe('region');

    // The other site is still clipped as it was.
    await page.goto(`${origin}/first`);
    await browser.triggerAction(page);
    expect((await store.nth(3)).provenance.mode).toBe('viewport');
    expect(await panel.getByRole('radio', { name: 'Visible' }).isChecked()).toBe(true);
  });
});

describe('on a screen with two pixels for one, and on an enlarged page', () => {
  it.each([
    { name: 'device pixel ratio 2', args: ['--force-device-scale-factor=2'], zoom: 1 },
    { name: 'zoom 150 %', args: [], zoom: 1.5 },
  ])('cuts at the right pixels: $name', async ({ args, zoom }) => {
    const session = await begin({ viewport: null, args: ['--window-size=1300,900', ...args] });
    const { browser, page, panel, store } = session;
    try {
      await page.goto(`${origin}/policy`);
      await store.page.evaluate(
        async ([url, factor]) => {
          // The tab's address is not told without a grant, so that its number in the window has to do.
          const tabs = await chrome.tabs.query({});
          for (const tab of tabs)
            if (tab.id && factor !== 1) await chrome.tabs.setZoom(tab.id, factor).catch(() => url);
        },
        [`${origin}/policy`, zoom] as const,
      );
      const ratio = await page.evaluate(() => devicePixelRatio);
      expect(ratio).toBe(args.length > 0 ? 2 : 1.5);
      await choose(panel, 'Region');
      await browser.triggerAction(page);
      await overlayOf(page).waitFor();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      const clip = await store.nth(1);
      await choose(panel, 'Visible');
      await browser.triggerAction(page);
      const whole = await store.nth(2);
      const area = clip.provenance.area ?? { x: 0, y: 0, width: 0, height: 0 };
      const left = Math.floor(area.x * ratio);
      const top = Math.floor(area.y * ratio);
      expect(clip.files[0]).toMatchObject({
        width: Math.ceil((area.x + area.width) * ratio) - left,
        height: Math.ceil((area.y + area.height) * ratio) - top,
      });
      expect(await store.differences(clip, whole, left, top)).toBe(0);
    } finally {
      await browser.close();
    }
  });
});
