import type { SinglePageMode } from '../messages/capture-modes.ts';
import { askPage } from './ask-page.ts';
import type { CapturePlan } from './capture-plan.ts';
import { fullPagePlan } from './full-page/plan.ts';
import { selectionPlan } from './selection-plan.ts';
import { takePicture } from './take-picture.ts';

/** Picture and page text are asked for at the same moment, so that they show the same state. */
const viewport: CapturePlan = {
  isQuick: true,
  take: async ({ tab }) => {
    const { picture, beside } = await takePicture(tab.id, tab.windowId, () => askPage(tab.id));
    return { picture, page: beside };
  },
};

/** How each mode takes its picture; several pages are taken one by one, see `addTab`. */
export const capturePlans: Record<SinglePageMode, CapturePlan> = {
  viewport,
  'full-page': fullPagePlan,
  region: selectionPlan('/select-region.js'),
  element: selectionPlan('/select-element.js'),
};
