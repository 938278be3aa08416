/**
 * One walk through what the window shows, in the order of the document, for whoever wants to know which words stand where. Each listener
 * says for itself into which elements the walk goes on its behalf.
 */
import { bodyOf, documentOf, localNameOf, nodeTypeOf, nodeValueOf } from './native.ts';
import { isInPicture, placeInFrame, placeOf, placeOfWindow, placeWithin, shifted } from './place.ts';
import type { Box, Place } from './place.ts';
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

class WordWalk {
  private readonly range = new Range();
  private visits = 0;

  private readText(node: Node, visit: Visit, within: Place, listeners: Listeners): void {
    const text = nodeValueOf(node) ?? '';
    if (listeners.length === 0 || text.trim() === '') return;
    const { frameTop, frameLeft } = within;
    this.range.selectNodeContents(node);
    if (!isInPicture(shifted(this.range.getBoundingClientRect(), frameTop, frameLeft), within)) return;
    for (const { 0: word, index } of text.matchAll(/\S+/g)) {
      this.range.setStart(node, index);
      this.range.setEnd(node, index + word.length);
      const boxes = Array.from(this.range.getClientRects(), (rect) => shifted(rect, frameTop, frameLeft));
      for (const listener of listeners) listener.word(word, boxes, visit, within);
    }
  }

  private readFrame(visit: Visit, listeners: Listeners): void {
    const frame = visit.element as HTMLIFrameElement;
    const body = frame.contentDocument && bodyOf(frame.contentDocument);
    if (body) this.readSafely(body, placeInFrame(frame, visit.place), listeners);
    else for (const listener of listeners) listener.closedFrame?.(visit);
  }

  /** What a body hides or scrolls, its window does. */
  private placeInside({ element, name, style, place, around }: Visit): Place {
    const owner = name === 'body' ? documentOf(element) : null;
    return owner && bodyOf(owner) === element ? around : placeWithin(element, style, style.display, place);
  }

  private readElement(element: Element, around: Place, listeners: Listeners): void {
    const name = localNameOf(element).toLowerCase();
    const asking = those(listeners, (listener) => listener.mayEnter(element, name));
    if (asking.length === 0) return;
    this.visits += 1;
    const style = getComputedStyle(element);
    const visit: Visit = { element, name, style, place: placeOf(style, around), around, at: this.visits };
    const entering = those(asking, (listener) => listener.enter(visit));
    if (entering.length === 0) return;
    if (isFrame(name)) return this.readFrame(visit, entering);
    const within = this.placeInside(visit);
    let takers: Listeners | undefined;
    for (const child of renderedChildren(element)) {
      if (isElement(child)) this.readSafely(child, within, entering);
      else if (nodeTypeOf(child) === Node.TEXT_NODE) {
        takers ??= those(entering, (listener) => listener.takesText(visit, within));
        this.readText(child, visit, within, takers);
      }
    }
    for (const listener of entering) listener.leave?.(visit, this.visits);
  }

  /** A page may break what we ask of one element on purpose. */
  private readSafely(element: Element, around: Place, listeners: Listeners): void {
    try {
      this.readElement(element, around, listeners);
    } catch {
      for (const listener of listeners) listener.broken();
    }
  }

  read(listeners: Listeners): void {
    const body = bodyOf(document);
    if (body) this.readSafely(body, placeOfWindow(), listeners);
  }
}

/** Walks through the window's document and the frames in it. */
export const walkWords = (listeners: readonly WordListener[]): void => new WordWalk().read(listeners);
