import { liveQuery } from 'dexie';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { OfferedMode } from '../messages/capture-modes.ts';
import { chooseMode, chosenMode, watchWaitingChoices } from '../outbox/chosen-mode.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';

/** The tab in front of this window and the mode that a press on it takes. */
export type TabChoice = { tab: chrome.tabs.Tab; mode: OfferedMode };

/**
 * What is chosen for the tab in front, also when another comes to the front - undefined until it is known -, and how to choose another
 * mode for it.
 */
export function useChosenMode(
  db: ExtensionDatabase,
): [choice: TabChoice | undefined, choose: (mode: OfferedMode) => void] {
  const [choice, setChoice] = useState<TabChoice>();
  /** Counts questions and choices: an answer that was asked for before the newest of them is out of date. */
  const turn = useRef(0);
  const stored = useRef<Promise<unknown>>(Promise.resolve());
  const refresh = useCallback(async () => {
    const mine = (turn.current += 1);
    await stored.current.catch(() => undefined);
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    if (!tab) return;
    // Without its database the extension can still be told what to clip.
    const mode = await chosenMode(db, tab).catch(() => 'viewport' as const);
    if (mine === turn.current) setChoice({ tab, mode });
  }, [db]);
  useEffect(() => {
    const onChange = () => void refresh();
    onChange();
    // A press that clips also lets the browser tell the tab's address.
    const sites = liveQuery(() => db.sites.toArray()).subscribe({ next: onChange, error: () => undefined });
    chrome.tabs.onActivated.addListener(onChange);
    chrome.tabs.onUpdated.addListener(onChange);
    const stopWatching = watchWaitingChoices(onChange);
    return () => {
      turn.current += 1;
      sites.unsubscribe();
      chrome.tabs.onActivated.removeListener(onChange);
      chrome.tabs.onUpdated.removeListener(onChange);
      stopWatching();
    };
  }, [db, refresh]);
  const choose = (mode: OfferedMode) => {
    if (!choice) return;
    turn.current += 1;
    // Shown before it is stored.
    setChoice({ ...choice, mode });
    stored.current = chooseMode(db, choice.tab, mode);
    void stored.current.then(refresh);
  };
  return [choice, choose];
}
