import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type CDPSession,
  type Page,
  type Worker,
} from 'playwright-core';
import { findChromium, withoutToolbar } from './chromium.ts';
import { unpackedExtensionId } from './extension-id.ts';

export interface LaunchOptions {
  /** The built extension, e.g. `.output/chrome-mv3`. */
  extensionDir: string;
  /** Kept by `close()` when given; a temporary one otherwise, removed by `close()`. */
  profileDir?: string;
  /** Writes every network request of the whole browser to this file: see network-recorder.ts. One file per launch. */
  netLog?: string;
  /** `false` needs a display: see display.ts. */
  headless?: boolean;
  /** X display such as `:99`, for a browser with a window. */
  display?: string;
  /** Null for the window's own, without emulation: then `args` may set size and device scale factor. */
  viewport?: { width: number; height: number } | null;
  /** The window has scroll bars, as a person's has. */
  scrollBars?: boolean;
  colorScheme?: 'light' | 'dark';
  /** The browser checks spelling where a page lets it, as a person's does. */
  spelling?: boolean;
  args?: readonly string[];
}

/** A real Chromium with the extension loaded, driven as a user would. */
export interface ExtensionBrowser {
  context: BrowserContext;
  extensionId: string;
  profileDir: string;
  /** The background worker; waits up to 15 seconds for it. After a kill it answers again only when an event woke it. */
  serviceWorker(): Promise<Worker>;
  /** Clicks the toolbar button over this page: fires `action.onClicked` with a user gesture and grants activeTab. */
  triggerAction(page: Page): Promise<void>;
  /** The open side panel as a page that can be clicked and read; waits up to 15 seconds for the panel to open. */
  sidePanel(path?: string): Promise<Page>;
  /** Opens a page of the extension as a tab, e.g. `options.html`. */
  openExtensionPage(path: string): Promise<Page>;
  /**
   * Allows the extension on a site, as a person does under chrome://extensions, Details, Site access. The product's
   * own `permissions.request` for it then resolves `true` without the native prompt, which headless Chromium cannot
   * answer. Call it before the click that asks.
   */
  allowSite(pattern: string): Promise<void>;
  /** Stops the background worker as Chromium does after 30 idle seconds, in the middle of whatever it was doing. */
  killServiceWorker(): Promise<void>;
  /** SIGKILL to every process of the browser. The profile stays; launch again on it. */
  killBrowser(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Chromium's own background traffic, switched off. For its two requests that have no switch (list of signed-in
 * accounts, component updates) the flag names a closed loopback port instead. Names outside loopback do not resolve,
 * so that not even a faulty build reaches anybody from a test; the attempt is still recorded.
 */
export const quietNetworkArgs: readonly string[] = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--gaia-url=http://127.0.0.1:9',
  '--component-updater=url-source=http://127.0.0.1:9/',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE [::1]',
];

/** Starts Chromium with the extension. Throws when no Chromium is found or it does not start within 30 seconds. */
export async function launchWithExtension(options: LaunchOptions): Promise<ExtensionBrowser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('No Chromium found. Run `node tools/setup-tests.ts` or set EXHIBIT_CHROMIUM.');
  const profileDir = options.profileDir ?? mkdtempSync(join(tmpdir(), 'exhibit-profile-'));
  rmSync(join(profileDir, 'DevToolsActivePort'), { force: true });
  writeQuietPreferences(profileDir, options.spelling ?? false);
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath,
    headless: options.headless ?? true,
    viewport:
      options.headless === false || options.viewport === null
        ? null
        : (options.viewport ?? { width: 1440, height: 900 }),
    ...(options.scrollBars ? { ignoreDefaultArgs: ['--hide-scrollbars'] } : {}),
    ...(options.colorScheme ? { colorScheme: options.colorScheme } : {}),
    ...(options.display ? { env: { ...process.env, DISPLAY: options.display } } : {}),
    args: launchArgs(options),
  });
  const browser = await drive(context, profileDir, options);
  await listening(await browser.serviceWorker());
  return browser;
}

/**
 * Chromium sends the shape of every form to its vendor's autofill server and hashes of typed passwords to a leak check, and fetches a
 * dictionary for its spell checker when somebody writes in a page that lets it, as consoles do. Only preferences switch them off; a person
 * with a fresh profile has them on, and no extension can change that.
 */
function writeQuietPreferences(profileDir: string, spelling: boolean): void {
  const file = join(profileDir, 'Default', 'Preferences');
  if (existsSync(file)) return;
  mkdirSync(join(profileDir, 'Default'), { recursive: true });
  const preferences = {
    autofill: { profile_enabled: false, credit_card_enabled: false },
    profile: { password_manager_leak_detection: false },
    credentials_enable_service: false,
    ...(spelling
      ? {}
      : {
          browser: { enable_spellchecking: false },
          spellcheck: { dictionaries: [], dictionary: '' },
        }),
  };
  writeFileSync(file, JSON.stringify(preferences));
}

function launchArgs(options: LaunchOptions): string[] {
  return [
    ...quietNetworkArgs,
    ...(options.headless === false ? [] : [withoutToolbar]),
    '--no-first-run',
    '--hide-crash-restore-bubble',
    // Tests often run as root in a container, where Chromium's sandbox cannot start; --test-type hides the bar about it.
    '--no-sandbox',
    '--test-type',
    '--enable-unsafe-extension-debugging',
    '--remote-debugging-port=0',
    `--disable-extensions-except=${options.extensionDir}`,
    `--load-extension=${options.extensionDir}`,
    ...(options.netLog ? [`--log-net-log=${options.netLog}`, '--net-log-capture-mode=Default'] : []),
    ...(options.args ?? []),
  ];
}

async function drive(
  context: BrowserContext,
  profileDir: string,
  options: LaunchOptions,
): Promise<ExtensionBrowser> {
  const extensionId = unpackedExtensionId(options.extensionDir);
  const origin = `chrome-extension://${extensionId}/`;
  const browser = context.browser();
  if (!browser) throw new Error('Playwright gave no browser for the profile.');
  const session = await browser.newBrowserCDPSession();
  const browserPid = await pidOfBrowser(session);
  const panelConnections: Browser[] = [];
  const dropPanels = () =>
    Promise.allSettled(panelConnections.splice(0).map((connection) => connection.close()));

  return {
    context,
    extensionId,
    profileDir,
    serviceWorker: async () => {
      const isOurs = (worker: Worker) => worker.url().startsWith(origin);
      return (
        context.serviceWorkers().find(isOurs) ??
        (await context.waitForEvent('serviceworker', { predicate: isOurs, timeout: 15_000 }))
      );
    },
    triggerAction: async (page) => {
      await page.bringToFront();
      const targetId = await activeTab(session, page.url());
      await session.send('Extensions.triggerAction', { id: extensionId, targetId });
    },
    sidePanel: async (path = '') => {
      const { connection, page } = await connectToPanel(profileDir, context, origin + path);
      panelConnections.push(connection);
      return page;
    },
    openExtensionPage: async (path) => {
      const page = await context.newPage();
      await page.goto(origin + path);
      return page;
    },
    allowSite: (pattern) => allowSite(context, extensionId, pattern),
    killServiceWorker: () => stopWorker(context, origin),
    killBrowser: async () => {
      const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
      await killTree(browserPid);
      await closed;
      await dropPanels();
    },
    close: async () => {
      await dropPanels();
      await context.close();
      if (options.profileDir === undefined)
        rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Until the background's script has run, a click on the button reaches nobody; no person is that quick after a start. */
const listening = (worker: Worker): Promise<void> =>
  worker.evaluate(async () => {
    for (let tries = 0; tries < 100 && !chrome.action.onClicked.hasListeners(); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });

/** The target of the tab in front. Chromium takes the click on a `tab` target only, and says which tab is active. */
async function activeTab(session: CDPSession, url: string): Promise<string> {
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  const sameUrl = targetInfos.filter((target) => target.url === url);
  const active = sameUrl.find((target) => {
    // Not in playwright's types yet: Chromium's notes on a tab target.
    const { embedderData } = target as { embedderData?: { tabActive?: boolean } };
    return embedderData?.tabActive === true;
  });
  const found = active ?? (sameUrl.length === 1 ? sameUrl[0] : undefined);
  if (!found) throw new Error(`No tab in front shows ${url}; ${sameUrl.length} tabs have that address.`);
  return found.targetId;
}

/** A playwright context does not list the side panel; a second connection made after the panel opened does. */
async function connectToPanel(
  profileDir: string,
  context: BrowserContext,
  urlStart: string,
): Promise<{ connection: Browser; page: Page }> {
  const port = readFileSync(join(profileDir, 'DevToolsActivePort'), 'utf8').split('\n')[0];
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    const connection = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const page = await unlistedPage(connection, context, urlStart);
    if (page) return { connection, page };
    await connection.close();
    await pause(250);
  }
  throw new Error(`No side panel at ${urlStart} opened within 15 seconds.`);
}

async function unlistedPage(
  connection: Browser,
  context: BrowserContext,
  urlStart: string,
): Promise<Page | undefined> {
  const listed = new Set(await Promise.all(context.pages().map(targetIdOf)));
  for (const page of connection.contexts().flatMap((each) => each.pages())) {
    // The same document may also be open as a tab; the panel is the one that the first connection does not have.
    if (page.url().startsWith(urlStart) && !listed.has(await targetIdOf(page))) return page;
  }
  return undefined;
}

async function targetIdOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  return targetInfo.targetId;
}

async function allowSite(context: BrowserContext, extensionId: string, pattern: string): Promise<void> {
  const page = await context.newPage();
  await page.goto('chrome://extensions/');
  await page.evaluate(
    async ([id, host]) => {
      type Settings = { addHostPermission(id: string, host: string): Promise<void> };
      const { developerPrivate } = chrome as unknown as { developerPrivate: Settings };
      await developerPrivate.addHostPermission(id, host);
    },
    [extensionId, pattern] as const,
  );
  await page.close();
}

async function stopWorker(context: BrowserContext, origin: string): Promise<void> {
  const [page] = context.pages();
  if (!page) throw new Error('Stopping the worker needs at least one open tab.');
  const session = await context.newCDPSession(page);
  const running = new Set<string>();
  const stopped = new Set<string>();
  let sawWorker = false;
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const version of versions.filter(({ scriptURL }) => scriptURL.startsWith(origin))) {
      sawWorker = true;
      if (version.runningStatus === 'stopped') stopped.add(version.versionId);
      else running.add(version.versionId);
    }
  });
  await session.send('ServiceWorker.enable');
  await until(() => sawWorker, 'The extension has no background worker.');
  const wanted = [...running];
  stopped.clear();
  for (const versionId of wanted) await session.send('ServiceWorker.stopWorker', { versionId });
  // An event may start it anew at once, so it counts that each was seen stopped.
  await until(
    () => wanted.every((versionId) => stopped.has(versionId)),
    'The background worker did not stop.',
  );
  await session.detach();
}

async function pidOfBrowser(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const browser = processInfo.find((each) => each.type === 'browser');
  if (!browser) throw new Error('Chromium did not tell the id of its browser process.');
  return browser.id;
}

/** Playwright starts Chromium as leader of a process group, so one signal reaches every helper process as well. */
async function killTree(pid: number): Promise<void> {
  process.kill(-pid, 'SIGKILL');
  await until(() => !groupLives(pid), `Process group ${pid} survived SIGKILL.`);
}

function groupLives(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean, otherwise: string): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(otherwise);
    await pause(20);
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
