import type { Page } from 'playwright-core';

/**
 * Watches a page from now on for its longest task (W3C Long Tasks: of those above 50 milliseconds). Resolves with what asks for it, once:
 * milliseconds, 0 when none was long. Runs in a world of its own, so that what a page has broken in its own does not stop it.
 */
export async function watchTasks(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'bench',
  });
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { contextId, expression });
    if (exceptionDetails) throw new Error(`the page's tasks cannot be watched: ${exceptionDetails.text}`);
    return result.value;
  };
  await evaluate(`globalThis.longestTask = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        globalThis.longestTask = Math.max(globalThis.longestTask, duration);
    }).observe({ type: 'longtask' });`);
  return async () => {
    const longest = Number(await evaluate('globalThis.longestTask'));
    await session.detach();
    return longest;
  };
}
