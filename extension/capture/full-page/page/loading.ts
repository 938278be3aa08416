/** Lets a page load what it loads only when somebody scrolls there, and says when it has come to rest. */
import { allInTree, clientHeightOf, scrollHeightOf } from '../../page/native.ts';
import { hasTag } from '../../page/visibility.ts';
import { breathe, nextFrame, pause } from './breath.ts';
import { rectInWindow, scrollElementTo, scrollOf } from './native-layout.ts';
import type { Rect, Root } from './native-layout.ts';
import type { Scroller } from './scroller.ts';

/** How long a whole page may take to load while we scroll through it, and one stop at its end. */
const longestWalkMs = 20_000;
const longestStopMs = 2_500;
/** A page that does nothing for so long has nothing more to load; one that has grown before is given longer. */
const restMs = 120;
const restOfGrowingMs = 600;
const longestImagesMs = 3_000;

/** Waits at the end of the content until nothing changes any more. Resolves with whether it grew. */
async function growsAtEnd(element: Element, isGrowing: boolean): Promise<boolean> {
  const before = scrollHeightOf(element);
  const begun = performance.now();
  let changedAt = begun;
  const observer = new MutationObserver(() => (changedAt = performance.now()));
  observer.observe(element, { childList: true, subtree: true });
  const rest = isGrowing ? restOfGrowingMs : restMs;
  while (performance.now() - changedAt < rest && performance.now() - begun < longestStopMs) {
    await pause(20);
    if (scrollHeightOf(element) > before + 1) break;
  }
  observer.disconnect();
  return scrollHeightOf(element) > before + 1;
}

/**
 * Scrolls through the content step by step, to its end or to `maxHeight` CSS pixels, whatever comes first, and waits at the end for
 * lists that grow. Begins at the upper end; the caller goes back. `onStep` tells at each step that it still goes on.
 */
export async function walkThrough(
  { element }: Scroller,
  maxHeight: number,
  onStep: () => void,
): Promise<void> {
  const begun = performance.now();
  const start = scrollOf(element);
  let y = 0;
  let isGrowing = false;
  while (performance.now() - begun < longestWalkMs) {
    onStep();
    const step = clientHeightOf(element);
    const height = scrollHeightOf(element);
    const last = Math.min(height, maxHeight) - step;
    if (y >= last) {
      if (height >= maxHeight || !(await growsAtEnd(element, isGrowing))) return;
      isGrowing = true;
    }
    y = Math.max(0, Math.min(y + step, Math.min(scrollHeightOf(element), maxHeight) - step));
    scrollElementTo(element, { left: start.left, top: start.top + y });
    await nextFrame();
  }
}

/**
 * Waits, for some seconds at most, until the pictures in this part of the window are loaded and ready to be drawn. Resolves with whether
 * there are any.
 */
export async function picturesReady(roots: readonly Root[], { top, height }: Rect): Promise<boolean> {
  const waiting: Promise<void>[] = [];
  for (const image of roots.flatMap((root) => [...allInTree(root, 'img')])) {
    await breathe();
    if (!hasTag(image, 'img') || image.currentSrc === '') continue;
    const rect = rectInWindow(image);
    // Rejects for broken pictures, which are drawn as such.
    if (rect.top < top + height && rect.top + rect.height > top)
      waiting.push(image.decode().catch(() => undefined));
  }
  if (waiting.length > 0) await Promise.race([Promise.all(waiting), pause(longestImagesMs)]);
  return waiting.length > 0;
}
