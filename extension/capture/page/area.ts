/**
 * Reading only what stands in a part of the window, for clips whose picture shows no more than that: a person chose it to leave the rest
 * out. Words count by their own boxes, cut by whatever scrolls or hides them.
 */
import {
  assignedSlotOf,
  bodyOf,
  clientHeightOf,
  clientWidthOf,
  documentOf,
  isShadowRoot,
  localNameOf,
  parentOf,
  rangeIn,
  windowOf,
} from './native.ts';
import { boxOf, placeInFrame, placeOf, placeOfWindow, placeWithin, shifted } from './place.ts';
import type { Box, Place } from './place.ts';
import { middleOf } from './text-parts.ts';
import { hasTag, isElement } from './visibility.ts';

let area: Box | undefined;
let places = new Map<Element, Place>();

/** Everything is read from here on when `box` is undefined. To be called when a reading begins and when it is over. */
export function readWithin(box: Box | undefined): void {
  area = box;
  places = new Map();
}

export const readsPart = (): boolean => area !== undefined;

/** What `read` gives back when nothing is left out. */
export function readingAll<Value>(read: () => Value): Value {
  const kept = area;
  area = undefined;
  try {
    return read();
  } finally {
    area = kept;
  }
}

function placeAround(element: Element): Place {
  const parent = assignedSlotOf(element) ?? parentOf(element);
  if (parent === null) return placeOfWindow();
  if (isElement(parent)) return placeInside(parent);
  if (isShadowRoot(parent)) return placeInside(parent.host);
  const frame = windowOf(parent as Document)?.frameElement;
  return frame ? placeInFrame(frame as HTMLIFrameElement, placeInside(frame)) : placeOfWindow();
}

const isBody = (element: Element): boolean => {
  const page = documentOf(element);
  return page !== null && bodyOf(page) === element;
};

/** The place of what stands in the element, wherever on the page that is. Remembered while one reading lasts. */
export function placeInside(element: Element): Place {
  const known = places.get(element);
  if (known) return known;
  const tag = localNameOf(element);
  const around = placeAround(element);
  // What these two hide or scroll, the window does.
  const isRoot = tag === 'html' || (tag === 'body' && isBody(element));
  const style = getComputedStyle(element);
  const place = isRoot ? around : placeWithin(element, style, style.display, placeOf(style, around));
  places.set(element, place);
  return place;
}

/** A line drawn around words may cut a hair's breadth off them; in CSS pixels. */
const tolerance = 1;

/** Letters stand within a box that is higher than they are, so that its middle decides. */
function isWithin(box: Box, bounds: Box): boolean {
  const middle = (box.top + box.bottom) / 2;
  return (
    box.left >= bounds.left - tolerance &&
    box.right <= bounds.right + tolerance &&
    middle >= bounds.top &&
    middle <= bounds.bottom
  );
}

const touches = (box: Box, bounds: Box): boolean =>
  box.left < bounds.right && box.right > bounds.left && box.top < bounds.bottom && box.bottom > bounds.top;

/** The part of the area in which what stands in the place can show; undefined when that is nothing. */
function boundsIn({ clip }: Place, of: Box): Box | undefined {
  if (clip.isShut) return undefined;
  const bounds = {
    top: Math.max(clip.top, of.top),
    left: Math.max(clip.left, of.left),
    bottom: Math.min(clip.bottom, of.bottom),
    right: Math.min(clip.right, of.right),
  };
  return bounds.top < bounds.bottom && bounds.left < bounds.right ? bounds : undefined;
}

/** The part of the element that the window shows; undefined when that is nothing. */
export function shownBoxOf(element: Element): Box | undefined {
  const place = placeOf(getComputedStyle(element), placeAround(element));
  return boundsIn(place, boxOf(element, place));
}

/** True when the part of the page that is read shows some of the box, given as its own document counts. */
export function touchesArea(box: Box, place: Place): boolean {
  if (!area) return true;
  const bounds = boundsIn(place, area);
  return bounds !== undefined && touches(shifted(box, place.frameTop, place.frameLeft), bounds);
}

/** What is typed into the field is longer than the field shows. */
const isScrolled = (element: Element): boolean =>
  (hasTag(element, 'textarea') || hasTag(element, 'input')) &&
  (element.scrollHeight > clientHeightOf(element) + 2 || element.scrollWidth > clientWidthOf(element) + 2);

/** True when the part of the page that is read shows the whole element. */
export function isElementWithin(element: Element): boolean {
  if (!area) return true;
  const place = placeOf(getComputedStyle(element), placeAround(element));
  const bounds = boundsIn(place, area);
  return bounds !== undefined && isWithin(boxOf(element, place), bounds) && !isScrolled(element);
}

/** Scripts that set no spaces between words, so that each letter counts. */
const unspaced = /[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const wordsOf = /\S+/g;

/**
 * Those words of a piece of text - which begins at `from` in its node - that the part of the page that is read shows as a whole. White
 * space stays.
 */
export function wordsWithin(node: Node, text: string, from = 0): string {
  const parent = parentOf(node);
  if (!area || !parent || text.trim() === '') return text;
  const place = placeInside(isElement(parent) ? parent : (parent as ShadowRoot).host);
  const bounds = boundsIn(place, area);
  if (!bounds) return '';
  // Of the node's own document, which may be that of a frame.
  const range = rangeIn(documentOf(node) ?? document);
  const boxesOf = (start: number, length: number): Box[] => {
    range.setStart(node, from + start);
    range.setEnd(node, from + start + length);
    return [...range.getClientRects()].map((rect) => shifted(rect, place.frameTop, place.frameLeft));
  };
  const isShownWhole = (start: number, length: number) => {
    const boxes = boxesOf(start, length);
    return boxes.length > 0 && boxes.every((box) => isWithin(box, bounds));
  };
  const shownIn = (start: number, end: number): string => {
    if (isShownWhole(start, end - start)) return text.slice(start, end);
    if (!boxesOf(start, end - start).some((box) => touches(box, bounds))) return '';
    const middle = middleOf(text, start, end);
    if (middle !== undefined) return shownIn(start, middle) + shownIn(middle, end);
    return text.slice(start, end).replace(wordsOf, (word, offset: number) => {
      const at = start + offset;
      if (!unspaced.test(word)) return isShownWhole(at, word.length) ? word : '';
      return Array.from(letters.segment(word), ({ segment, index }) =>
        isShownWhole(at + index, segment.length) ? segment : '',
      ).join('');
    });
  };
  return shownIn(0, text.length);
}
