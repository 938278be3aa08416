/** Double take: reload past the cache, clip again, compare. What somebody edited in the page before the first clip is gone then. */
import * as v from 'valibot';
import { v7 as uuidv7 } from 'uuid';
import { recordedAddress } from '#core/evidence/address.ts';
import { compareTakes } from '#core/redaction/compare-takes.ts';
import { lineOfBlock } from '#core/recognition/shared-lines.ts';
import { linesOfStored } from '#core/recognition/stored-text.ts';
import { clipTab } from '../capture/clip-tab.ts';
import { injectScript } from '../capture/inject-script.ts';
import { pageFactsSchema } from '../capture/page/facts-schema.ts';
import { tabOf } from '../capture/tab-of-clip.ts';
import { noted } from './open-captures.ts';
import { addNotice } from '../messages/notices.ts';
import { sentences } from '../messages/sentences.ts';
import { fileOf, storeDoubleTake } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';

/** A console on a slow line may take that long to load. */
const loadTimeoutMs = 60_000;
/** Rows that arrive after the load: the page is read until it says the same twice. */
const settlePauseMs = 700;
const maxSettleReads = 12;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** True when the tab shows the page of the clip. The browser tells the address only while the grant of an earlier press holds. */
function showsPageOf({ provenance }: Clip, address: string | undefined): boolean {
  if (address === undefined || !URL.canParse(provenance.url)) return false;
  const [is, was] = [new URL(recordedAddress(address)), new URL(provenance.url)];
  return is.origin === was.origin && is.pathname === was.pathname;
}

/** Reloads the tab without the cache and waits until the browser says that it is complete. */
function reloadPastCache(tabId: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      chrome.tabs.onUpdated.removeListener(listen);
    };
    let began = false;
    const listen = (id: number, { status }: { status?: string }) => {
      if (id !== tabId) return;
      if (status === 'loading') began = true;
      if (status !== 'complete' || !began) return;
      stop();
      resolve();
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(sentences.reloadTimedOut));
    }, loadTimeoutMs);
    chrome.tabs.onUpdated.addListener(listen);
    chrome.tabs.reload(tabId, { bypassCache: true }).catch((error: unknown) => {
      stop();
      reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

async function linesInTab(tabId: number): Promise<string[]> {
  const injected = await injectScript({ target: { tabId }, files: ['/page-reader.js'] });
  const facts = v.safeParse(pageFactsSchema, injected[0]?.result);
  return facts.success ? facts.output.pageText.blocks.map(lineOfBlock) : [];
}

async function untilSettled(tabId: number): Promise<void> {
  let last = await linesInTab(tabId);
  for (let reads = 1; reads < maxSettleReads; reads += 1) {
    await pause(settlePauseMs);
    const lines = await linesInTab(tabId);
    if (lines.length > 0 && compareTakes(last, lines).differing === 0) return;
    last = lines;
  }
}

/** The lines of a clip's page text; undefined where it has none. */
async function linesOfClip(db: ExtensionDatabase, clip: Clip): Promise<string[] | undefined> {
  const page = await (await fileOf(db, clip, 'page'))?.text();
  return page === undefined ? undefined : linesOfStored({ page });
}

/**
 * Reloads the tab of a clip, clips it again and stores on the later clip what differs. Says in a notice what to do where that is not
 * possible; then nothing is clipped. Rejects when the tab cannot be captured.
 */
export async function takeAgain(db: ExtensionDatabase, id: string): Promise<void> {
  const earlier = await db.clips.get(id);
  const before = earlier && (await linesOfClip(db, earlier));
  if (!before) return addNotice('error', sentences.noTextToCompare);
  const tabId = await tabOf(id);
  const tab = tabId === undefined ? undefined : await chrome.tabs.get(tabId).catch(() => undefined);
  if (tabId === undefined || !tab || !showsPageOf(earlier, tab.url))
    return addNotice('error', sentences.openPageAgain(earlier.provenance.title));
  await chrome.tabs.update(tabId, { active: true });
  await reloadPastCache(tabId);
  const reloaded = await chrome.tabs.get(tabId);
  // Another origin, such as that of a sign-in page, ends the grant.
  if (!showsPageOf(earlier, reloaded.url)) return addNotice('error', sentences.otherPageAfterReload);
  await untilSettled(tabId);
  const laterId = uuidv7();
  const task = {
    id: laterId,
    tab: { ...reloaded, id: tabId },
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
  if ((await noted(reloaded.url, () => clipTab(db, 'viewport', task))) === 'workspace') return;
  const later = await db.clips.get(laterId);
  const after = later && (await linesOfClip(db, later));
  if (!after) return addNotice('error', sentences.noTextToCompare);
  const earlierAt = earlier.provenance.capturedAt;
  await storeDoubleTake(db, laterId, { earlier: id, earlierAt, ...compareTakes(before, after) });
}
