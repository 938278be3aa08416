import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, withoutToolbar } from '../browser/chromium.ts';
import { cockpitCanStart, startCockpit } from './cockpit.ts';
import { consolePage, type RunningConsole, type StartOptions } from './console.ts';
import { startFossil } from './fossil.ts';
import { startMeshCentral } from './meshcentral.ts';

const work = mkdtempSync(join(tmpdir(), 'exhibit-consoles-'));
let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', withoutToolbar],
  });
});

afterAll(async () => {
  await browser.close();
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
});

/** What a person can read on the page, frames included, inputs too. */
async function visibleText(page: Page): Promise<string> {
  const texts = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => {
        const values = [...document.querySelectorAll('input, textarea')].map((field) =>
          field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '',
        );
        return `${document.body?.innerText ?? ''}\n${values.join('\n')}`;
      }),
    ),
  );
  return texts.join('\n');
}

/** Processes of this machine that still name the console's state folder. */
const leftovers = (stateDir: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((pid) => {
      try {
        return ['cmdline', 'environ'].some((file) =>
          readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(stateDir),
        );
      } catch {
        return false;
      }
    });

async function everyPageHasItsContent(
  start: (options: StartOptions) => Promise<RunningConsole>,
  content: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const stateDir = mkdtempSync(join(work, 'state-'));
  const console = await start({ stateDir });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await console.signIn(page);
    expect(console.pages.map(({ id }) => id).toSorted()).toEqual(Object.keys(content).toSorted());
    for (const { id } of console.pages) {
      await console.open(page, id);
      const text = await visibleText(page);
      for (const words of content[id] ?? []) expect(text, `${console.name} ${id}`).toContain(words);
    }
    await context.close();
  } finally {
    await console.stop();
  }
  await console.stop();
  expect(leftovers(stateDir)).toEqual([]);
  await expect(fetch(console.baseUrl)).rejects.toThrow();
}

describe('a real console', () => {
  it('Fossil shows people, settings, logs, changes and tickets', async () => {
    await everyPageHasItsContent(startFossil, {
      users: ['p.larsen', 'Folake Adeyemi'],
      user: ['Dario Bianchi'],
      'access-settings': ['Login expiration time'],
      'security-audit': ['Security Audit'],
      'admin-log': ['Deleted user [k.moreau]', 'cookie-expire changed to 12'],
      'sign-in-log': ['w.chen', '127.0.0.1'],
      changes: ['CHG-231 rotate signing keys'],
      tickets: ['Stolen laptop of a sales colleague'],
    });
  });

  it('MeshCentral shows devices, people, groups and events', async () => {
    await everyPageHasItsContent(startMeshCentral, {
      devices: ['HAL-AD-02', 'hal-backup'],
      account: ['My Account'],
      events: ['Account created, email is k.moreau@kestrel.example'],
      users: ['s.iyer', 'Locked'],
      'user-groups': ['Help desk', 'Audit'],
      server: ['My Server'],
    });
  });

  it('Cockpit shows a made-up host to root, and says plainly that others cannot start it', async () => {
    if (!cockpitCanStart()) {
      await expect(startCockpit({ stateDir: join(work, 'refused') })).rejects.toThrow('Cockpit needs root');
      return;
    }
    const ownHostName = readFileSync('/etc/hostname', 'utf8');
    await everyPageHasItsContent(startCockpit, {
      overview: ['halden-ledger-1'],
      journal: ['Failed password for invalid user oracle', 'archive ledger-nightly created'],
      'journal-errors': ['maximum authentication attempts exceeded'],
      accounts: ['Dario Bianchi', 'Karim Moreau (left 31 August)'],
      account: ['Ingrid Solberg'],
      leaver: ['Karim Moreau'],
    });
    expect(readFileSync('/etc/hostname', 'utf8')).toBe(ownHostName);
  });

  it('names its pages when asked for one it does not have', () => {
    const pages = [{ id: 'users', path: '/', title: 'Users' }];
    expect(() => consolePage(pages, 'nope')).toThrow('this console has users');
  });
});
