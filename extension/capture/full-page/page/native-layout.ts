/** The browser's own ways to measure and to scroll; see ../../page/native.ts for why the page's own properties are not used. */
import {
  allInTree,
  assignedSlotOf,
  clientLeftOf,
  clientTopOf,
  documentOf,
  getterOf,
  isShadowRoot,
  localNameOf,
  parentOf,
  rectOf,
  rootElementOf,
  scrollingElementOf,
  windowOf,
} from '../../page/native.ts';
import { isElement, shadowRootOf } from '../../page/visibility.ts';
import { breathe } from './breath.ts';

export type Rect = { left: number; top: number; width: number; height: number };
type Position = { left: number; top: number };

const htmlStyleOf = getterOf(HTMLElement.prototype, 'style');
const svgStyleOf = getterOf(SVGElement.prototype, 'style');
const scrollTopOf = getterOf(Element.prototype, 'scrollTop');
const scrollLeftOf = getterOf(Element.prototype, 'scrollLeft');
const scrollTo: (options: ScrollToOptions) => void = Element.prototype.scrollTo;

export function styleOf(element: Element): CSSStyleDeclaration | undefined {
  for (const get of [htmlStyleOf, svgStyleOf]) {
    try {
      return get(element as HTMLElement & SVGElement); // the getter itself checks the kind and throws
    } catch {
      // Not an element of that kind.
    }
  }
  return undefined;
}

export const scrollOf = (element: Element): Position => ({
  left: scrollLeftOf(element),
  top: scrollTopOf(element),
});

/** Scrolls at once, also where the page asks for smooth scrolling. */
export const scrollElementTo = (element: Element, { left, top }: Position): void =>
  scrollTo.call(element, { left, top, behavior: 'instant' });

/** What scrolls the window of this document; null for pictures and other documents without a body. */
export const rootScrollerOf = (page: Document): Element | null =>
  scrollingElementOf(page) ?? rootElementOf(page);

/** The window that shows the element's document; undefined once that is gone. */
export const viewOf = (element: Element): (Window & typeof globalThis) | undefined =>
  (documentOf(element) && windowOf(documentOf(element)!)) ?? undefined;

/** The frame that shows this document, where it is of the same origin. */
export function frameOf(page: Document): Element | null {
  try {
    return windowOf(page)?.frameElement ?? null;
  } catch {
    return null; // The parent is of another origin.
  }
}

/** The element above this one as it is drawn: through slots, shadow roots and frames of the same origin. */
export function parentAsDrawn(element: Element): Element | null {
  const parent = assignedSlotOf(element) ?? parentOf(element);
  if (parent === null) return null;
  if (isElement(parent)) return parent;
  if (isShadowRoot(parent)) return parent.host;
  const page = documentOf(element);
  return page ? frameOf(page) : null;
}

/** The element's box in the window of the tab, in CSS pixels. */
export function rectInWindow(element: Element): Rect {
  const { left, top, width, height } = rectOf(element);
  const corner = cornerOf(documentOf(element));
  return { left: left + corner.left, top: top + corner.top, width, height };
}

/** Where the upper left corner of a document's window stands in the window of the tab. */
export function cornerOf(page: Document | null): Position {
  const frame = page && frameOf(page);
  if (!frame) return { left: 0, top: 0 };
  const outer = rectInWindow(frame);
  return { left: outer.left + clientLeftOf(frame), top: outer.top + clientTopOf(frame) };
}

/** The document in a frame of the same origin. */
function documentIn(element: Element): Document | null {
  const name = localNameOf(element);
  if (name !== 'iframe' && name !== 'frame') return null;
  return (element as HTMLIFrameElement).contentDocument; // null for another origin
}

export type Root = Document | ShadowRoot;

/** The document with all shadow trees and all frames of the same origin in it, each before what stands in it. */
export async function rootsIn(page: Root): Promise<Root[]> {
  const found: Root[] = [page];
  for (let at = 0; at < found.length && found.length < maxRoots; at += 1) {
    for (const element of elementsOf(found[at]!)) {
      await breathe();
      const inner = shadowRootOf(element) ?? documentIn(element);
      if (inner) found.push(inner);
      if (found.length >= maxRoots) break;
    }
  }
  return found;
}

/** A page with more of them is out to keep us busy. */
const maxRoots = 2_000;
export const maxElements = 60_000;

/** All elements of one tree, without those in shadow trees and frames of its own. */
export function elementsOf(root: Root): Element[] {
  const all = allInTree(root, '*');
  // Copying all of a huge page's list would take a while.
  return Array.from({ length: Math.min(all.length, maxElements) }, (_, at) => all[at]!);
}

/** True when the element is `above` or stands in it, as it is drawn. */
export function isWithin(element: Element, above: Element): boolean {
  for (let at: Element | null = element; at; at = parentAsDrawn(at)) if (at === above) return true;
  return false;
}
