/** Keeps the bridge on paired origins across reloads, where the person allowed the extension to see that origin. */
import { injectScript } from '../capture/inject-script.ts';
import { addNotice } from '../messages/notices.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';
import { signalForgotten } from './changed-signal.ts';
import { endPairing, openCode } from './pairing.ts';
import { sentences } from '../messages/sentences.ts';

/** The permission for one host. Match patterns of Firefox know no ports; the background checks the whole origin anyway. */
export function hostPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

const scriptId = (origin: string) => `bridge ${origin}`;

/** Registers the bridge for this origin if the permission is there, and removes it if not. Safe to repeat. */
export function alignBridge(db: ExtensionDatabase, origin: string): Promise<void> {
  // The answer in the permission prompt and the code in the workspace may come at the same moment, and registering twice fails.
  return navigator.locks.request('bridge-scripts', () => align(db, origin));
}

async function align(db: ExtensionDatabase, origin: string): Promise<void> {
  const id = scriptId(origin);
  const paired = (await db.pairings.get(origin)) !== undefined;
  const allowed = paired && (await chrome.permissions.contains({ origins: [hostPattern(origin)] }));
  const registered = (await chrome.scripting.getRegisteredContentScripts({ ids: [id] })).length > 0;
  if (allowed && !registered) {
    await chrome.scripting.registerContentScripts([
      {
        id,
        js: ['bridge.js'],
        matches: [hostPattern(origin)],
        runAt: 'document_start',
        persistAcrossSessions: true,
      },
    ]);
  }
  if (!allowed && registered) await chrome.scripting.unregisterContentScripts({ ids: [id] });
}

export async function alignAllBridges(db: ExtensionDatabase): Promise<void> {
  for (const origin of await db.pairings.toCollection().primaryKeys()) await alignBridge(db, origin);
}

/**
 * Puts the bridge into the open pages of paired workspaces, where the person allowed it: the one that was there before an update
 * reaches the extension no more, and nobody should have to reload.
 */
export async function bridgeOpenTabs(db: ExtensionDatabase): Promise<void> {
  for (const origin of await db.pairings.toCollection().primaryKeys()) {
    // Without the permission the browser names no address, and finds no tab.
    const tabs = await chrome.tabs.query({ url: hostPattern(origin) });
    for (const { id, url } of tabs) {
      if (id === undefined || url === undefined || new URL(url).origin !== origin) continue;
      // A tab that the browser has put to sleep gets the bridge when it is loaded again.
      await injectBridge(id).catch(() => {});
    }
  }
}

/** Gives the permission for an origin's host back, unless a workspace that is paired stands on the same host. */
export async function giveBackPermission(db: ExtensionDatabase, origin: string): Promise<void> {
  const pattern = hostPattern(origin);
  const paired = await db.pairings.toCollection().primaryKeys();
  if (!paired.some((other) => hostPattern(other) === pattern)) {
    await chrome.permissions.remove({ origins: [pattern] });
  }
}

/** Withdraws the offer, the code and, if the person had allowed it meanwhile, the permission. */
export async function cancelPairing(db: ExtensionDatabase): Promise<void> {
  const offer = await endPairing();
  if (offer) await giveBackPermission(db, offer.origin);
}

/** Ends a pairing: the origin gets nothing any more and learns so at once, and the permission for it is given back. */
export async function forgetWorkspace(db: ExtensionDatabase, origin: string): Promise<void> {
  await db.pairings.delete(origin);
  await signalForgotten(origin);
  await alignBridge(db, origin);
  await giveBackPermission(db, origin);
}

/** Puts the bridge into a tab right now; needs the toolbar click on that tab or the permission for its origin. */
export async function injectBridge(tabId: number): Promise<void> {
  await injectScript({ target: { tabId }, files: ['/bridge.js'] });
}

/** Shows a code for the workspace on offer and makes sure that its page has the bridge by which the code comes back. */
export async function beginPairing(origin: string): Promise<void> {
  const offer = await openCode(origin);
  if (!offer) return;
  await injectBridge(offer.tabId).catch(() =>
    // The tab was closed or shows another page by now.
    addNotice('error', sentences.workspaceUnreachable(origin)),
  );
}

/** What follows a new pairing. It stands whatever happens here; what could not be done is said. */
export async function completePairing(db: ExtensionDatabase, origin: string): Promise<void> {
  await alignBridge(db, origin).catch(() => addNotice('error', sentences.connectionNotKept(origin)));
}
