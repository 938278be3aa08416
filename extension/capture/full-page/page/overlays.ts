/**
 * What stays in its place while the content scrolls: sticky and fixed parts. In the picture each stands once, where it stands at the
 * top of the page, or at the page's end when it hangs at the lower edge of the window.
 */
import { allOf, documentOf, isShadowRoot, topmostAt } from '../../page/native.ts';
import { breathe } from './breath.ts';
import type { Changes } from './changes.ts';
import {
  cornerOf,
  elementsOf,
  frameOf,
  isWithin,
  parentAsDrawn,
  rectInWindow,
  rootScrollerOf,
  viewOf,
} from './native-layout.ts';
import type { Rect, Root } from './native-layout.ts';
import type { Scroller } from './scroller.ts';

/** `at`: where its upper edge stands, from the upper edge of the content. */
type Overlay = { element: Element; at: number };

export class Overlays {
  private readonly overlays: Overlay[] = [];
  private readonly known = new Set<Element>();
  private readonly documents: Set<Document>;
  private readonly scroller: Scroller;
  private readonly changes: Changes;

  constructor(scroller: Scroller, changes: Changes) {
    this.scroller = scroller;
    this.changes = changes;
    this.documents = documentsAround(scroller.element);
  }

  /** Call at the upper left end of the scroller. `contentHeight` in CSS pixels. */
  async find(roots: readonly Root[], box: Rect, contentHeight: number): Promise<void> {
    for (const root of roots) {
      const page = isShadowRoot(root) ? documentOf(root.host) : root;
      if (page === null || !this.documents.has(page)) continue;
      for (const element of elementsOf(root)) {
        await breathe();
        const style = viewOf(element)?.getComputedStyle(element);
        if (!style) continue;
        // What is only drawn near the window has a guessed height elsewhere.
        if (style.contentVisibility === 'auto')
          this.changes.setStyle(element, 'content-visibility', 'visible');
        const { position } = style;
        if (position === 'sticky') this.release(element);
        else if (position === 'fixed') this.keep(element, box, contentHeight);
        else if (position === 'absolute') this.keepIfOnTop(element, box, contentHeight);
      }
    }
  }

  /** A sticky part whose distances are all `auto` stays where the text has it, and is drawn as before. */
  private release(element: Element): void {
    if (this.known.has(element) || nearestScroller(element) !== this.scroller.element) return;
    this.known.add(element);
    for (const side of ['top', 'right', 'bottom', 'left']) this.changes.setStyle(element, side, 'auto');
  }

  private keep(element: Element, box: Rect, contentHeight: number): void {
    if (this.known.has(element) || isHeldBelow(element)) return;
    if (isWithin(this.scroller.element, element)) return; // a dialog that holds the scroller
    this.known.add(element);
    const { top, height } = rectInWindow(element);
    const above = top - box.top;
    const below = box.top + box.height - (top + height);
    const hangsBelow = below * 4 <= above && above > 0;
    this.overlays.push({ element, at: hangsBelow ? contentHeight - box.height + above : above });
  }

  /** A button that floats over the content of an inner scroller by `position: absolute`. */
  private keepIfOnTop(element: Element, box: Rect, contentHeight: number): void {
    if (this.scroller.isRoot || this.known.has(element)) return;
    const { left, top, width, height } = rectInWindow(element);
    const x = left + width / 2;
    const y = top + height / 2;
    const isOver = x > box.left && x < box.left + box.width && y > box.top && y < box.top + box.height;
    if (!isOver || isWithin(element, this.scroller.element)) return;
    const page = documentOf(element);
    const hit = page && topmostAt(page, x, y);
    if (hit && isWithin(hit, element)) this.keep(element, box, contentHeight);
  }

  /** All elements that stand in one of the moved parts. */
  members(): Set<Element> {
    return new Set(this.overlays.flatMap(({ element }) => [element, ...allOf(element, '*')]));
  }

  /** Moves the fixed parts to where they belong when the content is scrolled by `scrolled`, and takes away what has become fixed meanwhile. Says whether it did any of this. */
  place(box: Rect, scrolled: number): boolean {
    let isMoved = false;
    for (const { element, at } of this.overlays)
      if (this.move(element, box.top + at - scrolled)) isMoved = true;
    const fixed = scrolled > 0 ? this.newlyFixed(box) : [];
    for (const element of fixed) this.changes.setStyle(element, 'visibility', 'hidden');
    return isMoved || fixed.length > 0;
  }

  private move(element: Element, wanted: number): boolean {
    const { top, height } = rectInWindow(element);
    if (Math.abs(top - wanted) < 0.01) return false;
    const view = viewOf(element);
    if (!view) return false;
    const style = view.getComputedStyle(element);
    const now = Number.parseFloat(style.top);
    // Its height came from its distance to both edges, or from the window's height.
    this.changes.setStyle(element, 'box-sizing', 'border-box');
    this.changes.setStyle(element, 'height', `${height}px`);
    this.changes.setStyle(element, 'bottom', 'auto');
    this.changes.setStyle(element, 'top', `${(Number.isFinite(now) ? now : 0) + wanted - top}px`);
    const off = rectInWindow(element).top - wanted;
    if (Math.abs(off) < 0.01) return true;
    const moved = Number.parseFloat(view.getComputedStyle(element).top);
    this.changes.setStyle(element, 'top', `${moved - off}px`);
    return true;
  }

  /** Parts that a script fixed to the window while the content was scrolled, such as a heading that stays. */
  private newlyFixed(box: Rect): Element[] {
    const found = new Set<Element>();
    const page = documentOf(this.scroller.element);
    if (!page) return [];
    const corner = cornerOf(page);
    for (const down of [0.01, 0.08, 0.5, 0.92, 0.99])
      for (const across of [0.05, 0.5, 0.95]) {
        const x = box.left - corner.left + box.width * across;
        const y = box.top - corner.top + box.height * down;
        for (let at = topmostAt(page, x, y); at && at !== this.scroller.element; at = parentAsDrawn(at)) {
          if (this.known.has(at)) break;
          if (viewOf(at)?.getComputedStyle(at).position === 'fixed' && !isHeldBelow(at)) found.add(at);
        }
      }
    return [...found].filter((element) => !isWithin(this.scroller.element, element));
  }
}

/** The document of the element and those whose frames it stands in: what is fixed in others moves with their frame. */
function documentsAround(element: Element): Set<Document> {
  const found = new Set<Document>();
  for (let page = documentOf(element); page;) {
    found.add(page);
    const frame = frameOf(page);
    page = frame ? documentOf(frame) : null;
  }
  return found;
}

/** What the element would stick to: the nearest box that clips its content, at last the window of its document. */
function nearestScroller(element: Element): Element | null {
  for (let at = parentAsDrawn(element); at; at = parentAsDrawn(at)) {
    const page = documentOf(at);
    const view = viewOf(at);
    if (!page || !view) return null;
    if (at === page.documentElement) return rootScrollerOf(page);
    // The body's overflow is the window's unless the root has one of its own.
    if (at === page.body && view.getComputedStyle(page.documentElement).overflowY === 'visible') continue;
    const { overflowX, overflowY } = view.getComputedStyle(at);
    if (![overflowX, overflowY].every((overflow) => overflow === 'visible' || overflow === 'clip')) return at;
  }
  return null;
}

/** True when an element above holds the fixed one in its own box, so that it moves with that (CSS Transforms 1, section 3, and kin). */
function isHeldBelow(element: Element): boolean {
  for (
    let at = parentAsDrawn(element);
    at && documentOf(at) === documentOf(element);
    at = parentAsDrawn(at)
  ) {
    const style = viewOf(at)?.getComputedStyle(at);
    if (!style) return false;
    if (
      [style.transform, style.perspective, style.filter, style.translate, style.scale, style.rotate].some(
        isSet,
      )
    )
      return true;
    if (isSet(style.backdropFilter) || /paint|layout|strict|content/.test(style.contain)) return true;
    if (/transform|perspective|filter/.test(style.willChange)) return true;
  }
  return false;
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== 'none';
