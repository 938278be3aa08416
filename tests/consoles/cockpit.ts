import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import {
  consolePage,
  freePort,
  makeStateDir,
  startDaemon,
  THROW_AWAY_PASSWORD,
  waitForHttp,
  type ConsolePage,
  type RunningConsole,
  type StartOptions,
} from './console.ts';

const pages: readonly ConsolePage[] = [
  { id: 'overview', path: '/system', title: 'Host, health and configuration' },
  { id: 'journal', path: '/system/logs#/?priority=info', title: 'Journal with sign-ins and alerts' },
  { id: 'journal-errors', path: '/system/logs#/?priority=err', title: 'Journal, errors and worse' },
  { id: 'accounts', path: '/users', title: 'Local accounts' },
  { id: 'account', path: '/users#/i.solberg', title: 'A privileged account' },
  { id: 'leaver', path: '/users#/k.moreau', title: 'The locked account of a leaver' },
];

/** What must be visible before a page counts as open, all of it inside the console's inner frame. */
const contentOf: Readonly<Record<string, string>> = {
  overview: 'text=halden-ledger-1',
  journal: 'text=password of k.moreau locked',
  'journal-errors': 'text=maximum authentication attempts',
  accounts: 'text=Dario Bianchi',
  account: 'text=Ingrid Solberg',
  leaver: 'text=Karim Moreau',
};

const namespaces = ['--mount', '--uts', '--ipc', '--pid', '--fork', '--kill-child', '--mount-proc'];

/**
 * Whether this account may build Cockpit's made-up host: root on Linux, and not in a container that forbids namespaces.
 * Tries it with a command that does nothing.
 */
export function cockpitCanStart(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return spawnSync('unshare', [...namespaces, '--propagation', 'private', 'true']).status === 0;
}

/**
 * Cockpit (Debian packages cockpit-ws cockpit-bridge cockpit-system): content in an inner frame, hash routes inside that
 * frame, dark by system preference. Shows a made-up host that lives in namespaces of its own. Ready in two to four
 * seconds. Throws when not run by root or when it does not answer within 30 seconds.
 */
export async function startCockpit({ port, stateDir }: StartOptions): Promise<RunningConsole> {
  if (!cockpitCanStart()) {
    throw new Error(
      'Cockpit needs root on Linux that may make namespaces: its made-up host is built from them.',
    );
  }
  makeStateDir(stateDir);
  const chosen = port ?? (await freePort());
  const baseUrl = `http://127.0.0.1:${chosen}`;
  const server = startDaemon(
    'unshare',
    [...namespaces, '--propagation', 'private', 'bash', join(import.meta.dirname, 'cockpit-host.sh')],
    {
      stateDir,
      logName: 'cockpit',
      env: { STATE: stateDir, PORT: String(chosen), PASSWORD: THROW_AWAY_PASSWORD },
      // The first process of a PID namespace ignores SIGTERM; its death ends everything inside.
      stopSignal: 'SIGKILL',
    },
  );
  try {
    await waitForHttp(baseUrl, server, 30_000);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    name: 'cockpit',
    baseUrl,
    pages,
    stop: () => server.stop(),
    signIn: (page) => signIn(page, baseUrl),
    open: (page, pageId) => open(page, baseUrl, pageId),
  };
}

async function open(page: Page, baseUrl: string, pageId: string): Promise<void> {
  const { path } = consolePage(pages, pageId);
  // A change of the hash alone would not load anything: leave first.
  await page.goto('about:blank');
  await page.goto(baseUrl + path);
  const inner = page.frameLocator('iframe[name^="cockpit1:localhost/"]:visible').first();
  await inner
    .locator(contentOf[pageId] ?? 'body')
    .first()
    .waitFor();
}

async function signIn(page: Page, baseUrl: string): Promise<void> {
  await page.goto(baseUrl);
  await page.fill('#login-user-input', 'root');
  await page.fill('#login-password-input', THROW_AWAY_PASSWORD);
  await page.click('#login-button');
  await page.locator('iframe[name^="cockpit1:localhost/"]').first().waitFor();
}
