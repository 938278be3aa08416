import { isElementWithin, wordsWithin } from './area.ts';
import { attributeOf, nodeTypeOf, nodeValueOf } from './native.ts';
import { clipsItsContent, isClippedAway, isShut } from './place.ts';
import { carriesNoText, hasTag, hidesItsText, isElement, isShown, renderedChildren } from './visibility.ts';

/** The most of one text node that is looked at: a page may hold more in one than a block may. */
export const maxRawLength = 40_000;

/** The most elements that are looked into for one heading, cell or field: the page waits meanwhile. */
const mostElements = 2_000;
let elementsLeft = mostElements;
let wasCut = false;

/** To be called where a reading begins. */
export function forgetCuts(): void {
  wasCut = false;
}

/** True when the text of something was cut since the reading began. */
export const textWasCut = (): boolean => wasCut;

/** To be called before each heading, cell or field, with the labels that belong to it. */
export function beginItem(): void {
  elementsLeft = mostElements;
}

/** False when enough of this item has been looked into. */
function mayLookInto(): boolean {
  elementsLeft -= 1;
  if (elementsLeft < 0) wasCut = true;
  return elementsLeft >= 0;
}

function rawText(node: Node): string {
  const text = nodeValueOf(node) ?? '';
  if (text.length <= maxRawLength) return text;
  wasCut = true;
  return text.slice(0, maxRawLength);
}

/** What stands for an element in the text, or undefined when its own text does. */
export type InPlaceOf = (element: Element) => string | undefined;

/** The visible text of a small part of the page on one line, not tidied yet. */
export function inlineText(node: Node, inPlaceOf: InPlaceOf): string {
  if (nodeTypeOf(node) === Node.TEXT_NODE) return wordsWithin(node, rawText(node));
  if (!isElement(node) || carriesNoText(node) || !mayLookInto()) return '';
  const replaced = inPlaceOf(node);
  if (replaced !== undefined) return replaced === '' ? ' ' : ` ${replaced} `;
  if (!isShown(node)) return '';
  if (hasTag(node, 'img')) return isElementWithin(node) ? altOf(node) : '';
  const style = getComputedStyle(node);
  const { display } = style;
  if ((clipsItsContent(style, display) && isShut(node)) || isClippedAway(style)) return '';
  const text = childText(node, style, inPlaceOf);
  return display === 'inline' || display === 'contents' ? text : ` ${text} `;
}

/** The visible text in an element that is known to be shown itself. */
export const contentText = (element: Element, inPlaceOf: InPlaceOf): string =>
  childText(element, getComputedStyle(element), inPlaceOf);

function childText(element: Element, style: CSSStyleDeclaration, inPlaceOf: InPlaceOf): string {
  let text = '';
  let textIsHidden: boolean | undefined;
  for (const child of renderedChildren(element)) {
    if (text.length > maxRawLength) break;
    if (nodeTypeOf(child) !== Node.TEXT_NODE) text += inlineText(child, inPlaceOf);
    else if (!(textIsHidden ??= hidesItsText(style))) text += wordsWithin(child, rawText(child));
  }
  return text;
}

/** All text below the node, shown or not, for what names a field without being seen. */
export function unseenText(node: Node, inPlaceOf: InPlaceOf): string {
  if (nodeTypeOf(node) === Node.TEXT_NODE) return rawText(node);
  if (!isElement(node) || carriesNoText(node) || !mayLookInto()) return '';
  if (hasTag(node, 'img')) return altOf(node);
  return (
    inPlaceOf(node) ??
    renderedChildren(node)
      .map((child) => unseenText(child, inPlaceOf))
      .join('')
  );
}

function altOf(image: Element): string {
  const alt = (attributeOf(image, 'alt') ?? '').slice(0, maxRawLength);
  return alt === '' ? '' : ` ${alt} `;
}
