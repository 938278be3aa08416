import * as v from 'valibot';
import { v7 as uuidv7 } from 'uuid';
import { accountOf } from '#core/evidence/account.ts';
import { recordedAddress } from '#core/evidence/address.ts';
import type { Provenance } from '#core/evidence/exhibit.ts';
import { populationOf } from '#core/evidence/population.ts';
import { appPageSelector } from '#core/handover/page-greeting.ts';
import { pageTextToPlain } from '#core/recognition/plain-text.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { completeCapture, newFile, removeClip, storePicture } from '../outbox/clips.ts';
import type { NewFile } from '../outbox/clips.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';
import { injectScript } from './inject-script.ts';
import { pageFactsSchema } from './page/facts-schema.ts';
import type { PageFacts } from './page/read-page.ts';
import { rememberTab } from './tab-of-clip.ts';
import { takePicture } from './take-picture.ts';
import type { Picture } from './take-picture.ts';
import { sentences } from '../messages/sentences.ts';

/** `width` and `height` are CSS pixels of the tab's content. */
export type ClippedTab = Pick<chrome.tabs.Tab, 'url' | 'title' | 'width' | 'height' | 'windowId'> & {
  id: number;
};

/** A page that hangs must not keep its picture waiting for ever. */
const pageTextTimeoutMs = 15_000;
/** How long storing waits to hear that the page is a workspace. A page that needs longer is stored, and removed again if it is one. */
const patienceMs = 300;

const after = <Value>(milliseconds: number, value: Value) =>
  new Promise<Value>((resolve) => setTimeout(() => resolve(value), milliseconds));

/** What the browser knows without asking the page; the page's own facts replace it when they arrive. */
function firstProvenance(tab: ClippedTab, picture: Picture, collectedBy: string): Provenance {
  const now = new Date();
  const width = tab.width ?? picture.width;
  return {
    url: recordedAddress(tab.url ?? ''),
    title: (tab.title ?? '').slice(0, 2_000),
    capturedAt: now.toISOString(),
    utcOffsetMinutes: -now.getTimezoneOffset(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    collectedBy,
    mode: 'viewport',
    viewport: { width, height: tab.height ?? picture.height },
    scroll: null,
    devicePixelRatio: picture.width / width,
    language: navigator.language,
    userAgent: navigator.userAgent.slice(0, 1_000),
    extensionVersion: chrome.runtime.getManifest().version,
  };
}

/** Why the page's text is missing, in words for the person. */
class NoPageText extends Error {}

async function readPageOf(tabId: number): Promise<PageFacts> {
  const injected = await Promise.race([
    injectScript({ target: { tabId }, files: ['/page-reader.js'], injectImmediately: true }).catch(
      () => 'refused' as const,
    ),
    after(pageTextTimeoutMs, 'too late' as const),
  ]);
  if (injected === 'refused') throw new NoPageText(sentences.textRefused);
  if (injected === 'too late') throw new NoPageText(sentences.textTimedOut);
  const facts = v.safeParse(pageFactsSchema, injected[0]?.result);
  if (!facts.success) throw new NoPageText(sentences.textUnusable);
  return facts.output;
}

/** True when the page says that it is an Exhibit workspace; false when it says nothing in time. */
function isWorkspacePage(tabId: number): Promise<boolean> {
  const asked = injectScript({
    target: { tabId },
    func: (selector: string) => document.querySelector(selector) !== null,
    args: [appPageSelector],
    injectImmediately: true,
  })
    .then(([injection]) => injection?.result === true)
    // A page that the browser keeps extensions out of is no workspace.
    .catch(() => false);
  return Promise.race([asked, after(pageTextTimeoutMs, false)]);
}

async function filesOfPage({ pageText }: PageFacts): Promise<NewFile[]> {
  return [
    await newFile('page', 'application/json', textToBytes(JSON.stringify(pageText))),
    await newFile('text', 'text/plain', textToBytes(pageTextToPlain(pageText))),
  ];
}

function provenanceWith(first: Provenance, { url, viewport, scroll, devicePixelRatio, pageText }: PageFacts) {
  const account = accountOf(pageText);
  const population = populationOf(pageText);
  return {
    ...first,
    url: recordedAddress(url),
    title: pageText.title || first.title,
    viewport,
    scroll,
    devicePixelRatio,
    language: pageText.language || first.language,
    ...(account !== undefined && { account }),
    ...(population !== undefined && { population }),
  };
}

/** Adds the page's text to a stored picture, or the reason why there is none; the clip goes on in either case. */
async function addPageText(
  db: ExtensionDatabase,
  id: string,
  first: Provenance,
  reading: Promise<PageFacts>,
): Promise<void> {
  try {
    const facts = await reading;
    await completeCapture(db, id, {
      provenance: provenanceWith(first, facts),
      files: await filesOfPage(facts),
      // Its boxes count from the corner of the window, and so do the pixels of a picture of the window.
      ...(first.mode === 'viewport' && { drawn: facts.drawn }),
    });
  } catch (error) {
    const message = error instanceof NoPageText ? error.message : sentences.textUnusable;
    await completeCapture(db, id, { failure: { step: 'page-text', message, at: first.capturedAt } });
  }
}

/**
 * Clips the visible part of a tab. Picture and page text are asked for at the same moment, so that they show the same state; the
 * picture is stored the instant it is there, before anything else happens. A page whose text cannot be read is clipped without it.
 * A page that is an Exhibit workspace is not clipped: nothing of it is kept. `id` (UUID version 7) becomes the clip's. Rejects as `takePicture` does, and when the picture could not be stored; then nothing is kept.
 */
export async function clipTab(
  db: ExtensionDatabase,
  tab: ClippedTab,
  id = uuidv7(),
): Promise<'clipped' | 'workspace'> {
  const { picture, beside } = await takePicture(tab.id, tab.windowId, () => {
    // The quick question first: the page answers in this order.
    const isWorkspace = isWorkspacePage(tab.id);
    const reading = readPageOf(tab.id);
    // Heard of by addPageText, later; until then a refusal must not count as unhandled.
    reading.catch(() => undefined);
    return { isWorkspace, reading };
  });
  const answer = await Promise.race([beside.isWorkspace, after(patienceMs, 'not yet' as const)]);
  if (answer === true) return 'workspace';
  const collectedBy = (await db.settings.get('collectedBy'))?.value ?? '';
  const first = firstProvenance(tab, picture, collectedBy);
  const { width, height } = picture;
  await storePicture(db, id, await newFile('original', 'image/png', picture.bytes, { width, height }), first);
  if (answer === 'not yet' && (await beside.isWorkspace)) {
    await removeClip(db, id);
    return 'workspace';
  }
  await addPageText(db, id, first, beside.reading);
  await rememberTab(id, tab.id);
  return 'clipped';
}
