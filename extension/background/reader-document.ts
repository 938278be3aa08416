/**
 * Where reading and classifying run: the offscreen document in Chromium (a service worker can start no workers), the event page
 * itself in Firefox. This module only makes sure that it is there and knows of work; the work itself goes by the database.
 */
import type { ExtensionDatabase } from '../outbox/database.ts';
import { nextClip } from '../outbox/clips.ts';
import { tell } from '../messages/messages.ts';

const alarmName = 'resume-reading';
// createDocument fails when it is called twice at once, so calls are chained.
let opening: Promise<void> = Promise.resolve();

async function openDocument(): Promise<void> {
  if (import.meta.env.FIREFOX) {
    const { startReader } = await import('../reading/reader.ts');
    startReader();
    return;
  }
  if (await chrome.offscreen.hasDocument()) return;
  await chrome.offscreen.createDocument({
    url: 'offscreen.html',
    reasons: [chrome.offscreen.Reason.WORKERS, chrome.offscreen.Reason.BLOBS],
    justification: 'Reads clipped pictures (OCR) and classifies them on this device.',
  });
}

/**
 * Makes sure that the queue is looked at again within half a minute, whatever happens to the worker meanwhile. Call it before
 * a clip is stored: the worker may die the moment after.
 */
export const planResume = () => chrome.alarms.create(alarmName, { periodInMinutes: 0.5 });

/** Starts or wakes the reader if the queue has work. The alarm brings it back should everything be stopped in the middle. */
export async function wakeReader(db: ExtensionDatabase): Promise<void> {
  if ((await nextClip(db)) === undefined) {
    await chrome.alarms.clear(alarmName);
    return;
  }
  await planResume();
  opening = opening.then(openDocument, openDocument);
  await opening;
  await tell({ kind: 'work' });
}

/** Lets the offscreen document go, with the memory of its models, unless new work has come meanwhile. */
export async function closeReader(db: ExtensionDatabase): Promise<void> {
  if (await nextClip(db)) return wakeReader(db);
  await chrome.alarms.clear(alarmName);
  if (!import.meta.env.FIREFOX && (await chrome.offscreen.hasDocument()))
    await chrome.offscreen.closeDocument();
}

export const isReaderAlarm = (alarm: chrome.alarms.Alarm): boolean => alarm.name === alarmName;
