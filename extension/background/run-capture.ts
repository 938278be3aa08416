/** Runs captures: those that take a while one at a time, watched and stoppable. */
import { v7 as uuidv7 } from 'uuid';
import { clipTab } from '../capture/clip-tab.ts';
import { CaptureCancelled } from '../capture/capture-plan.ts';
import type { ClippedTab, ClipTask } from '../capture/capture-plan.ts';
import { addFollowing } from '../capture/pages/add-following.ts';
import type { Followed } from '../capture/pages/add-following.ts';
import { addTab } from '../capture/pages/add-tab.ts';
import { capturePlans } from '../capture/plans.ts';
import type { OfferedMode } from '../messages/capture-modes.ts';
import { noteRunningCapture } from '../messages/running-capture.ts';
import type { RunningCapture } from '../messages/running-capture.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';
import type { AddedPage } from '../outbox/page-sets.ts';
import { showBadgeProgress } from './badge.ts';
import { noted } from './open-captures.ts';

/** What came of a press: a clip, nothing as the page is a workspace, or a page beside others. */
type CaptureOutcome = 'clipped' | 'workspace' | AddedPage;

/** The long capture of this worker. `over` settles when its page is as it was; it never rejects. */
let running: { controller: AbortController; over: Promise<void> } | undefined;

/** Stops the capture that runs; resolves when nothing of it is left. */
export async function cancelCapture(): Promise<void> {
  running?.controller.abort(new CaptureCancelled());
  await running?.over;
}

/** To be called once when the worker starts: a capture that is shown as running then has lost its worker; `reportLostCaptures` says so. */
export const forgetRunningCapture = (): Promise<void> => noteRunningCapture(undefined);

async function runLong<Outcome>(
  tab: ClippedTab,
  kind: Pick<RunningCapture, 'mode' | 'follows'>,
  run: (task: ClipTask) => Promise<Outcome>,
): Promise<Outcome> {
  // A second press on the way means: not that one, this one.
  while (running) await cancelCapture();
  const controller = new AbortController();
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const mine = { controller, over };
  running = mine;
  const id = uuidv7();
  const tellProgress = async (done: number, total: number | null) => {
    if (running !== mine) return;
    await noteRunningCapture({
      id,
      tabId: tab.id,
      ...kind,
      title: (tab.title ?? '').slice(0, 2_000),
      done,
      total,
    });
    await showBadgeProgress(done, total);
  };
  /** One after the other, so that the last one told is the last one shown. */
  let told = tellProgress(0, null);
  try {
    await told;
    const task: ClipTask = {
      id,
      tab,
      signal: controller.signal,
      onProgress: (done, total) => {
        told = told.then(() => tellProgress(done, total)).catch(() => undefined);
      },
    };
    return await run(task);
  } finally {
    await told.catch(() => undefined);
    await noteRunningCapture(undefined).catch(() => undefined);
    running = undefined;
    end();
  }
}

/** Clips the tab in the given mode, or adds it to the pages that are collected, with a note of it for the case that this worker dies on the way. Rejects as `clipTab` does. */
export function runCapture(
  db: ExtensionDatabase,
  tab: ClippedTab,
  mode: OfferedMode,
): Promise<CaptureOutcome> {
  return noted<CaptureOutcome>(tab.url, () => {
    if (mode === 'pages') return runLong(tab, { mode }, (task) => addTab(db, task));
    if (!capturePlans[mode].isQuick) return runLong(tab, { mode }, (task) => clipTab(db, mode, task));
    const { signal } = new AbortController();
    return clipTab(db, mode, { id: uuidv7(), tab, signal, onProgress: () => undefined });
  });
}

/** Adds the pages that follow the one in the tab. Rejects as `addFollowing` does; what was added by then stays. */
export const runFollowing = (db: ExtensionDatabase, tab: ClippedTab): Promise<Followed> =>
  noted(tab.url, () => runLong(tab, { mode: 'pages', follows: true }, (task) => addFollowing(db, task)));
