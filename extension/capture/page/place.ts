import type { Landmark } from '#core/recognition/page-text.ts';
import {
  clientHeightOf,
  clientLeftOf,
  clientTopOf,
  clientWidthOf,
  rectOf,
  scrollingElementOf,
} from './native.ts';

/** CSS pixels, counted from the upper left corner of the window, also for what stands in a frame. */
export type Box = { top: number; left: number; bottom: number; right: number };

/** A box that lets no more than that through shows nothing: what is for screen readers alone stands in one of a pixel. */
const slit = 1;

/** The part of the window in which something may show; `isShut` where a box without height or width lets nothing through. */
type Clip = Box & { isShut: boolean };

/** Where on the page the walk is. `clip` holds for what follows the flow, the others for what is positioned out of it. */
export type Place = {
  landmark: Landmark;
  frameTop: number;
  frameLeft: number;
  clip: Clip;
  absoluteClip: Clip;
  fixedClip: Clip;
  whole: WholeContent | undefined;
};

/** What a full-page picture shows: all the content of one scroller, of which the window shows a part. */
export type WholeContent = { scroller: Element; box: Box };

const placeIn = (
  frameTop: number,
  frameLeft: number,
  clip: Clip,
  landmark: Landmark,
  whole: WholeContent | undefined,
): Place => ({
  whole,
  landmark,
  frameTop,
  frameLeft,
  clip,
  absoluteClip: clip,
  fixedClip: clip,
});

const scrolls = (page: Document | null, whole: WholeContent | undefined): whole is WholeContent =>
  page !== null && whole !== undefined && scrollingElementOf(page) === whole.scroller;

/** The place of the body of the window's own document. */
export function placeOfWindow(whole?: WholeContent): Place {
  const box = scrolls(document, whole)
    ? whole.box
    : { top: 0, left: 0, bottom: innerHeight, right: innerWidth };
  return placeIn(0, 0, { ...box, isShut: false }, 'main', whole);
}

/** The place of the body of a frame's document. */
export function placeInFrame(frame: HTMLIFrameElement | HTMLFrameElement, place: Place): Place {
  const inner = innerBoxOf(frame, place);
  const { whole, clip, landmark } = place;
  const shown = scrolls(frame.contentDocument, whole) ? { ...clip, ...whole.box } : cut(clip, inner);
  return placeIn(inner.top, inner.left, shown, landmark, whole);
}

/** The element's box in the window. */
export function boxOf(element: Element, { frameTop, frameLeft }: Place): Box {
  return shifted(rectOf(element), frameTop, frameLeft);
}

export const shifted = (rect: Box, top: number, left: number): Box => ({
  top: rect.top + top,
  left: rect.left + left,
  bottom: rect.bottom + top,
  right: rect.right + left,
});

/** The box without its borders and scroll bars. */
function innerBoxOf(element: Element, place: Place): Box {
  const outer = boxOf(element, place);
  const top = outer.top + clientTopOf(element);
  const left = outer.left + clientLeftOf(element);
  return { top, left, bottom: top + clientHeightOf(element), right: left + clientWidthOf(element) };
}

const cut = (clip: Clip, box: Box): Clip => ({
  top: Math.max(clip.top, box.top),
  left: Math.max(clip.left, box.left),
  bottom: Math.min(clip.bottom, box.bottom),
  right: Math.min(clip.right, box.right),
  isShut: clip.isShut || box.bottom - box.top <= slit || box.right - box.left <= slit,
});

/** True when the window shows a part of the box. */
export const isInPicture = (box: Box, { clip }: Place): boolean =>
  Math.max(box.top, clip.top) < clip.bottom &&
  Math.min(box.bottom, clip.bottom) > clip.top &&
  Math.max(box.left, clip.left) < clip.right &&
  Math.min(box.right, clip.right) > clip.left;

/** Inline boxes, rows and boxless elements clip nothing, whatever their style says. */
const clippingDisplay = /^(block|inline-block|flow-root|list-item|table-cell|(inline-)?(flex|grid|table))$/;

export const clipsItsContent = (style: CSSStyleDeclaration, display: string): boolean =>
  style.overflow !== 'visible' && clippingDisplay.test(display);

/** True when the box has no height or width that its content could show in: a closed accordion, a folded side bar. */
export const isShut = (element: Element): boolean =>
  clientHeightOf(element) <= slit || clientWidthOf(element) <= slit;

/** True for what is cut down to nothing by `clip` or `clip-path`, as texts for screen readers alone often are; its box may be as large as it likes. */
export function isClippedAway({ position, clip, clipPath }: CSSStyleDeclaration): boolean {
  if (/^inset\((?:[5-9]\d|100)(?:\.\d+)?%\)$|^circle\(0(?:px|%)?[ )]/.test(clipPath)) return true;
  if (position !== 'absolute' && position !== 'fixed') return false;
  const [, ...sides] =
    /^rect\((\S+?)(?:px)?,? (\S+?)(?:px)?,? (\S+?)(?:px)?,? (\S+?)(?:px)?\)$/.exec(clip) ?? [];
  // A side that is `auto` is no number, and cuts nothing off.
  const [top = NaN, right = NaN, bottom = NaN, left = NaN] = sides.map(Number);
  return bottom - top <= slit || right - left <= slit;
}

/** The place of the element itself, which is its parent's unless it is positioned out of the flow. */
export function placeOf(style: CSSStyleDeclaration, around: Place): Place {
  const { position } = style;
  if (position === 'absolute') return { ...around, clip: around.absoluteClip };
  if (position === 'fixed') return { ...around, clip: around.fixedClip, absoluteClip: around.fixedClip };
  return around;
}

/** The place of what stands in the element, whose own place is given. */
export function placeWithin(
  element: Element,
  style: CSSStyleDeclaration,
  display: string,
  place: Place,
): Place {
  if (isClippedAway(style)) {
    const nothing = { ...place.clip, bottom: place.clip.top, right: place.clip.left, isShut: true };
    return { ...place, clip: nothing, absoluteClip: nothing, fixedClip: nothing };
  }
  const clips = clipsItsContent(style, display);
  const isPositioned = style.position !== 'static';
  if (!clips && !isPositioned) return place;
  const { whole } = place;
  const shown =
    element === whole?.scroller
      ? { ...place.clip, ...whole.box }
      : cut(place.clip, innerBoxOf(element, place));
  const clip = clips ? shown : place.clip;
  return { ...place, clip, absoluteClip: isPositioned ? clip : place.absoluteClip };
}
