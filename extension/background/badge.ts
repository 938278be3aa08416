import type { ExtensionDatabase } from '../outbox/database.ts';
import { countOpenSets } from '../outbox/page-sets.ts';

/** Shows on the toolbar button how many clips and unfinished clips of several pages wait for a person; nothing when none does. */
export async function showWaitingCount(db: ExtensionDatabase): Promise<void> {
  const waiting = await db.clips.where('state').anyOf('capturing', 'captured', 'read', 'proposed').toArray();
  const clips = waiting.filter((clip) => clip.discardedAt === undefined).length;
  const count = clips + (await countOpenSets(db));
  await chrome.action.setBadgeBackgroundColor({ color: '#0b6653' });
  await chrome.action.setBadgeText({ text: count === 0 ? '' : String(count) });
}

/** The quick sign beside the button that the last press did not work; the panel has the words. */
export async function showBadgeError(): Promise<void> {
  await chrome.action.setBadgeBackgroundColor({ color: '#b3261e' });
  await chrome.action.setBadgeText({ text: '!' });
}

/** How far the running capture is, in the four letters that a badge has room for. */
export async function showBadgeProgress(done: number, total: number | null): Promise<void> {
  await chrome.action.setBadgeBackgroundColor({ color: '#0b6653' });
  const percent = total ? `${Math.round((100 * Math.min(done, total)) / total)}%` : '…';
  await chrome.action.setBadgeText({ text: total === null && done > 0 ? String(done) : percent });
}
