import type { CaptureMode, Provenance } from '#core/evidence/exhibit.ts';
import { pageTextToPlain } from '#core/recognition/plain-text.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { completeCapture, newFile, removeClip, replacePicture, storePicture } from '../outbox/clips.ts';
import { discardClip } from '../outbox/review.ts';
import type { NewFile } from '../outbox/clips.ts';
import type { ClipFailure, ExtensionDatabase } from '../outbox/database.ts';
import { NoPageText, isWorkspacePage } from './ask-page.ts';
import type { Captured, ClippedTab, ClipTask } from './capture-plan.ts';
import { drawnIn, firstProvenance, placedText, provenanceWith } from './describe-capture.ts';
import { isOfWindow } from './is-of-window.ts';
import { mayDebugFullPages } from './full-page/may-debug.ts';
import { whyOnlyVisible } from './full-page/why-only-visible.ts';
import type { PageFacts } from './page/read-page.ts';
import type { Picture } from './take-picture.ts';
import { capturePlans } from './plans.ts';
import { addDraft, draftOfTab } from './snapshot-tab.ts';
import { rememberTab } from './tab-of-clip.ts';
import { isChosenOnPage } from '../messages/capture-modes.ts';
import type { SinglePageMode } from '../messages/capture-modes.ts';
import { sentences } from '../messages/sentences.ts';

/** How long storing waits to hear that the page is a workspace. A page that needs longer is stored, and removed again if it is one. */
const patienceMs = 300;

const after = <Value>(milliseconds: number, value: Value) =>
  new Promise<Value>((resolve) => setTimeout(() => resolve(value), milliseconds));

async function filesOfPage(facts: PageFacts, mode: CaptureMode, picture: Picture): Promise<NewFile[]> {
  const { pageText } = facts;
  const placed = placedText(facts, mode, picture);
  return [
    await newFile('page', 'application/json', textToBytes(JSON.stringify(placed))),
    await newFile('text', 'text/plain', textToBytes(pageTextToPlain(pageText))),
  ];
}

/**
 * Adds the page's text to a stored picture, or the reason why there is none; the clip goes on in either case. `remark` is what the
 * person should know besides.
 */
async function addPageText(
  db: ExtensionDatabase,
  id: string,
  first: Provenance,
  { picture, page, provenance, remark }: Captured,
): Promise<void> {
  const failureOf = (message: string): ClipFailure => ({ step: 'page-text', message, at: first.capturedAt });
  try {
    const facts = await page.reading;
    await completeCapture(db, id, {
      provenance: provenanceWith(first, facts, provenance),
      files: await filesOfPage(facts, first.mode, picture),
      // Its boxes count from the corner of the window, and so do the pixels of a picture of the window.
      drawn: drawnIn(picture, facts, first.mode),
      isTextCut: facts.pageText.truncated,
      ...(remark !== undefined && { failure: failureOf(remark) }),
    });
  } catch (error) {
    const message = error instanceof NoPageText ? error.message : sentences.textUnusable;
    await completeCapture(db, id, {
      failure: failureOf(remark === undefined ? message : `${remark} ${message}`),
    });
  }
}

/** A picture with all that is known about it before the page's text is. */
type Taken = { captured: Captured; original: NewFile; first: Provenance };

async function describe(
  db: ExtensionDatabase,
  tab: ClippedTab,
  mode: SinglePageMode,
  captured: Captured,
): Promise<Taken> {
  const collectedBy = (await db.settings.get('collectedBy'))?.value ?? '';
  const { bytes, width, height } = captured.picture;
  const original = await newFile('original', 'image/png', bytes, { width, height });
  return { captured, original, first: firstProvenance(tab, mode, captured, collectedBy) };
}

/** A window that opens or closes something beside the page has its new size within this many pictures. */
const mostRetakes = 3;

/** The same, or what was taken again because the window changed its size while it was taken: picture and words are of one layout then. */
async function atOneSize(
  db: ExtensionDatabase,
  { id, tab, signal }: ClipTask,
  mode: SinglePageMode,
  taken: Taken,
  again: () => Promise<Captured>,
): Promise<Taken> {
  let last = taken;
  for (let retakes = 0; mode === 'viewport' && retakes < mostRetakes; retakes += 1) {
    const { picture, page } = last.captured;
    const facts = await page.reading.catch(() => undefined);
    if (!facts || isOfWindow(picture, facts.viewport, facts.devicePixelRatio) || signal.aborted) return last;
    // Where that fails, as when the tab was left, the picture stays that is there; so it does where another page came meanwhile.
    const captured = await again().catch(() => undefined);
    const now = await captured?.page.reading.catch(() => undefined);
    if (!captured || now?.url !== facts.url) return last;
    last = await describe(db, tab, mode, captured);
    await replacePicture(db, id, last.original, last.first);
  }
  return last;
}

/** Completes the clip with what was kept meanwhile. What the person has stopped can be taken back from the discarded clips. */
async function keepInterim(
  db: ExtensionDatabase,
  { id, signal }: ClipTask,
  { captured, first }: Taken,
  error: unknown,
): Promise<'clipped'> {
  const remark = sentences.onlyVisible(whyOnlyVisible(error));
  await addPageText(db, id, first, { ...captured, remark });
  if (signal.aborted) {
    await discardClip(db, id);
    throw error;
  }
  return 'clipped';
}

/** Whoever chose a part of the page left the rest out: a snapshot would bring it back. */
const showsTheRest = (mode: SinglePageMode): boolean => !isChosenOnPage(mode);

/**
 * Clips a tab in the given mode. The picture is stored the instant it is there, before anything else happens. A page whose text cannot be
 * read is clipped without it. A page that is an Exhibit workspace is not clipped: nothing of it is kept. Rejects as the mode's
 * plan does, and when the picture could not be stored; then nothing is kept, unless the plan has kept something meanwhile.
 */
export async function clipTab(
  db: ExtensionDatabase,
  mode: SinglePageMode,
  task: ClipTask,
): Promise<'clipped' | 'workspace'> {
  const { id, tab, signal } = task;
  const plan = capturePlans[mode];
  if (!plan.isQuick && (await isWorkspacePage(tab.id))) return 'workspace';
  signal.throwIfAborted();
  let interim: Taken | undefined;
  const keepMeanwhile = async (captured: Captured) => {
    const taken = await describe(db, tab, 'viewport', captured);
    await storePicture(db, id, taken.original, taken.first, true);
    interim = taken;
  };
  const mayDebug = await mayDebugFullPages(db);
  try {
    const take = () => plan.take({ ...task, keepMeanwhile, mayDebug });
    const captured = await take();
    const { isWorkspace, reading } = captured.page;
    // After picture and text, which must not wait for it; of the same page, or it is thrown away.
    const draft = showsTheRest(mode)
      ? reading.catch(() => undefined).then(() => draftOfTab(tab.id))
      : undefined;
    const answer = await Promise.race([isWorkspace, after(patienceMs, 'not yet' as const)]);
    if (answer === true) return 'workspace';
    const taken = await describe(db, tab, mode, captured);
    signal.throwIfAborted();
    if (interim) await replacePicture(db, id, taken.original, taken.first);
    else await storePicture(db, id, taken.original, taken.first);
    if (answer === 'not yet' && (await isWorkspace)) {
      await removeClip(db, id);
      return 'workspace';
    }
    interim = undefined;
    const settled = await atOneSize(db, task, mode, taken, take);
    await addPageText(db, id, settled.first, settled.captured);
    await rememberTab(id, tab.id);
    if (draft) await addDraft(db, id, await draft);
    return 'clipped';
  } catch (error) {
    if (!interim) throw error;
    return keepInterim(db, task, interim, error);
  }
}
