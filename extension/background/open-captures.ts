/**
 * Captures that are under way. Whoever dies before the picture is stored - worker or browser - leaves a note here, and the next start
 * of the worker says that there is no clip.
 */
import * as v from 'valibot';
import type { Provenance } from '#core/evidence/exhibit.ts';
import { addNotice } from '../messages/notices.ts';
import { sentences } from '../messages/sentences.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';

const prefix = 'open-capture-';
/** When it began, ISO 8601 in UTC, and the host of the page. */
const noteSchema = v.object({ at: v.pipe(v.string(), v.isoTimestamp()), host: v.string() });

const hostOf = (url: string | undefined) => (url !== undefined && URL.canParse(url) ? new URL(url).host : '');

/** Whether a clip, or a page of one that is still collected, has come of it. */
async function isStored(db: ExtensionDatabase, { at, host }: v.InferOutput<typeof noteSchema>) {
  const isOf = ({ provenance }: { provenance: Provenance }) =>
    provenance.capturedAt >= at && hostOf(provenance.url) === host;
  return (await db.clips.filter(isOf).count()) + (await db.pages.filter(isOf).count()) > 0;
}

/** Runs a capture of the page at `url`, with a note of it until it has ended, well or not. */
export async function noted<Value>(url: string | undefined, capture: () => Promise<Value>): Promise<Value> {
  const key = prefix + crypto.randomUUID();
  const note = { at: new Date().toISOString(), host: hostOf(url) };
  // Without a note a capture is as good; a full disk must not keep the person from hearing of the full disk.
  await chrome.storage.local.set({ [key]: note }).catch(() => undefined);
  try {
    return await capture();
  } finally {
    await chrome.storage.local.remove(key).catch(() => undefined);
  }
}

/** Says of each capture that an earlier worker left open whether there is no clip of it. Call it before the first capture begins. */
export async function reportLostCaptures(db: ExtensionDatabase): Promise<void> {
  const stored = await chrome.storage.local.get();
  for (const [key, value] of Object.entries(stored)) {
    if (!key.startsWith(prefix)) continue;
    const note = v.safeParse(noteSchema, value);
    if (note.success && !(await isStored(db, note.output)))
      await addNotice('error', sentences.captureLost(note.output.host));
    await chrome.storage.local.remove(key);
  }
}
