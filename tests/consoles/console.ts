import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** The password of every made-up account of every console that tests start. It opens nothing outside them. */
export const THROW_AWAY_PASSWORD = 'Thr0w-Away!Harbour';

/** One page of a console that is worth clipping. `path` starts with a slash and may carry query and hash. */
export interface ConsolePage {
  id: string;
  path: string;
  /** What the page is, in a person's words; not necessarily the document's title. */
  title: string;
}

export interface StartOptions {
  /** A free one is chosen when absent. The console listens on 127.0.0.1 only. */
  port?: number;
  /** An empty or not yet existing folder of its own; the caller removes it after `stop()`. */
  stateDir: string;
}

/** A real third-party console that runs on this machine with made-up people and settings. */
export interface RunningConsole {
  name: 'fossil' | 'meshcentral' | 'cockpit';
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  baseUrl: string;
  pages: readonly ConsolePage[];
  /** Signs the page's browser context in as the administrator, through the console's own form. */
  signIn(page: Page): Promise<void>;
  /** Goes to one of `pages` and settles when its content, not only its frame, is visible. Throws on an unknown id. */
  open(page: Page, pageId: string): Promise<void>;
  /** Ends every process that the start began. May be called twice. */
  stop(): Promise<void>;
}

/** The page with this id, or a throw that names the ids there are. */
export function consolePage(pages: readonly ConsolePage[], id: string): ConsolePage {
  const found = pages.find((page) => page.id === id);
  if (!found) throw new Error(`No page ${id}; this console has ${pages.map((page) => page.id).join(', ')}.`);
  return found;
}

/** A TCP port of 127.0.0.1 that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('The system gave no port.'));
      });
    });
  });
}

/** Makes the state folder readable by this account alone: it will hold password hashes. */
export function makeStateDir(stateDir: string): void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
}

/** A program that runs until `stop()`, leader of its own process group. */
export interface Daemon {
  /** Settles when the whole group is gone: `stopSignal` (SIGTERM), after three seconds SIGKILL. */
  stop(): Promise<void>;
  exited: boolean;
  logFile: string;
}

const running = new Set<number>();
process.on('exit', () => {
  // A test run that dies must not leave consoles behind; only synchronous work is possible here.
  for (const group of running) signalGroup(group, 'SIGKILL');
});

/** Starts `command` as leader of a new process group; what it prints goes to `LOGNAME.log` in `stateDir`. */
export function startDaemon(
  command: string,
  args: readonly string[],
  options: { stateDir: string; logName: string; env?: NodeJS.ProcessEnv; stopSignal?: NodeJS.Signals },
): Daemon {
  const logFile = join(options.stateDir, `${options.logName}.log`);
  const log = createWriteStream(logFile);
  const child = spawn(command, args, {
    cwd: options.stateDir,
    detached: true,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  if (child.pid !== undefined) running.add(child.pid);
  const daemon: Daemon = {
    exited: false,
    logFile,
    stop: () => stopDaemon(child, daemon, options.stopSignal ?? 'SIGTERM'),
  };
  child.once('error', (error) => {
    daemon.exited = true;
    log.write(`${error.message}\n`);
  });
  child.once('exit', () => (daemon.exited = true));
  return daemon;
}

async function stopDaemon(child: ChildProcess, daemon: Daemon, signal: NodeJS.Signals): Promise<void> {
  const group = child.pid;
  if (group === undefined || !running.has(group)) return;
  signalGroup(group, signal);
  const deadline = Date.now() + 3_000;
  while (groupLives(group) && Date.now() < deadline) await pause(50);
  signalGroup(group, 'SIGKILL');
  while (groupLives(group) && Date.now() < deadline + 3_000) await pause(50);
  if (groupLives(group)) throw new Error(`Process group ${group} did not end (${daemon.logFile}).`);
  running.delete(group);
}

function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

const groupLives = (group: number): boolean => signalGroup(group, 0);

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Settles when `url` answers with any status below 500; throws after `timeoutMs` or when the daemon ended. */
export async function waitForHttp(url: string, daemon: Daemon, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (daemon.exited) throw new Error(`The console ended before it answered; see ${daemon.logFile}.`);
    const status = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.status,
      () => 599,
    );
    if (status < 500) return;
    await pause(150);
  }
  throw new Error(`${url} did not answer within ${timeoutMs} ms; see ${daemon.logFile}.`);
}
