/** The browser's quota of two pictures of a window a second (`MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND`). */

const perSecond = 2;
/** A little more than a second, as the browser's clock and ours do not agree to the millisecond. */
const secondMs = 1_010;
const takenAt: number[] = [];

/** Waits until a picture may be taken, and counts it. Without it the browser refuses, and half a second is lost. */
export async function waitForQuota(): Promise<void> {
  const wait = (takenAt.at(-perSecond) ?? -Infinity) + secondMs - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  takenAt.push(performance.now());
  takenAt.splice(0, Math.max(0, takenAt.length - perSecond));
}
