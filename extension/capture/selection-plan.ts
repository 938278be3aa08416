import * as v from 'valibot';
import { sentences } from '../messages/sentences.ts';
import { askPage } from './ask-page.ts';
import { CaptureCancelled } from './capture-plan.ts';
import type { CapturePlan, CaptureTask } from './capture-plan.ts';
import { cropPicture, pixelsOf } from './crop-picture.ts';
import { injectScript } from './inject-script.ts';
import { readView, selectionSchema, viewSchema } from './select/selection.ts';
import type { PressedKey, Selection, SelectionWorld, View } from './select/selection.ts';
import { takePicture } from './take-picture.ts';

/** Nothing was clipped; the message is for the person. */
export class SelectionError extends Error {
  override name = 'SelectionError';
}

/** Lets the person choose on the page, by a script of this extension. Resolves when the overlay is gone from the screen. */
async function select({ tab, signal }: CaptureTask, file: string): Promise<Selection> {
  const target = { tabId: tab.id };
  const stop = () => {
    const func = () => (globalThis as SelectionWorld).exhibitSelection?.stop();
    // A page that is gone has no overlay either.
    void chrome.scripting.executeScript({ target, func, injectImmediately: true }).catch(() => undefined);
  };
  signal.addEventListener('abort', stop);
  try {
    const [injection] = await injectScript<[], unknown>({ target, files: [file], injectImmediately: true });
    const selection = v.safeParse(selectionSchema, injection?.result);
    return selection.success ? selection.output : { kind: 'lost' };
  } catch (error) {
    // What the browser says when the page is left meanwhile is no refusal.
    if (/frame .*removed|tab was closed|no tab with id/i.test(String(error))) return { kind: 'lost' };
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Hands a key that was pressed in the panel to the selection on the page. */
export async function pressInSelection(tabId: number, key: PressedKey): Promise<void> {
  const func = (pressed: PressedKey) => (globalThis as SelectionWorld).exhibitSelection?.press(pressed);
  await chrome.scripting.executeScript({ target: { tabId }, func, args: [key], injectImmediately: true });
}

async function viewOf(tabId: number): Promise<View> {
  const [injection] = await injectScript({ target: { tabId }, func: readView, injectImmediately: true });
  return v.parse(viewSchema, injection?.result);
}

/** The page may have scrolled since; then the same place of the window shows something that nobody chose. */
const isSameView = (one: View, other: View | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * Clips a part of the window that the person chooses on the page. The picture of the whole window is cut at once and goes nowhere; the
 * page is asked for the words in the chosen part alone.
 */
export const selectionPlan = (file: string): CapturePlan => ({
  isQuick: false,
  take: async (task) => {
    const { tab, signal } = task;
    const selection = await select(task, file);
    signal.throwIfAborted();
    if (selection.kind === 'cancelled') throw new CaptureCancelled();
    if (selection.kind === 'lost') throw new SelectionError(sentences.selectionLost);
    const { area, view } = selection;
    try {
      const { picture, beside } = await takePicture(tab.id, tab.windowId, () => ({
        page: askPage(tab.id, area),
        view: viewOf(tab.id).catch(() => undefined),
      }));
      if (!isSameView(view, await beside.view)) throw new SelectionError(sentences.pageMoved);
      const pixels = pixelsOf(picture, area, view);
      if (!pixels) throw new SelectionError(sentences.nothingToSee);
      const { left: x, top: y, right, bottom } = area;
      return {
        picture: await cropPicture(picture, pixels),
        page: beside.page,
        provenance: {
          area: { x, y, width: right - x, height: bottom - y },
          viewport: { width: view.width, height: view.height },
          scroll: { x: view.scrollX, y: view.scrollY },
          devicePixelRatio: view.devicePixelRatio,
        },
      };
    } finally {
      await injectScript({
        target: { tabId: tab.id },
        func: () => (globalThis as SelectionWorld).exhibitSelection?.restore(),
        injectImmediately: true,
      }).catch(() => undefined);
    }
  },
});
