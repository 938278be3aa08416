import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { findProgram } from './chromium.ts';
import type { ExtensionBrowser } from './launch.ts';

const run = promisify(execFile);

/** Where a pinned toolbar button stands, in pixels from the window's right and upper edge (Chromium's default scale). */
const PINNED_BUTTON = { fromRight: 154, fromTop: 63 };

/** A screen without a monitor, with real mouse and keyboard: for what headless Chromium does not have. */
export interface Display {
  /** For `launchWithExtension({ headless: false, display })`. */
  display: string;
  /** Presses a key or combination as xdotool names it: `alt+shift+e`, `Return`. */
  press(...keys: string[]): Promise<void>;
  /** Moves the mouse to a point of the screen and clicks: 1 left, 3 right. */
  click(x: number, y: number, button: 1 | 3): Promise<void>;
  stop(): Promise<void>;
}

/** True where Xvfb and xdotool are installed. */
export const displayCanStart = (): boolean =>
  findProgram('Xvfb') !== undefined && findProgram('xdotool') !== undefined;

/** Starts Xvfb on a free display number. Throws when Xvfb or xdotool is missing. */
export async function startDisplay(): Promise<Display> {
  if (!displayCanStart()) throw new Error('Xvfb and xdotool are needed. Run `node tools/setup-tests.ts`.');
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x950x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const stopWithUs = () => server.kill('SIGKILL');
  process.once('exit', stopWithUs);
  const number = await firstLine(server.stdio[3]);
  const display = `:${number}`;
  const xdotool = async (...args: string[]): Promise<void> => {
    await run('xdotool', args, { env: { ...process.env, DISPLAY: display } });
  };
  return {
    display,
    press: async (...keys) => {
      for (const key of keys) await xdotool('key', key);
    },
    click: (x, y, button) =>
      xdotool(
        'mousemove',
        String(Math.round(x)),
        String(Math.round(y)),
        'sleep',
        '0.1',
        'click',
        String(button),
      ),
    stop: () =>
      new Promise((done) => {
        process.off('exit', stopWithUs);
        if (server.exitCode !== null || server.signalCode !== null) return done();
        server.once('exit', () => done());
        server.kill('SIGTERM');
      }),
  };
}

async function firstLine(stream: unknown): Promise<string> {
  if (!(stream instanceof Object && Symbol.asyncIterator in stream))
    throw new Error('Xvfb has no report channel.');
  let text = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.includes('\n')) return text.trim();
  }
  throw new Error('Xvfb ended before it said which display it has.');
}

/** Puts the extension's button on the toolbar, as the pin in the puzzle menu does. */
export async function pinToToolbar(browser: ExtensionBrowser): Promise<void> {
  const page = await browser.context.newPage();
  await page.goto('chrome://extensions/');
  await page.evaluate(async (extensionId) => {
    type Change = { extensionId: string; pinnedToToolbar: boolean };
    const { developerPrivate } = chrome as unknown as {
      developerPrivate: { updateExtensionConfiguration(change: Change): Promise<void> };
    };
    await developerPrivate.updateExtensionConfiguration({ extensionId, pinnedToToolbar: true });
  }, browser.extensionId);
  await page.close();
}

/** A real click with the mouse on the pinned button; the side panel must be closed, or the button stands elsewhere. */
export async function clickToolbarButton(display: Display, page: Page): Promise<void> {
  const area = await bringToFront(page);
  await display.click(area.right - PINNED_BUTTON.fromRight, area.top + PINNED_BUTTON.fromTop, 1);
}

/**
 * Right click into the page, then the entry that many from below (Inspect is 1, View page source 2), then the one that many from above in
 * its submenu, where it has one.
 */
export async function chooseFromContextMenu(
  display: Display,
  page: Page,
  fromBelow: number,
  inSubmenu?: number,
): Promise<void> {
  const area = await bringToFront(page);
  await display.click(area.left + 400, area.bottom - 300, 3);
  await pause(700);
  await display.press(...Array.from({ length: fromBelow }, () => 'Up'));
  if (inSubmenu !== undefined) {
    await display.press('Right');
    await pause(700);
    // Opening it has selected the first.
    await display.press(...Array.from({ length: inSubmenu - 1 }, () => 'Down'));
  }
  await display.press('Return');
}

/** Presses a shortcut while the page has the focus. */
export async function pressShortcut(display: Display, page: Page, keys: string): Promise<void> {
  await bringToFront(page);
  await page.locator('body').click({ position: { x: 2, y: 2 } });
  await display.press(keys);
}

/** Answers Chromium's permission prompt, which opens with the focus on Deny. */
export async function allowInPrompt(display: Display): Promise<void> {
  await pause(1_000);
  await display.press('Tab');
  await pause(150);
  await display.press('Return');
}

async function bringToFront(
  page: Page,
): Promise<{ left: number; right: number; top: number; bottom: number }> {
  await page.bringToFront();
  await pause(400);
  return page.evaluate(() => ({
    left: screenX,
    right: screenX + outerWidth,
    top: screenY,
    bottom: screenY + outerHeight,
  }));
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
