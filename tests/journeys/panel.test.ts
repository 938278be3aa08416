/** The side panel by keyboard and for a screen reader, in light and dark, in each state that it shows. */
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaticServer } from '../../tools/static-server.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { clip, clipCard, extensionDir, goTo, openApp, serveApp, typeCode, waitForState } from './steps.ts';

/** Set it to a folder to look at the panel: one picture for each state and colour scheme. */
const picturesDir = process.env['EXHIBIT_PANEL_PICTURES'];
const titles = ['Sign-in policy', 'Backup schedule'] as const;
const bodies: Record<string, string> = {
  '/sign-in':
    '<h1>Sign-in policy</h1><table><tr><th>Setting<th>Value<tr><td>Multi-factor authentication<td>Required for every sign-in' +
    '<tr><td>Password length<td>14 characters<tr><td>Lock out after failed attempts<td>5<tr><td>Session lifetime<td>8 hours</table>',
  '/backup':
    '<h1>Backup schedule</h1><table><tr><th>Job<th>Last run<th>Result<tr><td>Database, nightly<td>2026-11-21 02:00<td>Succeeded' +
    '<tr><td>Restore test, quarterly<td>2026-10-01<td>Succeeded</table><p>Backups are encrypted and kept for 90 days.</p>',
};

let browser: ExtensionBrowser;
let site: StaticServer;
let pages: Server;
let consolePage: Page;
let app: Page;
let panel: Page;

beforeAll(async () => {
  if (picturesDir) mkdirSync(picturesDir, { recursive: true });
  pages = createServer(({ url = '' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const title = url === '/sign-in' ? titles[0] : titles[1];
    response.end(
      `<!doctype html><html lang="en"><title>${title}</title><body style="font:16px sans-serif">${bodies[url] ?? ''}`,
    );
  });
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
  site = await serveApp();
  browser = await launchWithExtension({ extensionDir });
  consolePage = await browser.context.newPage();
  // The document of the side panel in a tab as narrow as the panel, where keys can be pressed.
  panel = await browser.openExtensionPage('sidepanel.html');
  await panel.setViewportSize({ width: 360, height: 780 });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
  pages?.close();
});

/** Nothing for axe to complain about, nothing to scroll sideways, in light and in dark. */
async function expectSound(state: string): Promise<void> {
  await panel.bringToFront();
  for (const colorScheme of ['light', 'dark'] as const) {
    await panel.emulateMedia({ colorScheme });
    expect(
      await accessibilityFaults(panel, { onlyColours: colorScheme === 'dark' }),
      `${state}, ${colorScheme}`,
    ).toEqual([]);
    expect(await panel.evaluate(() => document.documentElement.scrollWidth), state).toBeLessThanOrEqual(360);
  }
  await takePictures(state);
}

async function takePictures(state: string): Promise<void> {
  if (!picturesDir) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await panel.emulateMedia({ colorScheme });
    await panel.screenshot({ path: join(picturesDir, `${state}-${colorScheme}.png`), fullPage: true });
  }
}

async function clipPage(path: string, title: string): Promise<void> {
  const address = pages.address();
  await consolePage.bringToFront();
  await consolePage.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}${path}`);
  await clip(browser, consolePage);
  await waitForState(clipCard(panel, title), 'To review');
}

/** What has the focus, as a screen reader names it. */
const focused = () =>
  panel.evaluate(() => {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body) return 'nothing';
    const { labels } = activeElement as HTMLInputElement;
    const name = activeElement.getAttribute('aria-label') ?? labels?.[0]?.firstChild?.textContent;
    return (name ?? activeElement.textContent).trim();
  });

/** Presses Tab until this has the focus. */
async function tabTo(name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await panel.keyboard.press('Tab');
    const now = await focused();
    if (typeof name === 'string' ? now === name : name.test(now)) return;
    passed.push(now);
  }
  throw new Error(`Tab never reached ${String(name)}, but: ${passed.join(' | ')}`);
}

/** From the top of the panel, as when a person has just come into it. */
const fromTheTop = () => panel.locator('h1').focus();

describe('the side panel', () => {
  it('is sound when it is empty, and with a clip to review', async () => {
    await panel.getByText('Nothing clipped yet').waitFor();
    await expectSound('empty');
    await clipPage('/sign-in', titles[0]);
    await clipPage('/backup', titles[1]);
    await expectSound('to-review');
  });

  it('reviews a clip with the keyboard alone, and never loses the focus', async () => {
    const card = clipCard(panel, titles[1]);
    await panel.bringToFront();
    await fromTheTop();
    await tabTo(`Open the picture: ${titles[1]}`);
    await tabTo(/^Accept A\./);
    const accept = await focused();
    await panel.keyboard.press('Space');
    await expect
      .poll(() => card.getByRole('button', { name: accept }).getAttribute('aria-pressed'))
      .toBe('true');
    expect(await focused()).toBe(accept);

    await tabTo('Add a control');
    await panel.keyboard.type('A.7.4');
    await panel.getByRole('option', { name: /^A\.7\.4 / }).waitFor();
    // An open list makes everything else inert, which axe takes for a page without heading and landmarks.
    await takePictures('search');
    await panel.keyboard.press('ArrowDown');
    await panel.keyboard.press('Enter');
    await card.getByRole('button', { name: 'Remove A.7.4' }).waitFor();
    await tabTo('Note');
    await panel.keyboard.type('The whole table is visible.');
    await tabTo('Accept with 2 controls');
    await expectSound('decided');
    await panel.keyboard.press('Enter');
    await card.getByText('Waiting for the workspace').waitFor();
    // On to the next clip.
    await expect.poll(focused).toBe(titles[0]);
    await expectSound('accepted');

    await fromTheTop();
    await tabTo('Take back');
    await panel.keyboard.press('Enter');
    await expect.poll(focused).toBe(titles[1]);
    await tabTo('Accept with 2 controls');
    await panel.keyboard.press('Enter');
    await expect.poll(focused).toBe(titles[0]);
  });

  it('says what it learnt from the review, forgets it on request and takes that back', async () => {
    const learning = panel.getByRole('region', { name: 'Learning from your reviews' });
    await learning.getByText('Pages like the 1 clip you reviewed').waitFor();
    await fromTheTop();
    await tabTo('Forget what was learnt');
    await panel.keyboard.press('Enter');
    await learning.getByText('What 1 review taught is forgotten.').waitFor();
    expect(await focused()).toBe('Undo');
    await expectSound('forgotten');
    await panel.keyboard.press('Enter');
    await learning.getByText('Pages like the 1 clip you reviewed').waitFor();
    expect(await focused()).toBe('Forget what was learnt');
  });

  it('takes discarded clips back, the last at once and each for a day', async () => {
    await clipPage('/backup', titles[1]);
    await panel.bringToFront();
    for (const title of [titles[1], titles[0]]) {
      await clipCard(panel, title).getByRole('button', { name: 'Discard' }).focus();
      await panel.keyboard.press('Enter');
      await expect.poll(focused).toBe('Undo');
    }
    await expectSound('discarded');
    await panel.keyboard.press('Enter');
    await clipCard(panel, titles[0]).waitFor();
    await expect.poll(focused).not.toBe('nothing');
    await panel.getByText('1 clip discarded').click();
    await expectSound('discarded-list');
    await panel.getByRole('button', { name: `Restore “${titles[1]}”` }).focus();
    await panel.keyboard.press('Enter');
    await expect.poll(() => panel.getByRole('article', { name: titles[1] }).count()).toBe(2);
    await expect.poll(focused).not.toBe('nothing');
  });

  it('pairs: offer, code, a code used up, a new one', async () => {
    app = await openApp(browser, site.url);
    await browser.allowSite('http://127.0.0.1/*');
    await browser.triggerAction(app);
    await panel.getByRole('heading', { name: 'Pair with this workspace?' }).waitFor();
    await expectSound('pairing-offer');
    await fromTheTop();
    await tabTo('Pair');
    await panel.keyboard.press('Enter');
    await panel.getByRole('heading', { name: 'Type this code into your workspace' }).waitFor();
    await expect.poll(focused).toBe('Type this code into your workspace');
    await expectSound('code');
    // Four minutes and some later.
    await panel.evaluate(async () => {
      const { pairing } = await chrome.storage.session.get<{ pairing: { open: { expiresAt: number } } }>(
        'pairing',
      );
      pairing.open.expiresAt = Date.now() + 300;
      await chrome.storage.session.set({ pairing });
    });
    await panel.getByRole('heading', { name: 'This code has expired' }).waitFor();
    await expectSound('code-expired');
    await panel.getByRole('button', { name: 'New code' }).click();
    await expect.poll(focused).toBe('Type this code into your workspace');

    await goTo(app, 'Extension');
    for (const left of [
      '4 tries left',
      '3 tries left',
      '2 tries left',
      '1 try left',
      'shows no code right now',
    ]) {
      await greetAgain(app);
      await typeCode(app, '000000');
      await app.getByText(left).waitFor();
    }
    await panel.getByRole('heading', { name: 'Too many wrong codes' }).waitFor();
    await expectSound('code-used-up');
    await panel.getByRole('button', { name: 'New code' }).click();
    const code = (await panel.locator('.code').innerText()).replace(/\s/g, '');
    await app.bringToFront();
    await greetAgain(app);
    await typeCode(app, code);
    await app.getByRole('heading', { name: 'Connected' }).waitFor({ timeout: 30_000 });
    await panel.getByText('1 clip handed over').waitFor();
    await panel.getByRole('button', { name: 'Disconnect' }).waitFor();
    await expectSound('paired');
  });

  it('keeps notices in sight when the clips cannot be read, and reads them when it can', async () => {
    const whole = panel;
    panel = await browser.context.newPage();
    await panel.setViewportSize({ width: 360, height: 780 });
    await panel.addInitScript(() => {
      const failing = globalThis as unknown as { diskIsBroken: boolean };
      failing.diskIsBroken = true;
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = function (...args) {
        if (failing.diskIsBroken)
          throw new DOMException('Internal error opening backing store', 'UnknownError');
        return open.apply(this, args);
      };
    });
    await panel.goto(whole.url());
    await panel.evaluate(() =>
      chrome.storage.session.set({
        notices: [{ id: '3', tone: 'error', text: 'The disk is full.', at: '2026-11-22T10:00:00.000Z' }],
      }),
    );
    await panel.getByText('The disk is full.').waitFor();
    await panel.getByText('The clips cannot be read right now.').waitFor();
    await expectSound('not-readable');
    await panel.evaluate(() => Object.assign(globalThis, { diskIsBroken: false }));
    await panel.getByRole('button', { name: 'Try again' }).first().click();
    await clipCard(panel, titles[0]).waitFor();
    await panel.close();
    panel = whole;
  });

  it('connects the open page again after an update of the extension, without a reload', async () => {
    await allowReload();
    await panel.evaluate(() => setTimeout(() => chrome.runtime.reload()));
    panel = await reopened();
    await clipCard(panel, titles[0])
      .getByRole('button', { name: /^Accept / })
      .last()
      .click();
    await panel.getByText('2 clips handed over').waitFor({ timeout: 30_000 });
    await goTo(app, 'Evidence');
    await app.getByText('2 exhibits').first().waitFor();
  });

  it('says what the last press did or could not do', async () => {
    await browser.triggerAction(app);
    await panel.getByText('Connected to your workspace').waitFor();
    await panel.evaluate(() =>
      chrome.storage.session.set({
        notices: [
          { id: '1', tone: 'error', text: 'This page cannot be clipped.', at: '2026-11-22T10:00:00.000Z' },
          { id: '2', tone: 'info', text: 'Connected to your workspace.', at: '2026-11-22T10:00:00.000Z' },
        ],
      }),
    );
    await panel.getByRole('alert').getByText('This page cannot be clipped.').waitFor();
    await expectSound('notices');
    await panel.getByRole('alert').getByRole('button', { name: 'Dismiss' }).focus();
    await panel.keyboard.press('Enter');
    await expect.poll(() => panel.getByRole('alert').count()).toBe(0);
    await expect.poll(focused).not.toBe('nothing');
  });
});

/** The bridge greets the page anew at the moment when the next code is typed, as after a press of the toolbar button or a new code. */
const greetAgain = (page: Page) =>
  page.getByLabel('Pairing code').evaluate((field) => {
    field.addEventListener(
      'input',
      () => window.postMessage({ kind: 'exhibit-bridge' }, window.location.origin),
      { once: true },
    );
  });

/** Chromium starts an unpacked extension again only in developer mode. */
async function allowReload(): Promise<void> {
  const settings = await browser.context.newPage();
  await settings.goto('chrome://extensions/');
  await settings.evaluate(async () => {
    type Profile = { updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void> };
    const { developerPrivate } = chrome as unknown as { developerPrivate: Profile };
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
  });
  await settings.close();
}

/** The panel again: the browser closes the extension's pages when it reloads the extension, and blocks them for a moment. */
async function reopened(): Promise<Page> {
  await panel.waitForEvent('close');
  const opened = await browser.context.newPage();
  await opened.setViewportSize({ width: 360, height: 780 });
  const address = `chrome-extension://${browser.extensionId}/sidepanel.html`;
  await expect
    .poll(() => opened.goto(address).then(() => 'open', String), { timeout: 15_000, interval: 250 })
    .toBe('open');
  return opened;
}
