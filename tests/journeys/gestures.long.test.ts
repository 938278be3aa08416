/** What only a window has: mouse on the toolbar, shortcut, context menu, and the browser's own question about a site. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { StaticServer } from '../../tools/static-server.ts';
import {
  allowInPrompt,
  chooseFromContextMenu,
  clickToolbarButton,
  pinToToolbar,
  pressShortcut,
  startDisplay,
} from '../browser/display.ts';
import type { Display } from '../browser/display.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import type { RunningConsole } from '../consoles/console.ts';
import { startFossil } from '../consoles/fossil.ts';
import { beginPairing, clipCard, extensionDir, goTo, openApp, serveApp, typeCode } from './steps.ts';

const work = mkdtempSync(join(tmpdir(), 'exhibit-gestures-'));
/** A busy machine takes its time, and nothing here waits longer than it must. */
const patience = { timeout: 20_000, interval: 100 };
let display: Display;
let fossil: RunningConsole;
let site: StaticServer;
let browser: ExtensionBrowser;
let panel: Page | undefined;
let app: Page | undefined;

beforeAll(async () => {
  [display, fossil, site] = await Promise.all([
    startDisplay(),
    startFossil({ stateDir: join(work, 'fossil') }),
    serveApp(),
  ]);
}, 60_000);

afterAll(async () => {
  await Promise.all([display?.stop(), fossil?.stop(), site?.close()]);
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
});

/** A browser with a window of its own, as after installing the extension and pinning its button. */
async function launch(): Promise<void> {
  browser = await launchWithExtension({
    extensionDir,
    headless: false,
    display: display.display,
    args: ['--window-size=1300,900'],
  });
  await pinToToolbar(browser);
}

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const page of [app, panel])
    console.log(await page?.evaluate(() => document.body.innerText).catch(String));
});

async function openedPanel(): Promise<Page> {
  panel = await browser.sidePanel('sidepanel.html');
  return panel;
}

/** Closes the side panel, so that the next gesture has to open it, and the toolbar's button stands where it stood. */
async function closePanel(): Promise<void> {
  const closed = panel?.waitForEvent('close');
  await panel?.evaluate(() => window.close()).catch(() => undefined);
  await closed;
  panel = undefined;
}

const overlayOf = (page: Page) => page.locator('html > div[popover]');

describe('a page is clipped and the panel opens', () => {
  let page: Page;
  beforeAll(async () => {
    await launch();
    page = await browser.context.newPage();
    await fossil.signIn(page);
  }, 60_000);
  afterEach(closePanel);
  afterAll(() => browser?.close());

  /** The panel has opened and shows this page's clip, with picture and text, as the newest of `count`. */
  async function expectClip(count: number): Promise<void> {
    const open = await openedPanel();
    // An earlier clip of the same page may be there, so the number comes first.
    await expect.poll(() => open.getByRole('article').count(), patience).toBe(count);
    const card = clipCard(open, await page.title());
    await card.getByRole('status').waitFor(patience);
    await expect.poll(() => card.getByRole('status').innerText(), patience).not.toContain('Saving');
    expect(await open.getByRole('alert').allInnerTexts()).toEqual([]);
  }

  it('by a click of the mouse on the toolbar button', async () => {
    await fossil.open(page, 'users');
    await clickToolbarButton(display, page);
    await expectClip(1);
  });

  it('by Alt+Shift+E', async () => {
    await fossil.open(page, 'access-settings');
    await pressShortcut(display, page, 'alt+shift+e');
    await expectClip(2);
  });

  it('by “Clip this page as evidence”, “Visible part” in the context menu', async () => {
    await fossil.open(page, 'admin-log');
    await chooseFromContextMenu(display, page, 3, 1);
    await expectClip(3);
  });

  it('by Alt+Shift+S and the keyboard alone: a region', async () => {
    await fossil.open(page, 'users');
    await pressShortcut(display, page, 'alt+shift+s');
    await overlayOf(page).waitFor();
    // The opening panel takes the focus, and hands on what is pressed in it once it is there.
    await (await openedPanel()).getByRole('article').first().waitFor();
    await display.press('Left', 'Return');
    await expectClip(4);
  });

  it('by “Element of the page” in the context menu, and a click of the mouse', async () => {
    await fossil.open(page, 'admin-log');
    await chooseFromContextMenu(display, page, 3, 4);
    await overlayOf(page).waitFor();
    await display.click(400, 400, 1);
    await expectClip(5);
  });
});

/** True while one of Chromium's own questions covers the window: the window itself has not the focus then. */
const promptIsOpen = (ours: Page): Promise<boolean> =>
  ours.evaluate(async () => (await chrome.windows.getAll()).every(({ focused }) => !focused));

/** Answers the permission prompt by keyboard, once it is there, and waits until it is gone. */
async function answerPrompt(ours: Page, answer: 'Allow' | 'Deny'): Promise<void> {
  await expect.poll(() => promptIsOpen(ours), patience).toBe(true);
  // The focus is on Deny at first; Chromium ignores what is pressed within half a second, as nobody has read the question yet.
  if (answer === 'Allow') await allowInPrompt(display);
  await expect
    .poll(
      async () => {
        if (!(await promptIsOpen(ours))) return 'closed';
        await display.press('Return');
        return 'open';
      },
      { ...patience, interval: 700 },
    )
    .toBe('closed');
}

/** What the browser lets the extension do at the workspace's host, and the scripts it runs there by itself. */
const lastingAccess = (ours: Page) =>
  ours.evaluate(async () => ({
    allowed: await chrome.permissions.contains({ origins: ['http://127.0.0.1/*'] }),
    bridges: (await chrome.scripting.getRegisteredContentScripts()).map(({ matches }) => matches),
  }));

describe('pairing with the browser’s question about the workspace’s address', () => {
  const noAccess = { allowed: false, bridges: [] };
  /** Presses the toolbar button on the workspace and Pair in the panel, answers the browser, types the code. */
  async function pairAnswering(answer: 'Allow' | 'Deny'): Promise<{ app: Page; panel: Page }> {
    await launch();
    onTestFinished(() => browser.close());
    app = await openApp(browser, site.url);
    await clickToolbarButton(display, app);
    const open = await openedPanel();
    const code = await beginPairing(open);
    expect(await lastingAccess(open)).toEqual(noAccess);
    await answerPrompt(open, answer);
    await goTo(app, 'Extension');
    await typeCode(app, code);
    await expectHeading(app, 'Connected');
    await open.getByRole('button', { name: 'Disconnect' }).waitFor(patience);
    return { app, panel: open };
  }

  const expectHeading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor(patience);
  const notTalking = 'The extension is not talking to this page';

  it('allowed: stays connected after a reload, until it is disconnected and everything is given back', async () => {
    const { app, panel } = await pairAnswering('Allow');
    expect(await lastingAccess(panel)).toEqual({ allowed: true, bridges: [['http://127.0.0.1/*']] });
    await app.reload();
    await expectHeading(app, 'Connected');

    await panel.getByRole('button', { name: 'Disconnect' }).click();
    await expectHeading(app, 'Type the code that the extension shows');
    await expect.poll(() => lastingAccess(panel), patience).toEqual(noAccess);
    await app.reload();
    await expectHeading(app, notTalking);
  });

  it('denied: is paired in this tab, and after a reload one press of the toolbar button connects again', async () => {
    const { app, panel } = await pairAnswering('Deny');
    expect(await lastingAccess(panel)).toEqual(noAccess);
    await app.reload();
    await expectHeading(app, notTalking);

    await closePanel();
    await clickToolbarButton(display, app);
    await expectHeading(app, 'Connected');
    await (await openedPanel()).getByText(`Connected to your workspace at ${site.url}`).waitFor(patience);
  });
});
