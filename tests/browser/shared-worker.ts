import type { Page } from 'playwright-core';

/** Ends the shared workers of the page's profile as a browser may: alone, and without a word to their tabs. Gives how many there were. */
export async function endSharedWorkers(page: Page): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error('expected a browser');
  const own = await page.context().newCDPSession(page);
  const { targetInfo } = await own.send('Target.getTargetInfo');
  await own.detach();
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'shared_worker' }] });
  const workers = targetInfos.filter(
    ({ browserContextId }) => browserContextId === targetInfo.browserContextId,
  );
  for (const { targetId } of workers) await session.send('Target.closeTarget', { targetId });
  await session.detach();
  return workers.length;
}
