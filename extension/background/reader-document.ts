/**
 * Where reading and classifying run: the offscreen document in Chromium (a service worker can start no workers), the event page
 * itself in Firefox. This module only makes sure that it is there and knows of work; the work itself goes by the database.
 */
import type { ExtensionDatabase } from '../outbox/database.ts';
import { hasWorkAhead, nextClip, recoverCaptures } from '../outbox/clips.ts';
import { hasDrafts } from '../outbox/snapshots.ts';
import type { Reader } from '../reading/reader.ts';
import { tell } from '../messages/messages.ts';
import { addNotice } from '../messages/notices.ts';
import { readRunningCapture } from '../messages/running-capture.ts';
import { sentences } from '../messages/sentences.ts';

const alarmName = 'resume-reading';
/** A capture that has not got its page's text after this time has lost the worker that waited for it. */
const lostAfterMs = 60_000;

/** Opening and closing take turns: otherwise the document is closed under work that has just begun. */
const inTurn = <Value>(run: () => Promise<Value>): Promise<Value> =>
  navigator.locks.request('reader-document', run);

/** The reader of Firefox, which runs in the background page itself and so hears no messages from it. */
let ownReader: Reader | undefined;

async function openDocument(db: ExtensionDatabase): Promise<void> {
  if (import.meta.env.FIREFOX) {
    const { startReader } = await import('../reading/reader.ts');
    ownReader ??= startReader({
      onProgress: (progress) => void tell({ kind: 'progress', ...progress }),
      onIdle: () => void closeReader(db),
      onBlocked: () => void sayBlocked(),
      onRefused: (text) => addNotice('error', text),
    });
    ownReader.wake();
    return;
  }
  if (!(await chrome.offscreen.hasDocument())) {
    await chrome.offscreen.createDocument({
      url: 'offscreen.html',
      reasons: [chrome.offscreen.Reason.WORKERS, chrome.offscreen.Reason.BLOBS],
      justification: 'Reads clipped pictures (OCR) and classifies them on this device.',
    });
  }
  await tell({ kind: 'work' });
}

/**
 * Makes sure that the queue is looked at again within half a minute, whatever happens to the worker meanwhile. Call it before
 * a clip is stored: the worker may die the moment after.
 */
export const planResume = () => chrome.alarms.create(alarmName, { periodInMinutes: 0.5 });

/** Starts or wakes the reader if the queue has work. The alarm brings it back should everything be stopped in the middle. */
export async function wakeReader(db: ExtensionDatabase): Promise<void> {
  await inTurn(async () => {
    const lostBefore = new Date(Date.now() - lostAfterMs).toISOString();
    await recoverCaptures(db, lostBefore, (await readRunningCapture())?.id);
    if (await hasWorkAhead(db)) await planResume();
    if ((await nextClip(db)) !== undefined || (await hasDrafts(db))) await openDocument(db);
  });
}

/** Lets the offscreen document go, with the memory of its models, unless new work has come meanwhile. */
export async function closeReader(db: ExtensionDatabase): Promise<void> {
  await inTurn(async () => {
    if ((await nextClip(db)) !== undefined || (await hasDrafts(db))) return;
    if (!import.meta.env.FIREFOX && (await chrome.offscreen.hasDocument()))
      await chrome.offscreen.closeDocument();
  });
  // A clip may have been stored while the document was going.
  await wakeReader(db);
}

export const sayBlocked = () => addNotice('error', sentences.readingBlocked);

/**
 * What the alarm does. It alone ends itself: anybody else might do so just after a press has set it and before the clip is stored.
 */
export async function onReaderAlarm(db: ExtensionDatabase, alarm: chrome.alarms.Alarm): Promise<void> {
  if (alarm.name !== alarmName) return;
  await wakeReader(db);
  if (!(await hasWorkAhead(db))) await chrome.alarms.clear(alarmName);
}
