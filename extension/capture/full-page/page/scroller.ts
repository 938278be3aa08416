/** Finds what holds the page's content: the document, or the inner element that scrolls in an application's shell. */
import {
  clientHeightOf,
  clientLeftOf,
  clientTopOf,
  clientWidthOf,
  documentOf,
  rootElementOf,
  scrollHeightOf,
  scrollWidthOf,
} from '../../page/native.ts';
import { breathe } from './breath.ts';
import {
  cornerOf,
  elementsOf,
  rectInWindow,
  rootScrollerOf,
  scrollElementTo,
  scrollOf,
  viewOf,
  isWithin,
} from './native-layout.ts';
import type { Rect, Root } from './native-layout.ts';

export type Scroller = {
  element: Element;
  /** True when it scrolls the window of its document. */
  isRoot: boolean;
  /** True when it scrolls the whole window of the tab. */
  isWindow: boolean;
};

/** Scrolling by less than this is a rounding error or a shadow, not hidden content. */
const leastRange = 24;
/** The share of the window that content fills at least; a box that scrolls and is smaller is a detail of the page. */
const leastShare = 0.2;

const rangeOf = (element: Element) => ({
  x: scrollWidthOf(element) - clientWidthOf(element),
  y: scrollHeightOf(element) - clientHeightOf(element),
});

/** The part of the window that shows the scroller's content, without scroll bars; CSS pixels of the tab's window. */
export function boxOfScroller({ element, isRoot }: Scroller): Rect {
  const [width, height] = [clientWidthOf(element), clientHeightOf(element)];
  if (isRoot) return { ...cornerOf(documentOf(element)), width, height };
  const outer = rectInWindow(element);
  return { left: outer.left + clientLeftOf(element), top: outer.top + clientTopOf(element), width, height };
}

const visibleArea = ({ left, top, width, height }: Rect): number =>
  Math.max(0, Math.min(innerWidth, left + width) - Math.max(0, left)) *
  Math.max(0, Math.min(innerHeight, top + height) - Math.max(0, top));

function isRootThatScrolls(page: Document, element: Element): boolean {
  const view = viewOf(element);
  if (!view) return false;
  // What is set on the body holds for the window unless the root has a say of its own.
  const ofRoot = view.getComputedStyle(page.documentElement).overflowY;
  const ofBody = page.body ? view.getComputedStyle(page.body).overflowY : 'visible';
  const overflow = ofRoot === 'visible' ? ofBody : ofRoot;
  return overflow !== 'hidden' && overflow !== 'clip';
}

/** What scrolls the window of the tab, whether it can be scrolled or not. */
export const windowScroller = (): Scroller => ({
  element: rootScrollerOf(document) ?? rootElementOf(document),
  isRoot: true,
  isWindow: true,
});

async function candidatesIn(root: Root): Promise<Scroller[]> {
  const found: Scroller[] = [];
  const page = root.nodeType === Node.DOCUMENT_NODE ? (root as Document) : undefined;
  const ofWindow = page && rootScrollerOf(page);
  if (page && ofWindow && isRootThatScrolls(page, ofWindow))
    found.push({ element: ofWindow, isRoot: true, isWindow: page === document });
  for (const element of elementsOf(root)) {
    await breathe();
    if (element === ofWindow || rangeOf(element).y < leastRange) continue;
    const overflow = viewOf(element)?.getComputedStyle(element).overflowY;
    if (overflow === 'auto' || overflow === 'scroll') found.push({ element, isRoot: false, isWindow: false });
  }
  return found;
}

/**
 * The scroller whose content the picture shall show: the one that fills most of the window among those that scroll noticeably. One
 * that scrolls a little and holds another that scrolls a lot gives way to it. The window itself when nothing scrolls.
 */
export async function findScroller(roots: readonly Root[]): Promise<Scroller> {
  const least = leastShare * innerWidth * innerHeight;
  const scrollers: Scroller[] = [];
  for (const root of roots) scrollers.push(...(await candidatesIn(root)));
  const candidates = scrollers
    .filter(({ element }) => rangeOf(element).y >= leastRange)
    .map((scroller) => ({
      scroller,
      area: visibleArea(boxOfScroller(scroller)),
      range: rangeOf(scroller.element).y,
    }))
    .filter(({ area }) => area >= least);
  const isShell = (outer: (typeof candidates)[number]) =>
    outer.range < innerHeight / 4 &&
    candidates.some(
      (inner) =>
        inner !== outer &&
        inner.range > 4 * outer.range &&
        isWithin(inner.scroller.element, outer.scroller.element),
    );
  const [best] = candidates
    .filter((one) => !isShell(one))
    .toSorted((a, b) => b.area - a.area || b.range - a.range);
  return best?.scroller ?? windowScroller();
}

/** How far the scroller can be scrolled. `x` begins below zero where text runs from right to left, `y` in lists that grow upwards. */
export type ScrollRange = { x: { from: number; to: number }; y: { from: number; to: number } };

/** Measures by scrolling to the ends; leaves the scroller at the upper left one. */
export function measureRange({ element }: Scroller): ScrollRange {
  const far = 10_000_000;
  scrollElementTo(element, { left: far, top: far });
  const to = scrollOf(element);
  scrollElementTo(element, { left: -far, top: -far });
  const from = scrollOf(element);
  return { x: { from: from.left, to: to.left }, y: { from: from.top, to: to.top } };
}
