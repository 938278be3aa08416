import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../consoles/console.ts';
import {
  allowInPrompt,
  chooseFromContextMenu,
  clickToolbarButton,
  pinToToolbar,
  pressShortcut,
  startDisplay,
} from './display.ts';
import { launchWithExtension, type ExtensionBrowser } from './launch.ts';
import { networkAttempts, requestsLeavingLoopback, staysOnThisMachine } from './network-recorder.ts';
import { writeProbeExtension } from './probe-extension.ts';

const CANARY = 'http://exhibit-canary.invalid';
const work = mkdtempSync(join(tmpdir(), 'exhibit-harness-'));
const extensionDir = writeProbeExtension(join(work, 'extension'));
let site: Server;
let siteUrl = '';
let open: ExtensionBrowser | undefined;

beforeAll(async () => {
  const port = await freePort();
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Site</title><h1>A page to clip</h1>');
  });
  await new Promise<void>((done) => site.listen(port, '127.0.0.1', done));
  siteUrl = `http://127.0.0.1:${port}/`;
});

afterEach(async () => {
  await open?.close().catch(() => undefined);
  open = undefined;
});

afterAll(() => {
  site.close();
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
});

interface Note {
  what: string;
  url?: string;
  bytes: number;
}

const launch = async (options: Partial<Parameters<typeof launchWithExtension>[0]> = {}) => {
  open = await launchWithExtension({ extensionDir, ...options });
  return open;
};

const visitSite = async (browser: ExtensionBrowser): Promise<Page> => {
  const page = await browser.context.newPage();
  await page.goto(siteUrl);
  return page;
};

const notesOf = (page: Page): Promise<Note[]> =>
  page.evaluate(async () => {
    const { notes } = await chrome.storage.local.get<{ notes: Note[] }>({ notes: [] });
    return notes;
  });

const send = (page: Page, message: Record<string, string>): Promise<unknown> =>
  page.evaluate((sent) => chrome.runtime.sendMessage(sent), message);

/** Processes whose command line names the profile; only Linux can tell. */
const processesOf = (profileDir: string): number =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profileDir);
      } catch {
        return false;
      }
    }).length;

describe('the extension in headless Chromium', () => {
  it('grants the tab and opens the side panel by a click on the toolbar button', async () => {
    const browser = await launch();
    await visitSite(browser);
    const page = await visitSite(browser);
    await browser.triggerAction(page);
    const panel = await browser.sidePanel('panel.html');
    await expect.poll(() => notesOf(panel)).toMatchObject([{ what: 'action', url: siteUrl }]);
    expect((await notesOf(panel))[0]?.bytes).toBeGreaterThan(1_000);
  });

  it('answers the request for a site that was allowed under Site access', async () => {
    const browser = await launch();
    const page = await visitSite(browser);
    await browser.triggerAction(page);
    const panel = await browser.sidePanel('panel.html');
    await browser.allowSite('http://127.0.0.1/*');
    await panel.click('#ask');
    await expect.poll(() => panel.textContent('#answer')).toBe('true');
  });

  it('loses what the background worker held in memory when it is killed, and wakes it again', async () => {
    const browser = await launch();
    const page = await browser.openExtensionPage('panel.html');
    await send(page, { to: 'background', kind: 'remember', value: 'a variable' });
    expect(await send(page, { to: 'background', kind: 'recall' })).toEqual({ value: 'a variable' });
    await browser.killServiceWorker();
    expect(await send(page, { to: 'background', kind: 'recall' })).toEqual({ value: null });
  });

  it('keeps the profile when the browser is killed, and starts again on it', async () => {
    const profileDir = join(work, 'killed-profile');
    const first = await launch({ profileDir });
    const page = await first.openExtensionPage('panel.html');
    await page.evaluate(() => chrome.storage.local.set({ kept: 'yes' }));
    await first.killBrowser();
    expect(processesOf(profileDir)).toBe(0);

    const second = await launch({ profileDir });
    expect(second.extensionId).toBe(first.extensionId);
    const again = await second.openExtensionPage('panel.html');
    expect(await again.evaluate(() => chrome.storage.local.get('kept'))).toEqual({ kept: 'yes' });
    await second.close();
    open = undefined;
    expect(processesOf(profileDir)).toBe(0);
  });
});

describe('the record of the network', () => {
  it('is empty of other hosts for an idle browser with the extension and a loopback page', async () => {
    const netLog = join(work, 'idle.json');
    const browser = await launch({ netLog });
    const page = await visitSite(browser);
    await page.waitForTimeout(8_000);
    await browser.close();
    open = undefined;
    expect(networkAttempts(netLog)).toContainEqual({ via: 'request', url: siteUrl });
    expect(requestsLeavingLoopback(netLog)).toEqual([]);
  });

  it('shows who calls another host: page, web socket, background worker, offscreen document', async () => {
    const netLog = join(work, 'canary.json');
    const browser = await launch({ netLog });
    const page = await visitSite(browser);
    await page.evaluate(async (canary) => {
      await fetch(`${canary}/page`).catch(() => undefined);
      await new Promise((done) => (new WebSocket(`${canary.replace('http', 'ws')}/socket`).onerror = done));
      document.head.insertAdjacentHTML(
        'beforeend',
        '<link rel="dns-prefetch" href="//exhibit-prefetch.invalid">',
      );
    }, CANARY);
    const ours = await browser.openExtensionPage('panel.html');
    await send(ours, { to: 'background', kind: 'fetch', url: `${CANARY}/worker` });
    await send(ours, { to: 'background', kind: 'offscreen' });
    await send(ours, { to: 'offscreen', kind: 'fetch', url: `${CANARY}/offscreen` });
    await browser.close();
    open = undefined;
    expect(requestsLeavingLoopback(netLog)).toEqual(
      expect.arrayContaining([
        `${CANARY}/page`,
        'ws://exhibit-canary.invalid/socket',
        `${CANARY}/worker`,
        `${CANARY}/offscreen`,
      ]),
    );
  });

  it('shows a mere look-up of a name', async () => {
    const netLog = join(work, 'look-up.json');
    const browser = await launch({ netLog });
    const page = await visitSite(browser);
    await page.evaluate(() => {
      document.head.insertAdjacentHTML(
        'beforeend',
        '<link rel="dns-prefetch" href="//exhibit-prefetch.invalid">',
      );
    });
    await page.waitForTimeout(500);
    await browser.close();
    open = undefined;
    expect(requestsLeavingLoopback(netLog)).toEqual(['dns:~notfound']);
  });

  it('is read up to where it ends when the browser was killed or the file was cut', async () => {
    const netLog = join(work, 'cut.json');
    const browser = await launch({ netLog });
    const page = await visitSite(browser);
    await page.evaluate((canary) => fetch(canary).catch(() => undefined), `${CANARY}/before-the-kill`);
    for (let round = 0; round < 5; round += 1) await page.reload();
    await expect.poll(() => readFileSync(netLog, 'utf8')).toContain('before-the-kill');
    await browser.killBrowser();
    expect(requestsLeavingLoopback(netLog)).toContain(`${CANARY}/before-the-kill`);
    truncateSync(netLog, statSync(netLog).size - 17);
    expect(requestsLeavingLoopback(netLog)).toContain(`${CANARY}/before-the-kill`);
  });

  it('knows which hosts are this machine', () => {
    const here = [
      'http://127.0.0.1:8080/a',
      'ws://localhost:1/',
      'http://[::1]:9/',
      'chrome-extension://abc/x.js',
    ];
    const away = [
      'http://127.0.0.1.example/',
      'https://localhost.example/',
      'http://0x7f.example',
      'tcp://10.0.0.1:443',
    ];
    expect(here.filter((url) => !staysOnThisMachine(url))).toEqual([]);
    expect(away.filter(staysOnThisMachine)).toEqual([]);
  });
});

describe('a window with real mouse and keyboard', () => {
  it('clips by shortcut, context menu and toolbar button, and answers the permission prompt', async () => {
    const display = await startDisplay();
    try {
      const browser = await launch({
        headless: false,
        display: display.display,
        args: ['--window-size=1300,900'],
      });
      await pinToToolbar(browser);
      const ours = await browser.openExtensionPage('panel.html');
      const noted = () =>
        notesOf(ours).then((notes) => notes.map(({ what, bytes }) => [what, bytes > 1_000]));
      const page = await visitSite(browser);
      await clickToolbarButton(display, page);
      await expect.poll(noted, { timeout: 5_000 }).toEqual([['action', true]]);
      await pressShortcut(display, page, 'alt+shift+e');
      await expect.poll(noted, { timeout: 5_000 }).toHaveLength(2);
      await chooseFromContextMenu(display, page, 3);
      await expect.poll(noted, { timeout: 5_000 }).toEqual([
        ['action', true],
        ['command', true],
        ['menu', true],
      ]);
      await ours.bringToFront();
      await ours.click('#ask');
      await allowInPrompt(display);
      await expect.poll(() => ours.textContent('#answer')).toBe('true');
    } finally {
      await open?.close();
      open = undefined;
      await display.stop();
    }
  });
});
