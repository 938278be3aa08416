/**
 * Where the words of the page's text stand in the window, so that an area of the picture strikes them and a struck word is filled in
 * the picture, whether OCR reads them or not. In doubt a word counts as shown: what is covered or cut off is in the page's text, too.
 */
import type { PlacedWord } from '#core/recognition/page-text.ts';
import { mostPlacedWords } from '#core/recognition/page-text.ts';
import { fieldOf } from './fields.ts';
import { attributeOf } from './native.ts';
import { boxOf, isInPicture } from './place.ts';
import type { Box, Place } from './place.ts';
import { carriesNoText, hasTag, isShown, tidy } from './visibility.ts';
import type { Visit, WordListener } from './walk-words.ts';

/** A page with more elements in and around its window is left without places: it would be kept waiting. */
const mostElements = 30_000;
/** Rows and items stay in their boxes, and there may be thousands out of sight. */
const staysInItsBox = /^(tr|li|dt|dd|option)$/;

export class PlacedWords implements WordListener {
  private readonly words: PlacedWord[] = [];
  private elements = 0;
  private isBroken = false;

  get isDone(): boolean {
    return this.isBroken || this.elements > mostElements || this.words.length > mostPlacedWords;
  }

  private add(text: string, box: Box, place: Place): void {
    const width = box.right - box.left;
    const height = box.bottom - box.top;
    if (text === '' || this.isDone || !isInPicture(box, place)) return;
    this.words.push({ text: text.slice(0, 5_000), x: box.left, y: box.top, width, height });
  }

  mayEnter(element: Element): boolean {
    if (this.isDone) return false;
    this.elements += 1;
    return !carriesNoText(element);
  }

  enter({ element, name, place, around }: Visit): boolean {
    if (name === 'body') return true;
    if (staysInItsBox.test(name) && !isInPicture(boxOf(element, around), around)) return false;
    if (!isShown(element)) return false;
    if (hasTag(element, 'img')) {
      this.add(attributeOf(element, 'alt') ?? '', boxOf(element, place), place);
      return false;
    }
    if (hasTag(element, 'input') || hasTag(element, 'select') || hasTag(element, 'textarea')) {
      this.add(fieldOf(element)?.value ?? '', boxOf(element, place), place);
      return false;
    }
    return true;
  }

  takesText(): boolean {
    return true;
  }

  word(word: string, boxes: readonly Box[], _: Visit, within: Place): void {
    for (const box of boxes) this.add(tidy(word), box, within);
  }

  broken(): void {
    this.isBroken = true;
  }

  /** In CSS pixels; undefined when there are too many to ask for, or the page breaks the asking on purpose. */
  found(): PlacedWord[] | undefined {
    return this.isDone ? undefined : this.words;
  }
}
