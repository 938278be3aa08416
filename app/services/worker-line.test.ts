/** The team's journey ends a real shared worker; here both ends are in one thread, with locks as a browser has them. */
import { expect, it } from 'vitest';
import { holdLife, openWorkerLine } from './worker-line.ts';

/** Locks that are let go of when their holder ends. Node's own leave others waiting then. */
function makeLocks() {
  const free = new Map<string, PromiseWithResolvers<undefined>>();
  const ofWorker = {
    async request(name: string, work: () => Promise<never>): Promise<void> {
      free.set(name, Promise.withResolvers());
      await work();
    },
  };
  const ofTab = {
    async request(name: string, { signal }: { signal: AbortSignal }, work: () => void): Promise<void> {
      await free.get(name)?.promise;
      signal.throwIfAborted();
      work();
    },
  };
  const end = () => {
    for (const { resolve } of free.values()) resolve(undefined);
  };
  // What the line asks of them; the rest of a browser's is not here.
  return { ofWorker: ofWorker as LockManager, ofTab: ofTab as unknown as LockManager, end };
}

/** A browser with one worker, which repeats what it is told; `start` puts another in its place. A mute one says nothing. */
function makeBrowser() {
  const locks = makeLocks();
  let worker: (port: MessagePort) => void;
  function start(kind: 'living' | 'mute' = 'living'): void {
    const born = holdLife(locks.ofWorker);
    worker = (port) => {
      if (kind === 'mute') return;
      void born.then((first) => port.postMessage(first));
      port.onmessage = ({ data }) => port.postMessage({ kind: 'heard', message: data as unknown });
    };
  }
  return {
    start,
    locks: locks.ofTab,
    connect(): MessagePort {
      const { port1, port2 } = new MessageChannel();
      worker(port2);
      return port1;
    },
    /** The worker ends, and nobody says so. */
    end(): void {
      start('mute');
      locks.end();
    },
  };
}

function openLine(
  { locks, connect }: ReturnType<typeof makeBrowser>,
  onLost: () => void,
  patienceMs?: number,
) {
  const said: string[] = [];
  const heard: unknown[] = [];
  const line = openWorkerLine<string, { kind: string; message: unknown }>({
    locks,
    connect,
    hear: ({ message }) => heard.push(message),
    greet(say, again) {
      said.push(again ? 'greeted again' : 'greeted');
      say('hello');
    },
    lost() {
      said.push('lost');
      onLost();
    },
    ...(patienceMs !== undefined && { patienceMs }),
  });
  return { ...line, said, heard };
}

it('starts another worker as soon as the one before it has ended', async () => {
  const browser = makeBrowser();
  browser.start();
  const line = openLine(browser, () => browser.start());
  await expect.poll(() => line.heard).toEqual(['hello']);
  browser.end();
  await expect.poll(() => line.heard).toEqual(['hello', 'hello']);
  line.say('still here');
  await expect.poll(() => line.heard).toEqual(['hello', 'hello', 'still here']);
  expect(line.said).toEqual(['greeted', 'lost', 'greeted again']);
  line.close();
});

it('asks again when a worker never says that it lives, and does not take it for one that ended', async () => {
  const browser = makeBrowser();
  browser.start('mute');
  const line = openLine(browser, () => browser.start(), 100);
  await expect.poll(() => line.heard.length).toBeGreaterThan(0);
  expect(line.said.slice(0, 3)).toEqual(['greeted', 'lost', 'greeted']);
  line.close();
});

it('stays closed when the worker ends because it was asked to', async () => {
  const browser = makeBrowser();
  browser.start();
  const closed = openLine(browser, () => undefined);
  const open = openLine(browser, () => browser.start());
  await expect.poll(() => [...closed.heard, ...open.heard]).toEqual(['hello', 'hello']);
  closed.close();
  browser.end();
  await expect.poll(() => open.said).toContain('greeted again');
  expect(closed.said).toEqual(['greeted']);
  open.close();
});
