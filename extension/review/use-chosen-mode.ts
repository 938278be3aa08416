import { liveQuery } from 'dexie';
import { useEffect, useState } from 'react';
import type { OfferedMode } from '../messages/capture-modes.ts';
import { chosenMode, watchWaitingChoices } from '../outbox/chosen-mode.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';

/** The tab in front of this window and the mode that a press on it takes. */
export type TabChoice = { tab: chrome.tabs.Tab; mode: OfferedMode };

/** What is chosen for the tab in front, also when another comes to the front; undefined until it is known. */
export function useChosenMode(db: ExtensionDatabase): TabChoice | undefined {
  const [choice, setChoice] = useState<TabChoice>();
  useEffect(() => {
    let isOver = false;
    const refresh = () => {
      void (async () => {
        const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
        if (!tab) return;
        // Without its database the extension can still be told what to clip.
        const mode = await chosenMode(db, tab).catch(() => 'viewport' as const);
        if (!isOver) setChoice({ tab, mode });
      })();
    };
    refresh();
    // A press that clips also lets the browser tell the tab's address.
    const sites = liveQuery(() => db.sites.toArray()).subscribe({ next: refresh, error: () => undefined });
    chrome.tabs.onActivated.addListener(refresh);
    chrome.tabs.onUpdated.addListener(refresh);
    const stopWatching = watchWaitingChoices(refresh);
    return () => {
      isOver = true;
      sites.unsubscribe();
      chrome.tabs.onActivated.removeListener(refresh);
      chrome.tabs.onUpdated.removeListener(refresh);
      stopWatching();
    };
  }, [db]);
  return choice;
}
