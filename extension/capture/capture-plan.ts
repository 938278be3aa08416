import type { Provenance } from '#core/evidence/exhibit.ts';
import type { PageAnswers } from './ask-page.ts';
import type { Picture } from './take-picture.ts';

/** `width` and `height` are CSS pixels of the tab's content. */
export type ClippedTab = Pick<chrome.tabs.Tab, 'url' | 'title' | 'width' | 'height' | 'windowId'> & {
  id: number;
};

/** A capture that somebody asked for. It stops, leaves the page as it was and rejects with the signal's reason when `signal` says so. */
export type ClipTask = {
  /** Of the clip that it becomes: a UUID of version 7. */
  id: string;
  tab: ClippedTab;
  signal: AbortSignal;
  /** Tells how many steps are done, of how many; null while that is not known. */
  onProgress: (done: number, total: number | null) => void;
};

/** What a mode is given. */
export type CaptureTask = ClipTask & {
  /**
   * Stores what is there already, until the plan is done: should it fail, or its worker die, this is kept, and its page text. A capture that
   * the person stops puts it with the discarded clips.
   */
  keepMeanwhile: (captured: Captured) => Promise<void>;
  /** True where the person lets the debugger protocol take full pages. */
  mayDebug: boolean;
};

/** What a mode takes: a PNG as it is to be kept, what the page answered at that moment, and what the record is to say besides. */
export type Captured = {
  picture: Picture;
  page: PageAnswers;
  provenance?: Partial<Pick<Provenance, 'viewport' | 'scroll' | 'devicePixelRatio' | 'area'>>;
  /** What the person should know about the picture. */
  remark?: string;
};

/** The one thing in which the modes differ. Storing, page text, workspaces and recovery are the same for all: see `clipTab`. */
export type CapturePlan = {
  /**
   * True for one that is over in a moment: it can neither be watched nor stopped, and finds out while it works whether the page is a
   * workspace. Before all others the page is asked.
   */
  isQuick: boolean;
  /** Rejects as `takePicture` does, with `CaptureCancelled`, or with the signal's reason. Then nothing is kept. */
  take: (task: CaptureTask) => Promise<Captured>;
};

/** The person stopped the capture. Nothing was kept, and nothing needs to be said. */
export class CaptureCancelled extends Error {
  override name = 'CaptureCancelled';
}
