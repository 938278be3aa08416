import { pagerOf } from '#core/evidence/population.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { addPage } from '../../outbox/page-sets.ts';
import type { AddedPage, WhichPages } from '../../outbox/page-sets.ts';
import type { ExtensionDatabase, SetPage } from '../../outbox/database.ts';
import { sentences } from '../../messages/sentences.ts';
import { isWorkspacePage, NoPageText } from '../ask-page.ts';
import type { Captured, ClipTask } from '../capture-plan.ts';
import { drawnIn, firstProvenance, placedText, provenanceWith } from '../describe-capture.ts';
import { mayDebugFullPages } from '../full-page/may-debug.ts';
import { fullPagePlan } from '../full-page/plan.ts';
import { whyOnlyVisible } from '../full-page/why-only-visible.ts';
import type { PageFacts } from '../page/read-page.ts';

type Taken = { captured: Captured; mode: 'viewport' | 'full-page'; isWhole: boolean };

/**
 * All of the page; what stood in the window where the rest cannot be had. The window's picture is also what is kept of a page that fits into
 * it: picture and text are of one moment then, and the places of the words are known.
 */
async function takeTab(task: ClipTask, mayDebug: boolean): Promise<Taken> {
  let visible: Captured | undefined;
  const keepMeanwhile = async (captured: Captured) => {
    visible = captured;
  };
  try {
    const captured = await fullPagePlan.take({ ...task, keepMeanwhile, mayDebug });
    const { width, height } = captured.picture;
    if (visible && visible.picture.width === width && visible.picture.height === height)
      return { captured: visible, mode: 'viewport', isWhole: true };
    return { captured, mode: 'full-page', isWhole: captured.remark === undefined };
  } catch (error) {
    if (!visible || task.signal.aborted) throw error;
    const remark = sentences.onlyVisible(whyOnlyVisible(error));
    return { captured: { ...visible, remark }, mode: 'viewport', isWhole: false };
  }
}

/** What the page says, or why that is not known. */
const readingOf = ({ page }: Captured): Promise<PageFacts | string> =>
  page.reading.catch((error: unknown) =>
    error instanceof NoPageText ? error.message : sentences.textUnusable,
  );

async function describePage(
  { id, tab }: ClipTask,
  { captured, mode, isWhole }: Taken,
  collectedBy: string,
): Promise<Omit<SetPage, 'set'>> {
  const { bytes, width, height } = captured.picture;
  const first = firstProvenance(tab, mode, captured, collectedBy);
  const facts = await readingOf(captured);
  const remarks = [captured.remark, typeof facts === 'string' ? facts : undefined].filter(Boolean);
  const common = {
    id,
    picture: new Blob([bytes], { type: 'image/png' }),
    pictureSha256: await sha256Hex(bytes),
    width,
    height,
    isWhole,
    ...(remarks.length > 0 && { remark: remarks.join(' ') }),
  };
  if (typeof facts === 'string') return { ...common, provenance: first };
  const pager = pagerOf(facts.pageText);
  const drawn = drawnIn(captured.picture, facts, mode);
  return {
    ...common,
    provenance: provenanceWith(first, facts, captured.provenance),
    text: placedText(facts, mode, captured.picture),
    ...(drawn && { drawn }),
    ...(pager && { pager }),
  };
}

/**
 * Adds the page that the tab shows to the pages collected for its site; with `new words only` none that says what one of them says. One transaction adds it whole; before that nothing of it is kept.
 * Rejects as a full page does where not even the visible part could be taken, and with the signal's reason.
 */
export async function addTab(
  db: ExtensionDatabase,
  task: ClipTask,
  which: WhichPages = 'any',
): Promise<AddedPage | 'workspace'> {
  const { tab, signal } = task;
  if (await isWorkspacePage(tab.id)) return 'workspace';
  signal.throwIfAborted();
  const collectedBy = (await db.settings.get('collectedBy'))?.value ?? '';
  const taken = await takeTab(task, await mayDebugFullPages(db));
  const page = await describePage(task, taken, collectedBy);
  signal.throwIfAborted();
  return addPage(db, new URL(page.provenance.url).origin, page, which);
}
