/**
 * Leads the background through a page, part by part, for the full-page picture. Runs in the page as a content script. Everything it
 * changes is taken back by `end`, or by itself when nobody has asked for anything for a while: the background may die at any time.
 */
import { bodyOf, clientWidthOf, documentOf, rootElementOf, topmostAt } from '../../page/native.ts';
import type { WholeContent } from '../../page/place.ts';
import { drawn } from './breath.ts';
import { Changes } from './changes.ts';
import { picturesReady, walkThrough } from './loading.ts';
import {
  isWithin,
  parentAsDrawn,
  rectInWindow,
  rootsIn,
  scrollElementTo,
  scrollOf,
  viewOf,
} from './native-layout.ts';
import type { Rect, Root } from './native-layout.ts';
import { Overlays } from './overlays.ts';
import { boxOfScroller, findScroller, measureRange, windowScroller } from './scroller.ts';
import type { Scroller, ScrollRange } from './scroller.ts';
import { holdStill } from './stillness.ts';
import { keepLayout, layoutOf } from './stretch.ts';

/** The page puts itself right when it has heard nothing for so long. */
const abandonedAfterMs = 10_000;

/** What the picture will show. Lengths in CSS pixels, places in the window of the tab. */
export type Measure = {
  window: { width: number; height: number };
  devicePixelRatio: number;
  /** The part of the window in which the content is scrolled. */
  box: Rect;
  /** The content; its height is cut to what was asked for. */
  content: { width: number; height: number };
  /** True when the content goes on below what the picture will show. */
  isCut: boolean;
  /** True when the content is all that the window shows. */
  isWindow: boolean;
  /** Where below the box something begins that reaches across the whole window, such as a status bar. */
  footerTop: number | null;
  /** A CSS colour for what stands beside the content and was never on the screen. */
  background: string;
};

/** Where the content stands after a step. */
export type Arrival = {
  /** Of the content's upper left corner, from where the window shows it; never negative. */
  x: number;
  y: number;
  box: Rect;
  window: { width: number; height: number };
};

export class Walk {
  private readonly changes = new Changes();
  private readonly still = new Set<Root>();
  private roots: readonly Root[] = [];
  /** The page's own until `begin` has found a better one. */
  private scroller = windowScroller();
  private overlays = new Overlays(this.scroller, this.changes);
  private layout: Awaited<ReturnType<typeof layoutOf>>;
  private range: ScrollRange = { x: { from: 0, to: 0 }, y: { from: 0, to: 0 } };
  private content = { width: 0, height: 0 };
  private stands: { left: number; top: number } | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly onEnd: () => void;
  private readonly before: Promise<void> | undefined;

  /** `before`: settles when what an earlier walk changed is put back. */
  constructor(onEnd: () => void, before?: Promise<void>) {
    this.onEnd = onEnd;
    this.before = before;
    this.stayAlive();
  }

  private stayAlive(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.end(), abandonedAfterMs);
  }

  /** Prepares the page: loads what is lazy, holds still what moves. `maxHeight` in device pixels. */
  async begin(maxHeight: number): Promise<Measure> {
    await this.before;
    const most = Math.floor(maxHeight / devicePixelRatio);
    const scroller = await this.findContent();
    await holdStill(this.roots, this.still, this.changes);
    this.keepRoomOfScrollBar();
    measureRange(scroller);
    await walkThrough(scroller, most, () => this.stayAlive());
    await this.refreshRoots();
    this.range = measureRange(scroller);
    await drawn();
    const box = boxOfScroller(scroller);
    const { x, y } = this.range;
    const height = Math.min(most, y.to - y.from + box.height);
    await this.overlays.find(this.roots, box, height);
    // Parts that no longer stick may have changed the content's height.
    this.range = measureRange(scroller);
    await picturesReady(this.roots, { ...box, height });
    this.stayAlive();
    this.content = { width: x.to - x.from + box.width, height };
    return {
      window: { width: innerWidth, height: innerHeight },
      devicePixelRatio,
      box,
      content: this.content,
      isCut: y.to - y.from + box.height > most,
      isWindow: scroller.isWindow,
      footerTop: this.footerTop(box),
      background: backgroundColour(),
    };
  }

  private async findContent(): Promise<Scroller> {
    this.roots = await rootsIn(document);
    const scroller = await findScroller(this.roots);
    this.stayAlive();
    const { element } = scroller;
    const before = scrollOf(element);
    this.changes.onUndo(() => scrollElementTo(element, before));
    this.overlays = new Overlays(scroller, this.changes);
    this.scroller = scroller;
    return scroller;
  }

  /** Trees that came with what was loaded are held still as well. */
  private async refreshRoots(): Promise<void> {
    this.roots = await rootsIn(document);
    await holdStill(this.roots, this.still, this.changes);
  }

  /** Where the scroll bar takes room, the room stays when the whole content fits the window. */
  private keepRoomOfScrollBar(): void {
    const { element, isRoot } = this.scroller;
    const view = viewOf(element);
    const page = documentOf(element);
    if (isRoot && view && page && view.innerWidth > clientWidthOf(element))
      this.changes.setStyle(rootElementOf(page), 'scrollbar-gutter', 'stable');
    if (!isRoot) this.changes.setStyle(element, 'scrollbar-gutter', 'stable');
  }

  private footerTop(box: Rect): number | null {
    const bottom = box.top + box.height;
    if (this.scroller.isWindow || bottom > innerHeight - 2) return null;
    const hit = topmostAt(document, box.left + box.width / 2, bottom + 1.5);
    for (let at = hit; at && !isWithin(this.scroller.element, at); at = parentAsDrawn(at)) {
      const { left, top, width } = rectInWindow(at);
      if (top >= bottom - 1 && left < box.left - 2 && left + width > box.left + 2) return top;
    }
    return null;
  }

  /** Scrolls the content so that this point of it (CSS pixels) stands at the upper left of its box, or as near as it goes. */
  async goTo(x: number, y: number): Promise<Arrival> {
    this.stayAlive();
    const { element } = this.scroller;
    scrollElementTo(element, { left: this.range.x.from + x, top: this.range.y.from + y });
    await drawn();
    const box = boxOfScroller(this.scroller);
    this.stands = scrollOf(element);
    const scrolled = this.stands.top - this.range.y.from;
    await holdStill(this.roots, this.still, this.changes);
    const isMoved = this.overlays.place(box, scrolled);
    const hasPictures = await picturesReady(this.roots, box);
    if (isMoved || hasPictures) await drawn();
    this.stayAlive();
    return {
      x: this.stands.left - this.range.x.from,
      y: scrolled,
      box,
      window: { width: innerWidth, height: innerHeight },
    };
  }

  /** False when the page has moved by itself since the last step, so that a picture taken meanwhile may show anything. */
  stood(): boolean {
    this.stayAlive();
    return this.stands !== undefined && isNear(scrollOf(this.scroller.element), this.stands);
  }

  /** Remembers the layout, before the window grows for one picture. False when there is too much to remember. */
  async rememberLayout(): Promise<boolean> {
    this.layout = await layoutOf(this.scroller, this.roots);
    this.stayAlive();
    return this.layout !== undefined;
  }

  /** After the window has grown by `extra` CSS pixels: false when the content cannot be kept as it was. */
  async stretch(extra: number): Promise<boolean> {
    this.stayAlive();
    await drawn();
    if (!this.layout) return false;
    const apart = this.overlays.members();
    const isKept = await keepLayout(this.scroller, this.layout, extra, apart, this.changes);
    return isKept;
  }

  /** Where all the content stands now, of which the window shows a part. */
  whole(): WholeContent {
    const { element } = this.scroller;
    const box = boxOfScroller(this.scroller);
    const { left, top } = scrollOf(element);
    const corner = { top: box.top - (top - this.range.y.from), left: box.left - (left - this.range.x.from) };
    const { width, height } = this.content;
    return { scroller: element, box: { ...corner, bottom: corner.top + height, right: corner.left + width } };
  }

  /** Leaves the page as it was, once it has resolved. Can be called again. */
  async end(): Promise<void> {
    clearTimeout(this.timer);
    this.onEnd();
    await this.changes.undo();
  }
}

const isNear = (one: { left: number; top: number }, other: { left: number; top: number }): boolean =>
  Math.abs(one.left - other.left) < 1 && Math.abs(one.top - other.top) < 1;

function backgroundColour(): string {
  for (const element of [bodyOf(document), rootElementOf(document)]) {
    const colour = element && getComputedStyle(element).backgroundColor;
    if (colour && !/^(transparent|rgba\(0, 0, 0, 0\))$/.test(colour)) return colour;
  }
  return 'white';
}
