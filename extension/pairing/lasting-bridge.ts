/** Keeps the bridge on paired origins across reloads, where the person allowed the extension to see that origin. */
import type { ExtensionDatabase } from '../outbox/database.ts';

/** The permission for one host. Match patterns of Firefox know no ports; the background checks the whole origin anyway. */
export function hostPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

const scriptId = (origin: string) => `bridge ${origin}`;

/** Registers the bridge for this origin if the permission is there, and removes it if not. Safe to repeat. */
export async function alignBridge(db: ExtensionDatabase, origin: string): Promise<void> {
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

/** Ends a pairing: the origin gets nothing any more, and the permission for it is given back. */
export async function forgetWorkspace(db: ExtensionDatabase, origin: string): Promise<void> {
  await db.pairings.delete(origin);
  await alignBridge(db, origin);
  await chrome.permissions.remove({ origins: [hostPattern(origin)] });
}

/** Puts the bridge into a tab right now; needs the toolbar click on that tab or the permission for its origin. */
export async function injectBridge(tabId: number): Promise<void> {
  await chrome.scripting.executeScript({ target: { tabId }, files: ['/bridge.js'] });
}
