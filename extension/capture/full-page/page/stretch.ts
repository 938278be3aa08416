/**
 * Lets the whole content stand in the window at once, for one picture, while everything keeps the size it had: the window has grown, and
 * lengths that follow the window's height must not.
 */
import { documentOf, rectOf, rootElementOf } from '../../page/native.ts';
import type { Changes } from './changes.ts';
import { breathe } from './breath.ts';
import { maxElements, parentAsDrawn, rectInWindow, elementsOf } from './native-layout.ts';
import type { Rect, Root } from './native-layout.ts';
import type { Scroller } from './scroller.ts';
import { boxOfScroller } from './scroller.ts';

/** More elements would take longer to hold than tiles take. */
const mostElements = Math.min(20_000, maxElements);

/** The size and place of each element in the content, from the content's upper left corner. */
type Layout = Map<Element, Rect>;

function isInDrawing(element: Element): boolean {
  return 'ownerSVGElement' in element && element.ownerSVGElement !== null;
}

/** Call at the upper left end of the scroller. Undefined when there are too many elements. */
export async function layoutOf(scroller: Scroller, roots: readonly Root[]): Promise<Layout | undefined> {
  const box = boxOfScroller(scroller);
  const layout: Layout = new Map();
  for (const root of roots) {
    for (const element of elementsOf(root)) {
      await breathe();
      if (isInDrawing(element)) continue;
      const { left, top, width, height } = rectInWindow(element);
      layout.set(element, { left: left - box.left, top: top - box.top, width, height });
      if (layout.size > mostElements) return undefined;
    }
  }
  return layout;
}

/** Everything around an inner scroller grows as much as its content needs: heights of the window are not enough to rely on. */
function growAround(scroller: Scroller, layout: Layout, extra: number, changes: Changes): Set<Element> {
  const grown = new Set<Element>();
  const page = documentOf(scroller.element);
  let at = scroller.isRoot && page ? parentAsDrawn(rootElementOf(page)) : scroller.element;
  for (; at; at = parentAsDrawn(at)) {
    grown.add(at);
    const before = layout.get(at);
    if (before) hold(at, 'height', before.height + extra, changes);
  }
  return grown;
}

function hold(element: Element, side: 'height' | 'width', length: number, changes: Changes): void {
  changes.setStyle(element, 'box-sizing', 'border-box');
  for (const property of [side, `min-${side}`, `max-${side}`])
    changes.setStyle(element, property, `${length}px`);
}

/** Those of many that `isOne` holds for; the page has its turn in between. */
async function those<Each>(all: Iterable<Each>, isOne: (each: Each) => boolean): Promise<Each[]> {
  const found: Each[] = [];
  for (const each of all) {
    await breathe();
    if (isOne(each)) found.push(each);
  }
  return found;
}

const differs = (one: number, other: number): boolean => Math.abs(one - other) > 0.05;

/**
 * Gives every element in the content the size back that it had in the window's own height. Resolves with false when the content does
 * not stand as it did: then one picture would show another page than scrolling does. `apart` are placed by others.
 */
export async function keepLayout(
  scroller: Scroller,
  layout: Layout,
  extra: number,
  apart: ReadonlySet<Element>,
  changes: Changes,
): Promise<boolean> {
  const grown = scroller.isWindow ? new Set<Element>() : growAround(scroller, layout, extra, changes);
  const inContent = await those(
    layout,
    ([element]) => !grown.has(element) && (scroller.isWindow || isInside(element, scroller)),
  );
  for (let round = 0; round < 4; round += 1) {
    const changed = await those(inContent, ([element, before]) => {
      const { width, height } = rectOf(element);
      return differs(height, before.height) || differs(width, before.width);
    });
    if (changed.length === 0) break;
    for (const [element, before] of changed) {
      const { width, height } = rectOf(element);
      if (differs(height, before.height)) hold(element, 'height', before.height, changes);
      if (differs(width, before.width)) hold(element, 'width', before.width, changes);
      await breathe();
    }
  }
  const box = boxOfScroller(scroller);
  const moved = await those(inContent, ([element, before]) => {
    if (apart.has(element) || before.width * before.height === 0) return false;
    const now = rectInWindow(element);
    return (
      differs(now.left - box.left, before.left) ||
      differs(now.top - box.top, before.top) ||
      differs(now.height, before.height)
    );
  });
  return moved.length === 0;
}

function isInside(element: Element, { element: scroller, isRoot }: Scroller): boolean {
  const page = documentOf(scroller);
  const above = isRoot && page ? rootElementOf(page) : scroller;
  for (let at = parentAsDrawn(element); at; at = parentAsDrawn(at)) if (at === above) return true;
  return isRoot && element === above;
}
