import { mostFileBytes } from '#core/evidence/exhibit.ts';
import { askPage } from '../ask-page.ts';
import type { PageAnswers } from '../ask-page.ts';
import type { CapturePlan, CaptureTask } from '../capture-plan.ts';
import { TabLeftError, takePicture } from '../take-picture.ts';
import { sentences } from '../../messages/sentences.ts';
import { takeFullPageAtOnce } from './take-at-once.ts';
import { takeFullPage } from './take-full-page.ts';
import type { FullPage, WhileHeld } from './take-full-page.ts';
import { TooLargeError } from './stitch.ts';

/** In one shot where that is allowed and gives the page as it is, else by scrolling. */
async function takeWhole(
  { tab, signal, onProgress, mayDebug }: CaptureTask,
  whileHeld: WhileHeld,
): Promise<FullPage> {
  const options = { onProgress, signal };
  if (mayDebug) {
    try {
      return await takeFullPageAtOnce(tab, options, whileHeld);
    } catch (error) {
      if (signal.aborted || error instanceof TabLeftError) throw error;
      // Whatever kept the debugger from it does not keep us from scrolling.
    }
  }
  return takeFullPage(tab, options, whileHeld);
}

function remarkOn({ isCut, seams }: FullPage): string | undefined {
  const remarks = [
    ...(isCut ? [sentences.fullPageCut] : []),
    ...(seams > 0 ? [sentences.fullPageMoved] : []),
  ];
  return remarks.length > 0 ? remarks.join(' ') : undefined;
}

/** The visible part is kept first: what follows takes seconds, and much may happen to a page meanwhile. */
export const fullPagePlan: CapturePlan = {
  isQuick: false,
  take: async (task) => {
    const { tab, keepMeanwhile } = task;
    const visible = await takePicture(tab.id, tab.windowId, () => askPage(tab.id));
    await keepMeanwhile({ picture: visible.picture, page: visible.beside });
    let page: PageAnswers = visible.beside;
    const full = await takeWhole(task, async (walked) => {
      await walked.goTo(0, 0);
      page = askPage(tab.id);
      await page.reading.catch(() => undefined);
    });
    if (full.bytes.length > mostFileBytes) throw new TooLargeError();
    const remark = remarkOn(full);
    const { viewport, devicePixelRatio } = full;
    return {
      picture: full,
      page,
      provenance: { viewport, scroll: { x: 0, y: 0 }, devicePixelRatio },
      ...(remark !== undefined && { remark }),
    };
  },
};
