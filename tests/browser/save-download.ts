import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/**
 * Runs an action that makes the page save a file, and resolves with the file's path in `dir`, under the name that the page gave
 * it, once it is complete. Does not use playwright's own downloads: the second connection that the side panel needs takes
 * them over. Rejects when nothing is saved within two minutes, or `timeoutMs`.
 */
export async function saveDownload(
  page: Page,
  dir: string,
  action: () => Promise<void>,
  timeoutMs = 120_000,
): Promise<string> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page belongs to no browser that can save files.');
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.setDownloadBehavior', {
    behavior: 'allowAndName',
    downloadPath: dir,
    eventsEnabled: true,
  });
  const names = new Map<string, string>();
  const saved = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`Nothing was saved within ${timeoutMs / 1_000} seconds.`)),
      timeoutMs,
    );
    session.on('Browser.downloadWillBegin', ({ guid, suggestedFilename }) =>
      names.set(guid, suggestedFilename),
    );
    session.on('Browser.downloadProgress', ({ guid, state }) => {
      if (state === 'inProgress') return;
      clearTimeout(timer);
      if (state === 'canceled') reject(new Error('The browser cancelled the download.'));
      else resolve(guid);
    });
  });
  await action();
  const guid = await saved;
  await session.detach();
  const path = join(dir, names.get(guid) ?? guid);
  renameSync(join(dir, guid), path);
  return path;
}
