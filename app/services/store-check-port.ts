/**
 * Whether what is stored in this browser still is what was sealed: checked when the app opens, whenever something was stored, and when
 * somebody asks. One tab checks, and the others hear of it.
 */
import { liveQuery } from 'dexie';
import type { AppDatabase } from '../storage/database.ts';
import { isOfFile, type StoreFinding } from './store-finding.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

export type StoreCheckRunning = { doneBytes: number; totalBytes: number };
export type LastStoreCheck = { at: Date; exhibits: number };

export interface StoreCheckPort {
  /** What somebody must know; empty while nothing was found. Missing seals that may be on their way are not among them. */
  readonly findings: Watchable<readonly StoreFinding[]>;
  /** Gaps in the logs of other members' devices while this device has not read everything that the others shared. */
  readonly coming: Watchable<readonly StoreFinding[]>;
  /** How far the reading of all bytes is; undefined while none is under way. */
  readonly running: Watchable<StoreCheckRunning | undefined>;
  /** The last time that all bytes were read; undefined before the first. */
  readonly last: Watchable<LastStoreCheck | undefined>;
  /** Reads everything anew. False when it was cancelled or the storage cannot be read. */
  checkNow(): Promise<boolean>;
  cancel(): void;
}

type Found = { startedAt: number; files: boolean; findings: StoreFinding[]; exhibits: number };

const lockName = 'exhibit-store-check';
/** The first screen comes first. */
const afterStartMs = 2_000;
/** What is stored comes in bursts: a log, then its exhibits. */
const afterChangeMs = 1_000;

const mayCome = (finding: StoreFinding): boolean => finding.kind === 'log' && finding.mayCome;

/** `complete`: whether everything that other members shared about logs was read. */
export function createStoreCheckPort(
  db: AppDatabase,
  complete: Watchable<boolean>,
  now: () => Date,
): StoreCheckPort {
  const findings = createWatchable<readonly StoreFinding[]>([]);
  const coming = createWatchable<readonly StoreFinding[]>([]);
  const running = createWatchable<StoreCheckRunning | undefined>(undefined);
  const last = createWatchable<LastStoreCheck | undefined>(undefined);
  const tabs = new BroadcastChannel(lockName);
  let found: readonly StoreFinding[] = [];
  let newest = 0;
  let current: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function publish(): void {
    const isComplete = complete.getState();
    set(
      findings,
      found.filter((finding) => isComplete || !mayCome(finding)),
    );
    set(coming, isComplete ? [] : found.filter(mayCome));
  }

  function take({ startedAt, files, findings: all, exhibits }: Found): void {
    newest = Math.max(newest, startedAt);
    // Without the bytes nothing new is known of the files.
    found = files ? all : [...all, ...found.filter(isOfFile)];
    if (files) last.set({ at: new Date(startedAt), exhibits });
    publish();
  }

  async function check(files: boolean, signal: AbortSignal): Promise<boolean> {
    const { runStoreCheck } = await import('./store-checker.ts');
    const startedAt = now().getTime();
    const onProgress = (progress: StoreCheckRunning) => running.set(progress);
    try {
      const answer = await runStoreCheck({ files, signal, onProgress });
      if (!answer) return false;
      const result: Found = { startedAt, files, findings: answer.findings, exhibits: answer.exhibits };
      take(result);
      tabs.postMessage(result);
      return true;
    } finally {
      running.set(undefined);
    }
  }

  /** Checks without the bytes, unless another tab did since this was wanted. */
  async function checkSoon(): Promise<void> {
    const wantedAt = now().getTime();
    await navigator.locks.request(lockName, async () => {
      if (newest < wantedAt) await check(false, new AbortController().signal);
    });
  }

  async function checkNow(): Promise<boolean> {
    current?.abort();
    const controller = (current = new AbortController());
    const { signal } = controller;
    running.set({ doneBytes: 0, totalBytes: 0 });
    try {
      return await navigator.locks.request(lockName, { signal }, () => check(true, signal));
    } catch {
      return false;
    } finally {
      if (current === controller) running.set(undefined);
    }
  }

  tabs.addEventListener('message', ({ data }: MessageEvent<Found>) => take(data));
  complete.subscribe(publish);
  setTimeout(() => {
    void checkNow();
    let isFirst = true;
    liveQuery(() =>
      Promise.all([db.devices.toArray(), db.seals.count(), db.exhibits.count(), db.stamps.count()]),
    ).subscribe(
      () => {
        // The check that is under way sees it.
        if (isFirst) return void (isFirst = false);
        clearTimeout(timer);
        timer = setTimeout(() => void checkSoon().catch(() => undefined), afterChangeMs);
      },
      // Storage that cannot be read is told by the list of exhibits.
      () => undefined,
    );
  }, afterStartMs);

  return { findings, coming, running, last, checkNow, cancel: () => current?.abort() };
}

/** Keeps the old object where it says the same: a new one would draw every screen again. */
function set(
  state: ReturnType<typeof createWatchable<readonly StoreFinding[]>>,
  next: readonly StoreFinding[],
): void {
  if (JSON.stringify(next) !== JSON.stringify(state.getState())) state.set(next);
}
