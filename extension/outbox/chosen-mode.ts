/**
 * Which mode a press of the button takes. It is remembered for each site. What the panel chooses for a tab whose address the browser does
 * not tell - it does so only after a press on that tab - waits in session storage for the press.
 */
import * as v from 'valibot';
import { offeredModes } from '../messages/capture-modes.ts';
import type { OfferedMode } from '../messages/capture-modes.ts';
import type { ExtensionDatabase } from './database.ts';

type AddressedTab = Pick<chrome.tabs.Tab, 'id' | 'url'>;

const storageKey = 'chosen-modes';
const modeSchema = v.picklist(offeredModes);
const waitingSchema = v.fallback(v.record(v.string(), modeSchema), {});
/** Tabs come and go; what was chosen for the oldest is forgotten first. */
const maxWaiting = 50;

const originOf = (url: string | undefined): string | undefined =>
  url !== undefined && /^https?:/.test(url) ? new URL(url).origin : undefined;

async function readWaiting(): Promise<Record<string, OfferedMode>> {
  return v.parse(waitingSchema, (await chrome.storage.session.get(storageKey))[storageKey] ?? {});
}

async function writeWaiting(tabId: number, mode: OfferedMode | undefined): Promise<void> {
  const others = Object.entries(await readWaiting()).filter(([id]) => id !== String(tabId));
  const entries = mode === undefined ? others : [...others, [tabId, mode]];
  await chrome.storage.session.set({ [storageKey]: Object.fromEntries(entries.slice(-maxWaiting)) });
}

/** The mode that a press on this tab takes: the one chosen for the tab, else the one used last on its site, else the visible part. */
export async function chosenMode(db: ExtensionDatabase, { id, url }: AddressedTab): Promise<OfferedMode> {
  const waiting = id === undefined ? undefined : (await readWaiting())[id];
  if (waiting !== undefined) return waiting;
  const origin = originOf(url);
  const site = origin === undefined ? undefined : await db.sites.get(origin);
  // A mode may have been offered by another version.
  const remembered = v.safeParse(modeSchema, site?.mode);
  return remembered.success ? remembered.output : 'viewport';
}

/** Chooses the mode for the tab's site, or for the tab alone while the browser does not tell its address. */
export async function chooseMode(
  db: ExtensionDatabase,
  { id, url }: AddressedTab,
  mode: OfferedMode,
): Promise<void> {
  const origin = originOf(url);
  if (origin !== undefined) await db.sites.put({ origin, mode });
  if (id !== undefined) await writeWaiting(id, origin === undefined ? mode : undefined);
}

/** Remembers the mode of a clip that was made, unless the person has chosen another than `before` meanwhile. */
export async function rememberMode(
  db: ExtensionDatabase,
  tab: AddressedTab,
  taken: OfferedMode,
  before: OfferedMode,
): Promise<void> {
  if ((await chosenMode(db, tab)) === before) await chooseMode(db, tab, taken);
}

/** Calls back when a choice may have changed that waits for a press. Returns how to stop. */
export function watchWaitingChoices(listener: () => void): () => void {
  const onChanged = (changes: Record<string, unknown>) => {
    if (storageKey in changes) listener();
  };
  chrome.storage.session.onChanged.addListener(onChanged);
  return () => chrome.storage.session.onChanged.removeListener(onChanged);
}
