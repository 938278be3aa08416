import { CaptureCancelled } from '../capture/capture-plan.ts';
import type { ClippedTab } from '../capture/capture-plan.ts';
import { SelectionError } from '../capture/selection-plan.ts';
import { TabLeftError } from '../capture/take-picture.ts';
import { mainShortcut } from '../messages/capture-modes.ts';
import type { OfferedMode } from '../messages/capture-modes.ts';
import { addNotice } from '../messages/notices.ts';
import { chooseMode, chosenMode, rememberMode } from '../outbox/chosen-mode.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';
import type { AddedPage } from '../outbox/page-sets.ts';
import { injectBridge } from '../pairing/lasting-bridge.ts';
import { isPairableOrigin, offerPairing } from '../pairing/pairing.ts';
import { showBadgeError, showWaitingCount } from './badge.ts';
import { takeAgain } from './double-take.ts';
import { planResume, wakeReader } from './reader-document.ts';
import { runCapture, runFollowing } from './run-capture.ts';
import { sentences } from '../messages/sentences.ts';

// Firefox only, and therefore not in Chrome's types.
const firefoxSidebar = (chrome as unknown as { sidebarAction: { open(): Promise<void> } }).sidebarAction;

/** Opens the panel, where the browser has one. Must be called before anything is awaited: the browser allows it only while the person's click is handled. */
function openPanel(tab: chrome.tabs.Tab): void {
  const opened = import.meta.env.FIREFOX
    ? firefoxSidebar.open()
    : chrome.sidePanel?.open({ windowId: tab.windowId });
  // Refused when the press did not come from a person; the clip matters more than the panel.
  opened?.catch(() => {});
}

async function meetWorkspace(db: ExtensionDatabase, tab: ClippedTab): Promise<void> {
  const { origin } = new URL(tab.url ?? '');
  if (!isPairableOrigin(origin)) {
    await addNotice('error', sentences.notPairable(origin));
    return;
  }
  if (await db.pairings.get(origin)) {
    await injectBridge(tab.id);
    await addNotice('info', sentences.connected(origin));
    return;
  }
  await offerPairing({ origin, tabId: tab.id });
}

function explain(error: unknown): string {
  if (error instanceof TabLeftError) return sentences.tabLeft;
  if (error instanceof SelectionError) return error.message;
  const text =
    error instanceof Error
      ? `${error.name} ${error.message} ${String((error as { inner?: unknown }).inner ?? '')}`
      : String(error);
  if (/QuotaExceeded|DataError|disk|space/i.test(text)) {
    return sentences.diskFull;
  }
  if (/cannot be scripted|chrome:\/\/|extensions gallery|Cannot access|permission|not allowed/i.test(text)) {
    return sentences.pageClosedToExtensions;
  }
  return sentences.notSaved(error instanceof Error ? error.message : sentences.unknownError);
}

/** Clips the page of a clip once more after a reload; see `takeAgain`. */
export async function pressTakeAgain(
  db: ExtensionDatabase,
  clip: string,
  started: Promise<unknown>,
): Promise<void> {
  try {
    await started;
    await planResume();
    await takeAgain(db, clip);
  } catch (error) {
    await showBadgeError();
    await addNotice('error', explain(error));
    return;
  }
  await readOn(db);
}

/** The clip is safe already; what goes wrong from here on only delays its reading. */
async function readOn(db: ExtensionDatabase): Promise<void> {
  try {
    await showWaitingCount(db);
    await wakeReader(db);
  } catch {
    await addNotice('info', sentences.readingDelayed);
  }
}

async function sayWhyNotAdded(page: AddedPage): Promise<void> {
  if (page.kind === 'same') await addNotice('info', sentences.samePage(page.number));
  if (page.kind === 'full') await addNotice('error', sentences.pagesFull(page.count));
}

/** Clips the tab, or meets the workspace if the page is one. `mode` is remembered for the site; without one the remembered mode is taken. */
async function clipOrMeet(db: ExtensionDatabase, tab: ClippedTab, wanted?: OfferedMode): Promise<void> {
  try {
    const chosen = await chosenMode(db, tab);
    const mode = wanted ?? chosen;
    await planResume();
    const outcome = await runCapture(db, tab, mode);
    if (outcome === 'workspace') await meetWorkspace(db, tab);
    // That the clip is safe counts more than that the next press knows its mode.
    else await rememberMode(db, tab, mode, chosen).catch(() => undefined);
    if (typeof outcome === 'object') await sayWhyNotAdded(outcome);
  } catch (error) {
    if (error instanceof CaptureCancelled) return showWaitingCount(db);
    await showBadgeError();
    await addNotice('error', explain(error));
    return;
  }
  await readOn(db);
}

/**
 * What toolbar button, shortcuts and context menu all do. `started` is the clean-up after an earlier death of the worker, which must not
 * meet the new clip half-way.
 */
export async function pressButton(
  db: ExtensionDatabase,
  tab: chrome.tabs.Tab,
  started: Promise<unknown>,
  mode?: OfferedMode,
): Promise<void> {
  openPanel(tab);
  if (tab.id === undefined) return;
  await started;
  await clipOrMeet(db, { ...tab, id: tab.id }, mode);
}

/**
 * What “Clip” in the panel does. A click there gives the extension no grant for the page: it works where an earlier press on that page
 * still counts, which the browser shows by telling the address. Else the choice waits for the press, and the person is told.
 */
export async function clipFromPanel(
  db: ExtensionDatabase,
  tabId: number,
  started: Promise<unknown>,
  mode: OfferedMode,
): Promise<void> {
  await started;
  const tab = await chrome.tabs.get(tabId);
  if (tab.url === undefined) {
    await chooseMode(db, tab, mode);
    await addNotice('info', sentences.pressOnPage(mainShortcut.key));
    return;
  }
  await clipOrMeet(db, { ...tab, id: tabId }, mode);
}

/** What “Add all following pages” in the panel does: presses the list's “Next” in this tab and adds each page, until there is none. */
export async function followFromPanel(
  db: ExtensionDatabase,
  tabId: number,
  started: Promise<unknown>,
): Promise<void> {
  await started;
  const tab = await chrome.tabs.get(tabId);
  if (tab.url === undefined) return addNotice('info', sentences.pressOnPage(mainShortcut.key));
  try {
    await planResume();
    const { added, stoppedAt } = await runFollowing(db, { ...tab, id: tabId });
    await addNotice(added > 0 ? 'info' : 'error', sentences.followed(added, stoppedAt));
  } catch (error) {
    if (!(error instanceof CaptureCancelled)) {
      await showBadgeError();
      await addNotice('error', explain(error));
      return;
    }
  }
  await showWaitingCount(db);
}
