/** Stops a background worker at its n-th call of the browser or its n-th commit, from outside: the worker is the one that ships. */
import type { Worker } from 'playwright-core';

/** The how manieth point of all, or of those with a name, counted from 1. What runs side by side passes its points in changing order. */
export type StopPoint = number | { name: string; nth: number };

type Points = {
  /** Says the name of the point at which the worker was stopped; undefined when it came to rest before. */
  stopped: () => Promise<string | undefined>;
  /** Every point that was passed so far. */
  passed: () => Promise<string[]>;
  /** Lets go on what was stopped at a call. */
  release: () => Promise<void>;
};

/** In the worker. A worker that was stopped takes no further step, until it is killed or released. */
type Sweep = {
  passed: string[];
  lastAt: number;
  stopped: string | undefined;
  release: () => void;
};
type Scope = typeof globalThis & { sweep?: Sweep };

/** Runs in the worker. With `onlyCalls` commits are passed by. */
function install({ target, onlyCalls }: { target: StopPoint; onlyCalls: boolean }): void {
  const scope = globalThis as Scope;
  const isNew = scope.sweep === undefined;
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  scope.sweep = { passed: [], lastAt: Date.now(), stopped: undefined, release };
  Object.assign(scope, { sweepGate: gate, sweepTarget: target, sweepOnlyCalls: onlyCalls });
  if (!isNew) return;

  const settings = scope as unknown as {
    sweepGate: Promise<void>;
    sweepTarget: StopPoint;
    sweepOnlyCalls: boolean;
  };
  const isStop = (name: string): boolean => {
    const sweep = scope.sweep!;
    sweep.passed.push(name);
    sweep.lastAt = Date.now();
    const { sweepTarget } = settings;
    const isThere =
      typeof sweepTarget === 'number'
        ? sweep.passed.length === sweepTarget
        : name === sweepTarget.name &&
          sweep.passed.filter((passed) => passed === name).length === sweepTarget.nth;
    if (isThere) sweep.stopped ??= name;
    return sweep.stopped !== undefined;
  };
  type Call = (...args: unknown[]) => Promise<unknown>;
  const watch = (owner: object, name: string, label: string) => {
    const call = (owner as Record<string, Call>)[name]!.bind(owner);
    Object.defineProperty(owner, name, {
      configurable: true,
      value: async (...args: unknown[]) => {
        if (isStop(`before ${label}`)) await settings.sweepGate;
        const value = await call(...args);
        if (isStop(`after ${label}`)) await settings.sweepGate;
        return value;
      },
    });
  };
  const calls = {
    tabs: ['get', 'captureVisibleTab'],
    scripting: ['executeScript'],
    alarms: ['create'],
    action: ['setBadgeText', 'setBadgeBackgroundColor'],
    offscreen: ['hasDocument', 'createDocument'],
    runtime: ['sendMessage'],
  };
  for (const [space, names] of Object.entries(calls))
    for (const name of names)
      watch((chrome as unknown as Record<string, object>)[space]!, name, `${space}.${name}`);
  for (const name of ['set', 'remove']) watch(chrome.storage.local, name, `storage.local.${name}`);

  // The library has bound `transaction` when it opened the database, but hears of each commit by this handler.
  const own = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'oncomplete')!;
  Object.defineProperty(IDBTransaction.prototype, 'oncomplete', {
    ...own,
    set(this: IDBTransaction, handler: ((event: Event) => void) | null) {
      const stopOrHear = (event: Event) => {
        const counts = this.mode === 'readwrite' && !settings.sweepOnlyCalls;
        if (counts && isStop(`commit of ${[...this.objectStoreNames].join(', ')}`)) return;
        handler?.call(this, event);
      };
      own.set!.call(this, handler && stopOrHear);
    },
  });
}

/** Makes the worker stop at a point from now on. It counts as at rest when it passed none for `restMs`. */
export async function stopAtPoint(
  worker: Worker,
  target: StopPoint,
  { onlyCalls = false, restMs = 3_000 } = {},
): Promise<Points> {
  await worker.evaluate(install, { target, onlyCalls });
  return {
    stopped: () =>
      worker.evaluate(async (rest) => {
        const sweep = (globalThis as Scope).sweep!;
        sweep.lastAt = Date.now();
        while (sweep.stopped === undefined && Date.now() - sweep.lastAt < rest)
          await new Promise((resolve) => setTimeout(resolve, 5));
        return sweep.stopped;
      }, restMs),
    passed: () => worker.evaluate(() => (globalThis as Scope).sweep!.passed),
    release: () => worker.evaluate(() => (globalThis as Scope).sweep!.release()),
  };
}
