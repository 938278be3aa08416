/**
 * Reads which words the page draws in its window, and where: what the picture must show. In doubt - text that is cut off, covered, masked
 * or made by a style sheet - a place is called opaque, so that nothing is claimed about it.
 */
import type { DrawnPage } from '#core/recognition/drawn-words.ts';
import { maxDrawnWords, maxOpaqueBoxes } from '#core/recognition/drawn-words.ts';
import { drawnFieldWords } from './drawn-field.ts';
import { isOnTop } from './hit-test.ts';
import { clientHeightOf, clientWidthOf, scrollHeightOf, scrollWidthOf } from './native.ts';
import { boxOf, isInPicture } from './place.ts';
import type { Box, Place } from './place.ts';
import type { Sliced, Slices } from './slices.ts';
import { hasTag, hidesItsText, isShown } from './visibility.ts';
import type { Visit, WordListener } from './walk-words.ts';

/** A page with more elements than that around its window is not compared: it would keep the page waiting. */
const maxElements = 40_000;
const pictures = new Set('img canvas svg video object embed audio picture meter progress'.split(' '));
const silent = new Set('script style noscript template head option datalist'.split(' '));
const iconFont = /icon|symbol|awesome|glyph|material|dashicons/i;
const glyphs = /[\uE000-\uF8FF]/g;
const saysSomething = /[\p{L}\p{N}]/u;
const iconGlyph = /[\uE000-\uF8FF\u{F0000}-\u{10FFFD}]/u;
/** CSS pixels from a word's end to its last letter's body. */
const rim = 2;

type Rect = { x: number; y: number; width: number; height: number };
const rectOfBox = ({ left, top, right, bottom }: Box): Rect => ({
  x: left,
  y: top,
  width: right - left,
  height: bottom - top,
});

/** On a line that ends in an ellipsis the browser tells a word twice: as it is, and as far as it is drawn. */
const isSamePlace = (a: Box, b: Box): boolean => Math.abs(a.left - b.left) < 1 && Math.abs(a.top - b.top) < 1;

/** How much of the box the clip lets through, as shares of its width and height. */
function shownShare(box: Box, { clip }: Place): { across: number; down: number } {
  const across = Math.min(box.right, clip.right) - Math.max(box.left, clip.left);
  const down = Math.min(box.bottom, clip.bottom) - Math.max(box.top, clip.top);
  return { across: across / (box.right - box.left || 1), down: down / (box.bottom - box.top || 1) };
}

const meet = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** True when nothing of the element can stand in the window: its box does not, and nothing flows out of it. */
function isAside(element: Element, place: Place): boolean {
  const height = clientHeightOf(element);
  const width = clientWidthOf(element);
  if (height === 0 || width === 0 || isInPicture(boxOf(element, place), place)) return false;
  return scrollHeightOf(element) <= height && scrollWidthOf(element) <= width;
}

/** A word that is drawn unless something lies over it. `at` counts in the order of the walk. */
type Candidate = { text: string; box: Box; element: Element; place: Place; at: number };

/** What does not keep to the flow may lie over words; those between `from` and `to` in the order of the walk stand in it. */
type Layer = { box: Rect; from: number; to: number };

/** Where the icon that a style sheet writes before or after the content of a box stands. */
function iconSide(box: Box, pseudo: string, { fontSize }: CSSStyleDeclaration): Box {
  const room = 2 * (Number.parseFloat(fontSize) || 16);
  return pseudo === '::before'
    ? { ...box, left: box.left - room, right: Math.min(box.right, box.left + room) }
    : { ...box, left: Math.max(box.left, box.right - room), right: box.right + room };
}

const isLayer = ({ position, zIndex, opacity, transform, cssFloat }: CSSStyleDeclaration): boolean =>
  position !== 'static' ||
  zIndex !== 'auto' ||
  opacity !== '1' ||
  transform !== 'none' ||
  cssFloat !== 'none';

export class DrawnWords implements WordListener {
  private readonly candidates: Candidate[] = [];
  private readonly layers: Layer[] = [];
  private readonly opaque: Rect[] = [];
  /** Where an ellipsis may stand in the place of letters. */
  private readonly cutEnds: Rect[] = [];
  private elements = 0;
  private isWhole = true;

  get isDone(): boolean {
    return !this.isWhole;
  }

  private cover(box: Box, place: Place): void {
    if (!isInPicture(box, place)) return;
    if (this.opaque.length < maxOpaqueBoxes) this.opaque.push(rectOfBox(box));
    else this.isWhole = false;
  }

  private add(text: string, box: Box, { element, at }: Visit, place: Place): void {
    const { across, down } = shownShare(box, place);
    if (across <= 0 || down <= 0) return;
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    const isUpright = height <= 2 * width || text.length <= 2;
    const isPlain = across >= 0.97 && down >= 0.75 && height >= 6 && isUpright && text.length <= 200;
    if (!isPlain) return this.cover(box, place);
    if (this.candidates.length >= maxDrawnWords) this.isWhole = false;
    else this.candidates.push({ text, box, element, place, at });
  }

  word(word: string, boxes: readonly Box[], visit: Visit, within: Place): void {
    const drawnBoxes = boxes
      .filter((box) => box.right - box.left > 0.5 && box.bottom - box.top > 1)
      .filter((box, at, all) => !all.some((other, n) => n < at && isSamePlace(box, other)));
    const [box] = drawnBoxes;
    // A word that is broken over lines has a box on each of them.
    if (drawnBoxes.length === 1 && box && word.replace(glyphs, '') === word)
      this.add(word, box, visit, within);
    else for (const each of drawnBoxes) this.cover(each, within);
  }

  takesText({ element, style }: Visit, within: Place): boolean {
    if (!isShown(element)) return false;
    const isFaint = /^rgba\(.*, 0\)$/.test(style.color);
    const [family = ''] = style.fontFamily.split(',');
    if (!hidesItsText(style) && !isFaint && !iconFont.test(family)) return true;
    this.cover(boxOf(element, within), within);
    return false;
  }

  /** What a style sheet writes or draws: none of it is in the page's text. */
  private coverStyled(element: Element, style: CSSStyleDeclaration, box: Box, place: Place): void {
    const { display, listStyleType, backgroundImage, textOverflow, webkitLineClamp } = style;
    if (display === 'list-item' && !/^(none|disc|circle|square)$/.test(listStyleType))
      this.cover({ ...box, left: box.left - 48, right: box.left + 4 }, place);
    // A large one is a texture behind the page rather than a picture with words.
    const isLarge = (box.right - box.left) * (box.bottom - box.top) > (innerWidth * innerHeight) / 3;
    if (backgroundImage.includes('url(') && !isLarge) this.cover(box, place);
    for (const pseudo of ['::before', '::after']) {
      const { content } = getComputedStyle(element, pseudo);
      if (content === 'none' || content === 'normal') continue;
      const said = content.replace(/^url\(.*\)$/, '');
      // An icon stands at the side of what it belongs to.
      if (iconGlyph.test(said)) this.cover(iconSide(box, pseudo, style), place);
      else if (saysSomething.test(said))
        this.cover({ ...box, left: box.left - 32, right: box.right + 32 }, place);
    }
    const em = Number.parseFloat(style.fontSize) || 16;
    if (textOverflow === 'ellipsis' && scrollWidthOf(element) > clientWidthOf(element))
      this.cutEnds.push(rectOfBox({ ...box, left: Math.max(box.left, box.right - 2 * em) }));
    if (webkitLineClamp !== 'none' && webkitLineClamp !== '')
      this.cutEnds.push(rectOfBox({ ...box, top: Math.max(box.top, box.bottom - 1.5 * em) }));
  }

  closedFrame({ element, place }: Visit): void {
    this.cover(boxOf(element, place), place);
  }

  mayEnter(_: Element, name: string): boolean {
    if (silent.has(name)) return false;
    this.elements += 1;
    if (this.elements > maxElements) this.isWhole = false;
    return this.isWhole;
  }

  enter(visit: Visit): boolean {
    const { element, name, style, place } = visit;
    if (style.display === 'none' || isAside(element, place)) return false;
    const shown = isShown(element);
    // What is hidden by `visibility` may hold what is not; what is transparent may not.
    if (!shown && style.visibility === 'visible' && style.display !== 'contents') return false;
    const box = boxOf(element, place);
    if (shown && isInPicture(box, place)) {
      if (pictures.has(name)) {
        this.cover(box, place);
        return false;
      }
      if (hasTag(element, 'input') || hasTag(element, 'select') || hasTag(element, 'textarea')) {
        this.readField(element, visit, box);
        return false;
      }
      this.coverStyled(element, style, box, place);
    }
    return shown || (name !== 'iframe' && name !== 'frame');
  }

  leave({ element, style, place, at }: Visit, last: number): void {
    if (isLayer(style)) this.layers.push({ box: rectOfBox(boxOf(element, place)), from: at, to: last });
  }

  private readField(
    field: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement,
    visit: Visit,
    box: Box,
  ): void {
    const words = drawnFieldWords(field, visit.style, box);
    if (!words) return this.cover(box, visit.place);
    for (const { text, box: ofWord } of words) this.add(text, ofWord, visit, visit.place);
  }

  /** Nothing is claimed about a page that breaks what it is asked. */
  broken(): void {
    this.isWhole = false;
  }

  /** Asks the browser what is on top only where something may be: on a long page that takes most of the time. */
  private isUncovered({ box, element, place, at }: Candidate, rect: Rect): boolean {
    if (!this.layers.some((layer) => !(at >= layer.from && at <= layer.to) && meet(layer.box, rect)))
      return true;
    const middle = (box.left + box.right) / 2;
    const y = (box.top + box.bottom) / 2 - place.frameTop;
    // What stays at an edge, such as a column, may cover an end of a word.
    return [middle, box.left + rim, box.right - rim].every((x) => isOnTop(element, x - place.frameLeft, y));
  }

  /** The words in the window; undefined when the page is too large or too odd to tell them all. */
  *found(slices: Slices): Sliced<DrawnPage | undefined> {
    // Zoomed with two fingers, the picture shows other places than the page counts.
    if (visualViewport && visualViewport.scale !== 1) return undefined;
    if (!this.isWhole) return undefined;
    const words: DrawnPage['words'] = [];
    for (const candidate of this.candidates) {
      if (slices.isOver) yield;
      const rect = rectOfBox(candidate.box);
      if (this.cutEnds.some((end) => meet(rect, end))) continue;
      if (this.isUncovered(candidate, rect)) words.push({ text: candidate.text, ...rect });
      else this.cover(candidate.box, candidate.place);
    }
    return {
      area: { x: 0, y: 0, width: innerWidth, height: innerHeight },
      words,
      opaque: [...this.opaque, ...this.cutEnds].slice(0, maxOpaqueBoxes),
    };
  }
}
