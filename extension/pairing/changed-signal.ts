/**
 * The sign by which a workspace's page learns that there may be something new, without any worker running: a value in the extension's
 * storage, one for each paired origin. The bridge in the page sees it change also when the browser has stopped the background, and
 * a page that is not paired sees nothing.
 */
import type { ExtensionDatabase } from '../outbox/database.ts';

const keyOf = (origin: string) => `changed ${origin}`;

/** Tells all paired workspaces to look. Never rejects: what was changed is stored, and a page looks whenever a person comes back to it. */
export async function signalChanged(db: ExtensionDatabase): Promise<void> {
  const origins = await db.pairings.toCollection().primaryKeys();
  await signal(origins).catch(() => {});
}

/** Tells an origin that it is paired no more: it looks, and is refused. Never rejects. */
export async function signalForgotten(origin: string): Promise<void> {
  await signal([origin]).catch(() => {});
  await chrome.storage.local.remove(keyOf(origin)).catch(() => {});
}

const signal = (origins: readonly string[]): Promise<void> =>
  // Only a value that differs is a change.
  chrome.storage.local.set(Object.fromEntries(origins.map((origin) => [keyOf(origin), crypto.randomUUID()])));

/** Calls back at each sign for this origin. The page's end is the only end. */
export function onSignal(origin: string, listener: () => void): void {
  const onChanged = (changes: Record<string, unknown>) => {
    if (keyOf(origin) in changes) listener();
  };
  chrome.storage.local.onChanged.addListener(onChanged);
}
