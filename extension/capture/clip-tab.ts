import { accountOf } from '#core/evidence/account.ts';
import { recordedAddress } from '#core/evidence/address.ts';
import type { Provenance } from '#core/evidence/exhibit.ts';
import { populationOf } from '#core/evidence/population.ts';
import type { PageText } from '#core/recognition/page-text.ts';
import { pageTextToPlain } from '#core/recognition/plain-text.ts';
import { wordsInPicture } from '#core/recognition/words-in-picture.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { completeCapture, newFile, removeClip, storePicture } from '../outbox/clips.ts';
import type { NewFile } from '../outbox/clips.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';
import { NoPageText, isWorkspacePage } from './ask-page.ts';
import type { Captured, CaptureTask, ClippedTab } from './capture-plan.ts';
import type { PageFacts } from './page/read-page.ts';
import { capturePlans } from './plans.ts';
import type { OfferedMode } from '../messages/capture-modes.ts';
import { sentences } from '../messages/sentences.ts';

/** How long storing waits to hear that the page is a workspace. A page that needs longer is stored, and removed again if it is one. */
const patienceMs = 300;

const after = <Value>(milliseconds: number, value: Value) =>
  new Promise<Value>((resolve) => setTimeout(() => resolve(value), milliseconds));

/** What the browser knows without asking the page; the page's own facts replace it when they arrive. */
function firstProvenance(
  tab: ClippedTab,
  mode: OfferedMode,
  { picture, provenance }: Captured,
  collectedBy: string,
): Provenance {
  const now = new Date();
  const width = tab.width ?? picture.width;
  return {
    url: recordedAddress(tab.url ?? ''),
    title: (tab.title ?? '').slice(0, 2_000),
    capturedAt: now.toISOString(),
    utcOffsetMinutes: -now.getTimezoneOffset(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    collectedBy,
    mode,
    viewport: { width, height: tab.height ?? picture.height },
    scroll: null,
    devicePixelRatio: picture.width / width,
    language: navigator.language,
    userAgent: navigator.userAgent.slice(0, 1_000),
    extensionVersion: chrome.runtime.getManifest().version,
    ...provenance,
  };
}

/** The page's text with the places of its words in the picture, where the picture is one of the window or of a part of it. */
function placedText({ pageText, devicePixelRatio, area }: PageFacts, mode: OfferedMode): PageText {
  if (mode === 'viewport') return wordsInPicture(pageText, devicePixelRatio);
  if (area) {
    const { left: x, top: y, right, bottom } = area;
    return wordsInPicture(pageText, devicePixelRatio, { x, y, width: right - x, height: bottom - y });
  }
  const { words: _, ...rest } = pageText;
  return rest;
}

async function filesOfPage(facts: PageFacts, mode: OfferedMode): Promise<NewFile[]> {
  const { pageText } = facts;
  const placed = placedText(facts, mode);
  return [
    await newFile('page', 'application/json', textToBytes(JSON.stringify(placed))),
    await newFile('text', 'text/plain', textToBytes(pageTextToPlain(pageText))),
  ];
}

function provenanceWith(first: Provenance, facts: PageFacts, ofMode: Captured['provenance']): Provenance {
  const { url, viewport, scroll, devicePixelRatio, pageText } = facts;
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
    ...ofMode,
  };
}

/** Adds the page's text to a stored picture, or the reason why there is none; the clip goes on in either case. */
async function addPageText(
  db: ExtensionDatabase,
  id: string,
  first: Provenance,
  { page, provenance }: Captured,
): Promise<void> {
  try {
    const facts = await page.reading;
    await completeCapture(db, id, {
      provenance: provenanceWith(first, facts, provenance),
      files: await filesOfPage(facts, first.mode as OfferedMode),
    });
  } catch (error) {
    const message = error instanceof NoPageText ? error.message : sentences.textUnusable;
    await completeCapture(db, id, { failure: { step: 'page-text', message, at: first.capturedAt } });
  }
}

/**
 * Clips a tab in the given mode. The picture is stored the instant it is there, before anything else happens. A page whose text cannot be
 * read is clipped without it. A page that is an Exhibit workspace is not clipped: nothing of it is kept. Rejects as the mode's
 * plan does, and when the picture could not be stored; then nothing is kept.
 */
export async function clipTab(
  db: ExtensionDatabase,
  mode: OfferedMode,
  task: CaptureTask,
): Promise<'clipped' | 'workspace'> {
  const { id, tab, signal } = task;
  const plan = capturePlans[mode];
  if (!plan.isQuick && (await isWorkspacePage(tab.id))) return 'workspace';
  signal.throwIfAborted();
  const captured = await plan.take(task);
  const { isWorkspace } = captured.page;
  const answer = await Promise.race([isWorkspace, after(patienceMs, 'not yet' as const)]);
  if (answer === true) return 'workspace';
  const collectedBy = (await db.settings.get('collectedBy'))?.value ?? '';
  const first = firstProvenance(tab, mode, captured, collectedBy);
  const { bytes, width, height } = captured.picture;
  const original = await newFile('original', 'image/png', bytes, { width, height });
  signal.throwIfAborted();
  await storePicture(db, id, original, first);
  if (answer === 'not yet' && (await isWorkspace)) {
    await removeClip(db, id);
    return 'workspace';
  }
  await addPageText(db, id, first, captured);
  return 'clipped';
}
