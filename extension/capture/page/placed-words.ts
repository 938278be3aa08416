/**
 * Where the words of the page's text stand in the window, so that an area of the picture strikes them and a struck word is filled in
 * the picture, whether OCR reads them or not. In doubt a word counts as shown: what is covered or cut off is in the page's text, too.
 */
import type { PlacedWord } from '#core/recognition/page-text.ts';
import { mostPlacedWords } from '#core/recognition/page-text.ts';
import { fieldOf } from './fields.ts';
import { attributeOf, bodyOf, localNameOf, nodeTypeOf, nodeValueOf } from './native.ts';
import { boxOf, isInPicture, placeInFrame, placeOf, placeOfWindow, placeWithin, shifted } from './place.ts';
import type { Box, Place } from './place.ts';
import { carriesNoText, hasTag, isElement, isShown, renderedChildren, tidy } from './visibility.ts';

/** A page with more elements in and around its window is left without places: it would be kept waiting. */
const mostElements = 30_000;
/** Rows and items stay in their boxes, and there may be thousands out of sight. */
const staysInItsBox = /^(tr|li|dt|dd|option)$/;

class PlaceReader {
  private readonly words: PlacedWord[] = [];
  private readonly range = new Range();
  private elements = 0;

  private add(text: string, box: Box, place: Place): void {
    const width = box.right - box.left;
    const height = box.bottom - box.top;
    if (text === '' || !isInPicture(box, place)) return;
    this.words.push({ text: text.slice(0, 5_000), x: box.left, y: box.top, width, height });
  }

  private readText(node: Node, place: Place): void {
    const text = nodeValueOf(node) ?? '';
    if (text.trim() === '') return;
    this.range.selectNodeContents(node);
    const whole = shifted(this.range.getBoundingClientRect(), place.frameTop, place.frameLeft);
    if (!isInPicture(whole, place)) return;
    for (const { 0: word, index } of text.matchAll(/\S+/g)) {
      if (this.words.length > mostPlacedWords) return;
      this.range.setStart(node, index);
      this.range.setEnd(node, index + word.length);
      // A word that is broken over lines stands in each of them.
      for (const rect of this.range.getClientRects())
        this.add(tidy(word), shifted(rect, place.frameTop, place.frameLeft), place);
    }
  }

  private readChildren(node: Element | ShadowRoot, place: Place): void {
    for (const child of renderedChildren(node)) {
      if (this.elements > mostElements || this.words.length > mostPlacedWords) return;
      if (isElement(child)) this.readElement(child, place);
      else if (nodeTypeOf(child) === Node.TEXT_NODE) this.readText(child, place);
    }
  }

  private readElement(element: Element, around: Place): void {
    this.elements += 1;
    if (carriesNoText(element)) return;
    if (staysInItsBox.test(localNameOf(element)) && !isInPicture(boxOf(element, around), around)) return;
    if (!isShown(element)) return;
    const style = getComputedStyle(element);
    const place = placeOf(style, around);
    if (hasTag(element, 'img'))
      return this.add(attributeOf(element, 'alt') ?? '', boxOf(element, place), place);
    if (hasTag(element, 'input') || hasTag(element, 'select') || hasTag(element, 'textarea'))
      return this.add(fieldOf(element)?.value ?? '', boxOf(element, place), place);
    if (hasTag(element, 'iframe') || localNameOf(element) === 'frame') {
      const frame = element as HTMLIFrameElement;
      const body = frame.contentDocument && bodyOf(frame.contentDocument);
      if (body) this.readChildren(body, placeInFrame(frame, place));
      return;
    }
    this.readChildren(element, placeWithin(element, style, style.display, place));
  }

  read(): PlacedWord[] | undefined {
    const body = bodyOf(document);
    if (body) this.readChildren(body, placeOfWindow());
    const isWhole = this.elements <= mostElements && this.words.length <= mostPlacedWords;
    return isWhole ? this.words : undefined;
  }
}

/** The words in the window, in CSS pixels; undefined when there are too many to ask for, or the page breaks the asking on purpose. */
export function readPlacedWords(): PlacedWord[] | undefined {
  try {
    return new PlaceReader().read();
  } catch {
    return undefined;
  }
}
