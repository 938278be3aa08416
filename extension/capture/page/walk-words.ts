/**
 * One walk through what the window shows, in the order of the document, for whoever wants to know which words stand where. Each listener
 * says for itself into which elements the walk goes on its behalf.
 */
import { bodyOf, documentOf, localNameOf, nodeTypeOf, nodeValueOf, rectOf } from './native.ts';
import { isInPicture, placeInFrame, placeOf, placeOfWindow, placeWithin, shifted } from './place.ts';
import type { Box, Place } from './place.ts';
import type { Sliced, Slices } from './slices.ts';
import { middleOf } from './text-parts.ts';
import { isElement, renderedChildren } from './visibility.ts';

/** An element on the way. `at` counts in the order of the walk. */
export type Visit = {
  element: Element;
  /** In small letters. */
  name: string;
  style: CSSStyleDeclaration;
  /** Where the element stands, and what it stands in. */
  place: Place;
  around: Place;
  at: number;
};

export type WordListener = {
  /** Whether it knows that it will tell nothing more: then it is not asked any more. */
  readonly isDone: boolean;
  /** Whether it wants to know anything of the element; asked before the browser is. */
  mayEnter: (element: Element, name: string) => boolean;
  /** Notes what the element shows by itself; whether the walk is to go into it. */
  enter: (visit: Visit) => boolean;
  /** Whether it wants the words that stand in the element itself. */
  takesText: (visit: Visit, within: Place) => boolean;
  /** A word as it stands in the document, with its boxes: one on each line that it is broken over. */
  word: (word: string, boxes: readonly Box[], visit: Visit, within: Place) => void;
  /** `last` is the number of the last element in it. */
  leave?: (visit: Visit, last: number) => void;
  /** A frame that the browser keeps from us. */
  closedFrame?: (visit: Visit) => void;
  /** The page broke what was asked of one element. */
  broken: () => void;
};

type Listeners = readonly WordListener[];

const isFrame = (name: string): boolean => name === 'iframe' || name === 'frame';

/** All of them where all agree, which needs no new list. */
function those(listeners: Listeners, agrees: (listener: WordListener) => boolean): Listeners {
  const agreeing = listeners.filter(agrees);
  return agreeing.length === listeners.length ? listeners : agreeing;
}

/** A longer word counts as several. */
const longestWord = /\S{1,5000}/g;
/** Where something stood when it was read. */
type Stood = { node: Node; top: number; left: number };
/** What is looked at again when the page had its turn meanwhile. */
const mostLookedAtAgain = 2_000;

const isNear = (one: number, other: number): boolean => Math.abs(one - other) < 1;

/** One walk; `read` once. */
export class WordWalk {
  private readonly range = new Range();
  private readonly stood: Stood[] = [];
  private readonly listeners: Listeners;
  private readonly slices: Slices;
  private readonly patience: number;
  private visits = 0;
  private wasInterrupted = false;

  /** `patience`: what is not read so many milliseconds after the work began is broken. */
  constructor(listeners: Listeners, slices: Slices, patience: number) {
    this.listeners = listeners;
    this.slices = slices;
    this.patience = patience;
  }

  private *rest(): Sliced<void> {
    this.wasInterrupted = true;
    yield;
    if (this.slices.sinceBegun > this.patience) for (const listener of this.listeners) listener.broken();
  }

  private stands(node: Node): { top: number; left: number } {
    if (isElement(node)) return rectOf(node);
    this.range.selectNodeContents(node);
    return this.range.getBoundingClientRect();
  }

  private remember(node: Node, { top, left }: { top: number; left: number }): void {
    if (this.stood.length < mostLookedAtAgain) this.stood.push({ node, top, left });
  }

  private shows(node: Node, from: number, to: number, within: Place): boolean {
    this.range.setStart(node, from);
    this.range.setEnd(node, to);
    const box = this.range.getBoundingClientRect();
    return isInPicture(shifted(box, within.frameTop, within.frameLeft), within);
  }

  private *readPart(
    node: Node,
    from: number,
    to: number,
    visit: Visit,
    within: Place,
    listeners: Listeners,
  ): Sliced<void> {
    const text = nodeValueOf(node) ?? '';
    const { frameTop, frameLeft } = within;
    for (const { 0: word, index } of text.slice(from, to).matchAll(longestWord)) {
      if (this.slices.isOver) yield* this.rest();
      const wanting = those(listeners, ({ isDone }) => !isDone);
      if (wanting.length === 0) return;
      this.range.setStart(node, from + index);
      this.range.setEnd(node, from + index + word.length);
      const boxes = Array.from(this.range.getClientRects(), (rect) => shifted(rect, frameTop, frameLeft));
      for (const listener of wanting) listener.word(word, boxes, visit, within);
    }
  }

  private *readText(node: Node, visit: Visit, within: Place, listeners: Listeners): Sliced<void> {
    const text = nodeValueOf(node) ?? '';
    if (listeners.length === 0 || text.trim() === '') return;
    const parts = [{ from: 0, to: text.length }];
    for (let part = parts.pop(); part; part = parts.pop()) {
      if (this.slices.isOver) yield* this.rest();
      const { from, to } = part;
      if (!this.shows(node, from, to, within)) continue;
      if (from === 0) this.remember(node, this.stands(node));
      const middle = middleOf(text, from, to);
      if (middle === undefined) yield* this.readPart(node, from, to, visit, within, listeners);
      // The one that is put there last comes first.
      else parts.push({ from: middle, to }, { from, to: middle });
    }
  }

  private *readFrame(visit: Visit, listeners: Listeners): Sliced<void> {
    const frame = visit.element as HTMLIFrameElement;
    const body = frame.contentDocument && bodyOf(frame.contentDocument);
    this.remember(frame, rectOf(frame));
    if (body) yield* this.readSafely(body, placeInFrame(frame, visit.place), listeners);
    else for (const listener of listeners) listener.closedFrame?.(visit);
  }

  /** What a body hides or scrolls, its window does. */
  private placeInside({ element, name, style, place, around }: Visit): Place {
    const owner = name === 'body' ? documentOf(element) : null;
    return owner && bodyOf(owner) === element ? around : placeWithin(element, style, style.display, place);
  }

  private *readElement(element: Element, around: Place, listeners: Listeners): Sliced<void> {
    const name = localNameOf(element).toLowerCase();
    const asking = those(listeners, (listener) => !listener.isDone && listener.mayEnter(element, name));
    if (asking.length === 0) return;
    this.visits += 1;
    const style = getComputedStyle(element);
    const visit: Visit = { element, name, style, place: placeOf(style, around), around, at: this.visits };
    const entering = those(asking, (listener) => listener.enter(visit));
    if (entering.length === 0) return;
    if (isFrame(name)) return yield* this.readFrame(visit, entering);
    const within = this.placeInside(visit);
    let takers: Listeners | undefined;
    for (const child of renderedChildren(element)) {
      if (this.slices.isOver) yield* this.rest();
      if (isElement(child)) yield* this.readSafely(child, within, entering);
      else if (nodeTypeOf(child) === Node.TEXT_NODE) {
        takers ??= those(entering, (listener) => listener.takesText(visit, within));
        yield* this.readText(child, visit, within, takers);
      }
    }
    for (const listener of entering) listener.leave?.(visit, this.visits);
  }

  /** A page may break what we ask of one element on purpose. */
  private *readSafely(element: Element, around: Place, listeners: Listeners): Sliced<void> {
    try {
      yield* this.readElement(element, around, listeners);
    } catch {
      for (const listener of listeners) listener.broken();
    }
  }

  /** Walks through the window's document and the frames in it. */
  *read(): Sliced<void> {
    const body = bodyOf(document);
    if (body) yield* this.readSafely(body, placeOfWindow(), this.listeners);
  }

  /** False when the page had its turn meanwhile, and something of it does not stand where it stood when it was read. */
  *isSteady(): Sliced<boolean> {
    if (!this.wasInterrupted) return true;
    for (const { node, top, left } of this.stood) {
      if (this.slices.isOver) yield;
      const now = this.stands(node);
      if (!isNear(now.top, top) || !isNear(now.left, left)) return false;
    }
    return true;
  }
}
