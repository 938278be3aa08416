/**
 * Whether what is stored in this browser still is what was sealed: records and seals are checked when the app opens, whenever something
 * was stored, and before a pack; with them the bytes of all files once a day and after an update, and when somebody asks. One tab checks,
 * and the others hear of it.
 */
import { liveQuery } from 'dexie';
import type { AppDatabase } from '../storage/database.ts';
import { isFullCheckDue, keepFullCheck, readFullCheck } from '../storage/full-check.ts';
import type { runStoreCheck } from './store-checker.ts';
import { isOfFile, type StoreFinding } from './store-finding.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

export type StoreCheckRunning = { doneBytes: number; totalBytes: number };
/** `at`: when this device last read all bytes, in whichever session. `exhibits`: those whose records and seals were checked last. */
export type LastStoreCheck = { at: Date; exhibits: number };

export interface StoreCheckPort {
  /** What somebody must know; empty while nothing was found. Missing seals that may be on their way are not among them. */
  readonly findings: Watchable<readonly StoreFinding[]>;
  /** Gaps in the logs of other members' devices while this device has not read everything that the others shared. */
  readonly coming: Watchable<readonly StoreFinding[]>;
  /** How far the reading of all bytes is; undefined while none is under way. */
  readonly running: Watchable<StoreCheckRunning | undefined>;
  /** Undefined before the first check since the app was opened, and while all bytes were never read. */
  readonly last: Watchable<LastStoreCheck | undefined>;
  /** Reads everything anew. False when it was cancelled or the storage cannot be read. */
  checkNow(): Promise<boolean>;
  /** Checks records and seals, and reads all files where that is due. Resolves when that is done; never rejects. */
  checkDue(): Promise<void>;
  cancel(): void;
}

type Found = {
  startedAt: number;
  /** Whether the bytes of files were read. */
  files: boolean;
  findings: StoreFinding[];
  exhibits: number;
  /** When all bytes were read last (ISO 8601, UTC); undefined when they never were. */
  readAt: string | undefined;
};

type StoreCheckParts = {
  db: AppDatabase;
  /** Whether everything that other members shared about logs was read. */
  complete: Watchable<boolean>;
  /** Another text for each build of the app. */
  app: string;
  now: () => Date;
  /** Checks once; in a worker unless a test has another way. */
  run?: typeof runStoreCheck;
};

const runInWorker: typeof runStoreCheck = async (wish) =>
  (await import('./store-checker.ts')).runStoreCheck(wish);

const lockName = 'exhibit-store-check';
/** The first screen comes first. */
const afterStartMs = 2_000;
/** What is stored comes in bursts: a log, then its exhibits. */
const afterChangeMs = 1_000;

const mayCome = (finding: StoreFinding): boolean => finding.kind === 'log' && finding.mayCome;

export function createStoreCheckPort({
  db,
  complete,
  app,
  now,
  run = runInWorker,
}: StoreCheckParts): StoreCheckPort {
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

  function take({ startedAt, files, findings: all, exhibits, readAt }: Found): void {
    newest = Math.max(newest, startedAt);
    // Without the bytes nothing new is known of the files.
    found = files ? all : [...all, ...found.filter(isOfFile)];
    if (readAt !== undefined) last.set({ at: new Date(readAt), exhibits });
    publish();
  }

  const isDue = async () => isFullCheckDue(await readFullCheck(db), app, now());

  async function check(files: boolean, signal: AbortSignal): Promise<boolean> {
    const { checkStamps } = await import('./check-stamps.ts');
    const startedAt = now();
    const onProgress = (progress: StoreCheckRunning) => running.set(progress);
    const answer = await run({ files, signal, onProgress });
    if (!answer) return false;
    if (files)
      await keepFullCheck(db, {
        at: startedAt.toISOString(),
        app,
        good: !answer.findings.some(isOfFile),
      });
    const result: Found = {
      startedAt: startedAt.getTime(),
      files,
      findings: [...answer.findings, ...(await checkStamps(db))],
      exhibits: answer.exhibits,
      readAt: (await readFullCheck(db))?.at,
    };
    take(result);
    tabs.postMessage(result);
    return true;
  }

  /** Checks without the bytes, unless another tab did since this was wanted. */
  async function checkSoon(): Promise<void> {
    const wantedAt = now().getTime();
    await navigator.locks.request(lockName, async () => {
      if (newest < wantedAt) await check(false, new AbortController().signal);
    });
  }

  /** `isWanted`: asked once no other tab checks any more; without the bytes when they are not. */
  async function checkFiles(isWanted: () => Promise<boolean>): Promise<boolean> {
    current?.abort();
    const controller = (current = new AbortController());
    const { signal } = controller;
    running.set({ doneBytes: 0, totalBytes: 0 });
    try {
      return await navigator.locks.request(lockName, { signal }, async () => check(await isWanted(), signal));
    } catch {
      return false;
    } finally {
      if (current === controller) {
        current = undefined;
        running.set(undefined);
      }
    }
  }

  async function checkWhatIsDue(): Promise<void> {
    const due = await isDue();
    // While all bytes are being read, that goes on, and what was stored meanwhile is looked at afterwards.
    if (due && !current) await checkFiles(isDue);
    else await checkSoon();
  }

  // Storage that cannot be read is told by the list of exhibits.
  const checkDue = () => checkWhatIsDue().catch(() => undefined);

  tabs.addEventListener('message', ({ data }: MessageEvent<Found>) => take(data));
  complete.subscribe(publish);
  setTimeout(() => {
    void checkDue();
    let isFirst = true;
    liveQuery(() =>
      Promise.all([db.devices.toArray(), db.seals.count(), db.exhibits.count(), db.stamps.count()]),
    ).subscribe(
      () => {
        // The check that is under way sees it.
        if (isFirst) return void (isFirst = false);
        clearTimeout(timer);
        timer = setTimeout(() => void checkDue(), afterChangeMs);
      },
      // Storage that cannot be read is told by the list of exhibits.
      () => undefined,
    );
  }, afterStartMs);

  return {
    findings,
    coming,
    running,
    last,
    checkNow: () => checkFiles(async () => true),
    checkDue,
    cancel: () => current?.abort(),
  };
}

/** Keeps the old object where it says the same: a new one would draw every screen again. */
function set(
  state: ReturnType<typeof createWatchable<readonly StoreFinding[]>>,
  next: readonly StoreFinding[],
): void {
  if (JSON.stringify(next) !== JSON.stringify(state.getState())) state.set(next);
}
