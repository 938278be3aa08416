/** Adds the pages that follow the one in front, by pressing the list's own “Next”. */
import * as v from 'valibot';
import { v7 as uuidv7 } from 'uuid';
import type { ExtensionDatabase } from '../../outbox/database.ts';
import type { ClipTask, ClippedTab } from '../capture-plan.ts';
import { injectScript } from '../inject-script.ts';
import { TabLeftError } from '../take-picture.ts';
import { addTab } from './add-tab.ts';
import type { Pressed } from './page/press-next.ts';
import { untilStill } from './page/until-still.ts';

/** Why it went no further: `end` where the list says so, `none` where nothing leads on, `same` where the page says what one before said. */
type StoppedAt = 'end' | 'none' | 'unchanged' | 'same' | 'full' | 'left' | 'slow' | 'workspace';
/** `added` pages were taken and are kept. */
export type Followed = { kind: 'followed'; added: number; stoppedAt: StoppedAt };

const pressedSchema = v.picklist(['pressed', 'unchanged', 'end', 'none'] satisfies Pressed[]);

const longestLoadMs = 30_000;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Presses “Next”. A page that is left for the next one gives no answer: that is the other way to have pressed it. */
async function pressNextOf(tabId: number): Promise<Pressed> {
  try {
    const [injection] = await injectScript<[], unknown>({
      target: { tabId },
      files: ['/page-next.js'],
      injectImmediately: true,
    });
    const pressed = v.safeParse(pressedSchema, injection?.result);
    return pressed.success ? pressed.output : 'pressed';
  } catch (error) {
    if (/frame .*removed|message port closed|back\/forward cache/i.test(String(error))) return 'pressed';
    throw error;
  }
}

/** The tab as it is once its page is loaded and has come to rest; undefined where that takes too long. */
async function restedTab(tabId: number, signal: AbortSignal): Promise<ClippedTab | undefined> {
  const begun = performance.now();
  while (performance.now() - begun < longestLoadMs) {
    signal.throwIfAborted();
    const tab = await chrome.tabs.get(tabId);
    if (tab.status === 'complete') {
      // A page that is just being left again is looked at once more.
      const rested = await injectScript({
        target: { tabId },
        func: untilStill,
        injectImmediately: true,
      }).then(
        () => true,
        () => false,
      );
      const after = await chrome.tabs.get(tabId);
      // Without the address the browser says that this page is none that the person let us see.
      if (after.url === undefined || (rested && after.status === 'complete' && after.url === tab.url))
        return { ...after, id: tabId };
    }
    await pause(50);
  }
  return undefined;
}

const originOf = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;

type Step = { kind: 'added' } | { kind: 'stopped'; at: StoppedAt };
const stopped = (at: StoppedAt): Step => ({ kind: 'stopped', at });

async function addNext(db: ExtensionDatabase, task: ClipTask, origin: string | undefined): Promise<Step> {
  const { signal } = task;
  const before = await chrome.tabs.get(task.tab.id);
  if (!before.active) throw new TabLeftError();
  const pressed = await pressNextOf(task.tab.id);
  if (pressed !== 'pressed') return stopped(pressed);
  const tab = await restedTab(task.tab.id, signal);
  if (!tab) return stopped('slow');
  if (originOf(tab.url) !== origin) return stopped('left');
  const page = await addTab(db, { id: uuidv7(), tab, signal, onProgress: () => undefined }, 'new words only');
  if (page === 'workspace') return stopped('workspace');
  return page.kind === 'added' ? { kind: 'added' } : stopped(page.kind);
}

/**
 * Adds one page after the other to those collected for the site, until there is none that follows, one that says what an earlier one says, one
 * of another site, or no room. Each page is added whole before the next is asked for: what was added stays, also where this rejects, as
 * `addTab` does and with the signal's reason. Progress counts pages.
 */
export async function addFollowing(db: ExtensionDatabase, task: ClipTask): Promise<Followed> {
  const origin = originOf(task.tab.url);
  for (let added = 0; ; added += 1) {
    task.onProgress(added, null);
    task.signal.throwIfAborted();
    const step = await addNext(db, task, origin);
    if (step.kind === 'stopped') return { kind: 'followed', added, stoppedAt: step.at };
  }
}
