/**
 * The capture that takes a while and can be stopped: a selection on the page, a full page, several pages. At most one runs. It is noted
 * in the browser's session storage, in memory, so that a panel which opens meanwhile shows it, and a worker which starts after
 * another one died in the middle of it can say so.
 */
import * as v from 'valibot';
import { offeredModes } from './capture-modes.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const runningCaptureSchema = v.object({
  /** Of the clip that it becomes. */
  id: v.string(),
  tabId: v.number(),
  mode: v.picklist(offeredModes),
  /** True while the pages that follow are added one after the other: the steps are pages then. */
  follows: v.exactOptional(v.literal(true)),
  /** Of the page. */
  title: v.string(),
  /** Steps done, of so many; null while nobody knows how many there will be. */
  done: count,
  total: v.nullable(count),
});
export type RunningCapture = v.InferOutput<typeof runningCaptureSchema>;

const storageKey = 'running-capture';

export async function readRunningCapture(): Promise<RunningCapture | undefined> {
  const stored = await chrome.storage.session.get(storageKey);
  const parsed = v.safeParse(runningCaptureSchema, stored[storageKey]);
  return parsed.success ? parsed.output : undefined;
}

export const noteRunningCapture = (running: RunningCapture | undefined): Promise<void> =>
  chrome.storage.session.set({ [storageKey]: running ?? null });

/** Calls back with what runs, `undefined` for nothing, now and after each change. Returns how to stop. */
export function watchRunningCapture(listener: (running: RunningCapture | undefined) => void): () => void {
  const refresh = () => void readRunningCapture().then(listener);
  const onChanged = (changes: Record<string, unknown>) => {
    if (storageKey in changes) refresh();
  };
  chrome.storage.session.onChanged.addListener(onChanged);
  refresh();
  return () => chrome.storage.session.onChanged.removeListener(onChanged);
}
