/**
 * Reads which words the page draws in its window, and where: what the picture must show. In doubt - text that is cut off, covered, masked
 * or made by a style sheet - a place is called opaque, so that nothing is claimed about it.
 */
import type { DrawnPage } from '#core/recognition/drawn-words.ts';
import { maxDrawnWords, maxOpaqueBoxes } from '#core/recognition/drawn-words.ts';
import { drawnFieldWords } from './drawn-field.ts';
import { isOnTop } from './hit-test.ts';
import {
  bodyOf,
  clientHeightOf,
  clientWidthOf,
  localNameOf,
  nodeTypeOf,
  nodeValueOf,
  scrollHeightOf,
  scrollWidthOf,
} from './native.ts';
import { boxOf, isInPicture, placeInFrame, placeOf, placeOfWindow, placeWithin, shifted } from './place.ts';
import type { Box, Place } from './place.ts';
import { hasTag, hidesItsText, isElement, isShown, renderedChildren } from './visibility.ts';

/** A page with more elements than that around its window is not compared: it would keep the page waiting. */
const maxElements = 40_000;
/** Text nodes longer than this are logs; what of it lies outside of the window is not asked for word by word. */
const maxNodeLength = 40_000;

const pictures = new Set('img canvas svg video object embed audio picture meter progress'.split(' '));
const silent = new Set('script style noscript template head option datalist'.split(' '));
const iconFont = /icon|symbol|awesome|glyph|material|dashicons/i;
const glyphs = /[\uE000-\uF8FF]/g;
const saysSomething = /[\p{L}\p{N}]/u;

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

const isLayer = ({ position, zIndex, opacity, transform, cssFloat }: CSSStyleDeclaration): boolean =>
  position !== 'static' ||
  zIndex !== 'auto' ||
  opacity !== '1' ||
  transform !== 'none' ||
  cssFloat !== 'none';

class DrawnReader {
  private readonly candidates: Candidate[] = [];
  private readonly layers: Layer[] = [];
  private readonly opaque: Rect[] = [];
  /** Where an ellipsis may stand in the place of letters. */
  private readonly cutEnds: Rect[] = [];
  private readonly range = new Range();
  private elements = 0;
  isWhole = true;

  private cover(box: Box, place: Place): void {
    if (!isInPicture(box, place)) return;
    if (this.opaque.length < maxOpaqueBoxes) this.opaque.push(rectOfBox(box));
    else this.isWhole = false;
  }

  private add(text: string, box: Box, element: Element, place: Place): void {
    const { across, down } = shownShare(box, place);
    if (across <= 0 || down <= 0) return;
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    const isUpright = height <= 2 * width || text.length <= 2;
    const isPlain = across >= 0.97 && down >= 0.75 && height >= 6 && isUpright && text.length <= 200;
    if (!isPlain) return this.cover(box, place);
    if (this.candidates.length >= maxDrawnWords) this.isWhole = false;
    else this.candidates.push({ text, box, element, place, at: this.elements });
  }

  private readText(node: Node, element: Element, place: Place): void {
    const text = (nodeValueOf(node) ?? '').slice(0, maxNodeLength);
    if (text.trim() === '') return;
    this.range.selectNodeContents(node);
    const whole = shifted(this.range.getBoundingClientRect(), place.frameTop, place.frameLeft);
    if (!isInPicture(whole, place)) return;
    for (const { 0: word, index } of text.matchAll(/\S+/g)) {
      this.range.setStart(node, index);
      this.range.setEnd(node, index + word.length);
      const boxes = [...this.range.getClientRects()]
        .filter(({ width, height }) => width > 0.5 && height > 1)
        .map((rect) => shifted(rect, place.frameTop, place.frameLeft))
        .filter((box, at, all) => !all.some((other, n) => n < at && isSamePlace(box, other)));
      const [box] = boxes;
      const drawn = word.replace(glyphs, '');
      // A word that is broken over lines has a box on each of them.
      if (boxes.length === 1 && box && drawn === word) this.add(word, box, element, place);
      else for (const each of boxes) this.cover(each, place);
    }
  }

  private readTexts(
    element: Element,
    style: CSSStyleDeclaration,
    place: Place,
    texts: readonly Node[],
  ): void {
    const isFaint = /^rgba\(.*, 0\)$/.test(style.color);
    const [family = ''] = style.fontFamily.split(',');
    if (hidesItsText(style) || isFaint || iconFont.test(family))
      return this.cover(boxOf(element, place), place);
    for (const text of texts) this.readText(text, element, place);
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
      if (
        content === 'none' ||
        content === 'normal' ||
        !saysSomething.test(content.replace(/^url\(.*\)$/, ''))
      )
        continue;
      this.cover({ ...box, left: box.left - 32, right: box.right + 32 }, place);
    }
    const em = Number.parseFloat(style.fontSize) || 16;
    if (textOverflow === 'ellipsis' && scrollWidthOf(element) > clientWidthOf(element))
      this.cutEnds.push(rectOfBox({ ...box, left: Math.max(box.left, box.right - 2 * em) }));
    if (webkitLineClamp !== 'none' && webkitLineClamp !== '')
      this.cutEnds.push(rectOfBox({ ...box, top: Math.max(box.top, box.bottom - 1.5 * em) }));
  }

  private readFrame(frame: Element, place: Place): void {
    const inner = (frame as HTMLIFrameElement).contentDocument;
    const body = inner && bodyOf(inner);
    if (body) this.readElement(body, placeInFrame(frame as HTMLIFrameElement, place));
    else this.cover(boxOf(frame, place), place);
  }

  private readElement(element: Element, around: Place): void {
    this.elements += 1;
    const name = localNameOf(element).toLowerCase();
    if (silent.has(name)) return;
    if (this.elements > maxElements) {
      this.isWhole = false;
      return;
    }
    const style = getComputedStyle(element);
    const place = placeOf(style, around);
    if (style.display === 'none' || isAside(element, place)) return;
    const shown = isShown(element);
    // What is hidden by `visibility` may hold what is not; what is transparent may not.
    if (!shown && style.visibility === 'visible' && style.display !== 'contents') return;
    const box = boxOf(element, place);
    if (shown && isInPicture(box, place)) {
      if (pictures.has(name)) return this.cover(box, place);
      if (hasTag(element, 'input') || hasTag(element, 'select') || hasTag(element, 'textarea'))
        return this.readField(element, style, box, place);
      this.coverStyled(element, style, box, place);
    }
    if (name === 'iframe' || name === 'frame') return shown ? this.readFrame(element, place) : undefined;
    const from = this.elements;
    this.readContent(element, style, placeWithin(element, style, style.display, place), shown);
    if (isLayer(style)) this.layers.push({ box: rectOfBox(box), from, to: this.elements });
  }

  private readField(
    field: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement,
    style: CSSStyleDeclaration,
    box: Box,
    place: Place,
  ): void {
    const words = drawnFieldWords(field, style, box);
    if (!words) return this.cover(box, place);
    for (const { text, box: ofWord } of words) this.add(text, ofWord, field, place);
  }

  private readContent(element: Element, style: CSSStyleDeclaration, place: Place, shown: boolean): void {
    const children = renderedChildren(element);
    const texts = children.filter((child) => nodeTypeOf(child) === Node.TEXT_NODE);
    // Before the elements beside them, which count as standing over them.
    if (shown && texts.length > 0) this.readTexts(element, style, place, texts);
    for (const child of children) if (isElement(child)) this.readSafely(child, place);
  }

  /** A page may break what we ask of one element on purpose; then nothing is claimed about it. */
  private readSafely(element: Element, place: Place): void {
    try {
      this.readElement(element, place);
    } catch {
      this.isWhole = false;
    }
  }

  /** Asks the browser what is on top only where something may be: on a long page that takes most of the time. */
  private isUncovered({ box, element, place, at }: Candidate, rect: Rect): boolean {
    if (!this.layers.some((layer) => !(at >= layer.from && at <= layer.to) && meet(layer.box, rect)))
      return true;
    const x = (box.left + box.right) / 2 - place.frameLeft;
    return isOnTop(element, x, (box.top + box.bottom) / 2 - place.frameTop);
  }

  read(): DrawnPage | undefined {
    const body = bodyOf(document);
    if (body) this.readSafely(body, placeOfWindow());
    if (!this.isWhole) return undefined;
    const words: DrawnPage['words'] = [];
    for (const candidate of this.candidates) {
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

/** The words in the window; undefined when the page is too large or too odd to tell them all. */
export function readDrawnWords(): DrawnPage | undefined {
  // Zoomed with two fingers, the picture shows other places than the page counts.
  return visualViewport && visualViewport.scale !== 1 ? undefined : new DrawnReader().read();
}
