import type { Page } from 'playwright-core';

type Watched = typeof globalThis & { longestTask: number };

/** In a page: keeps the longest task from now on (W3C Long Tasks: of those above 50 milliseconds). */
export function watchTasks(): void {
  const scope = globalThis as Watched;
  scope.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) scope.longestTask = Math.max(scope.longestTask, duration);
  }).observe({ type: 'longtask' });
}

/** Milliseconds; 0 when none was long. */
export const longestTask = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as Watched).longestTask);
