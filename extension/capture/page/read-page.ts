/**
 * Reads what a page says, in the order in which a reader meets it. Runs inside the page as a content script, so it trusts nothing
 * but the browser's own interfaces, and its result is parsed again on arrival.
 */
import { maxOpaqueBoxes } from '#core/recognition/drawn-words.ts';
import type { DrawnPage } from '#core/recognition/drawn-words.ts';
import type { PageText } from '#core/recognition/page-text.ts';
import { lineOfBlock } from '#core/recognition/shared-lines.ts';
import { isElementWithin, readsPart, readWithin, touchesArea, wordsWithin } from './area.ts';
import { BlockList } from './block-list.ts';
import { DrawnWords } from './drawn-words.ts';
import { fieldOf, fieldText, shownPartOf } from './fields.ts';
import type { Field } from './fields.ts';
import { inlineText } from './inline-text.ts';
import { forgetLabels } from './labels.ts';
import { fieldsNamedBy, headingLevel, isShortRow, rowText } from './kinds.ts';
import { landmarkOf } from './landmarks.ts';
import {
  attributeOf,
  bodyOf,
  closestOf,
  localNameOf,
  nodeTypeOf,
  nodeValueOf,
  parentOf,
  rectOf,
  rootElementOf,
  titleOf,
} from './native.ts';
import { boxOf, isInPicture, placeInFrame, placeOf, placeOfWindow, placeWithin, shifted } from './place.ts';
import type { Box, Place, WholeContent } from './place.ts';
import { PlacedWords } from './placed-words.ts';
import { captionOf, isDataTable, tableRows } from './tables.ts';
import {
  carriesNoText,
  hasTag,
  hidesItsText,
  isElement,
  isShown,
  renderedChildren,
  tidy,
} from './visibility.ts';
import { walkWords } from './walk-words.ts';

/** A longer text, such as a log, becomes several paragraphs. */
const maxRunLength = 20_000;
const originlessFrame = 'a sandboxed frame';

/** A frame of a frame set is read like one in the text. */
type Frame = HTMLIFrameElement | HTMLFrameElement;

/** A piece of a text node, or an element that is read as text. */
type Piece = { node: Node; from: number; to: number };

const pieceOf = (node: Node): Piece => ({ node, from: 0, to: 0 });

/** Inline text that is being gathered, from its first piece that says something to its last. */
type Run = { text: string; place: Place; first: Piece; last: Piece };

class PageReader {
  private readonly list = new BlockList();
  private readonly unreadableFrames = new Set<string>();
  private readonly range = new Range();
  private run: Run | undefined;

  private boxOf({ node, from, to }: Piece, place: Place): Box {
    if (isElement(node)) {
      const box = boxOf(node, place);
      if (box.bottom > box.top || box.right > box.left) return box;
      // An element with `display: contents` shows only what is in it.
      this.range.selectNodeContents(node);
    } else {
      this.range.setStart(node, from);
      this.range.setEnd(node, to);
    }
    return shifted(this.range.getBoundingClientRect(), place.frameTop, place.frameLeft);
  }

  private inPicture(piece: Piece, place: Place): boolean {
    return isInPicture(this.boxOf(piece, place), place);
  }

  private common(element: Element, place: Place) {
    // What was read of a part of the page shows in it.
    return { landmark: place.landmark, inPicture: readsPart() || this.inPicture(pieceOf(element), place) };
  }

  /** Ends the run of inline text that was being gathered. */
  private flush(): void {
    const { run } = this;
    this.run = undefined;
    const text = run ? tidy(run.text) : '';
    if (!run || text === '') return;
    const { first, last, place } = run;
    const owner = isElement(first.node) ? first.node : parentOf(first.node);
    const isItem = owner && isElement(owner) && closestOf(owner, 'li, dt, dd, [role="listitem"]');
    const inPicture =
      readsPart() || this.inPicture(first, place) || (first !== last && this.inPicture(last, place));
    this.list.add({ kind: isItem ? 'item' : 'paragraph', text, landmark: place.landmark, inPicture });
  }

  /** Adds text to the run; white space before the first word counts for nothing. */
  private append(text: string, piece: Piece, place: Place): void {
    if (this.run && this.run.text.length + text.length > maxRunLength) this.flush();
    const saysNothing = text.trim() === '';
    if (!this.run && saysNothing) return;
    this.run ??= { text: '', place, first: piece, last: piece };
    this.run.text += text;
    if (!saysNothing) this.run.last = piece;
  }

  private readText(node: Node, place: Place): void {
    const text = nodeValueOf(node) ?? '';
    for (let at = 0; at < text.length && !this.list.isFull; at += maxRunLength) {
      const to = Math.min(at + maxRunLength, text.length);
      this.append(wordsWithin(node, text.slice(at, to), at), { node, from: at, to }, place);
    }
  }

  private readFrame(frame: Frame, place: Place): void {
    this.flush();
    const box = rectOf(frame);
    if (box.width < 8 || box.height < 8) return;
    // Null when the frame shows another origin, which the browser keeps from us.
    const inner = frame.contentDocument;
    const body = inner && bodyOf(inner);
    if (body) this.readChildren(body, placeInFrame(frame, place));
    else if (touchesArea(box, place)) this.unreadableFrames.add(originOf(frame));
    this.flush();
  }

  private readHeading(element: Element, level: number, place: Place): void {
    const text = tidy(inlineText(element, fieldText));
    if (text !== '') this.list.add({ kind: 'heading', level, text, ...this.common(element, place) });
  }

  private readTable(table: Element, place: Place): void {
    const caption = captionOf(table);
    if (caption)
      this.list.add({ kind: 'paragraph', text: caption.text, ...this.common(caption.element, place) });
    const onCut = () => (this.list.truncated = true);
    for (const { element, place: ofRow, header, cells } of tableRows(table, place, onCut)) {
      this.list.add({ kind: 'row', header, cells, ...this.common(element, ofRow) });
      if (this.list.isFull) return;
    }
  }

  private readField(element: Element, field: Field, place: Place): void {
    const shown = place.clip.isShut ? undefined : shownPartOf(element);
    if (!shown) return;
    this.flush();
    this.list.add({ kind: 'field', ...field, ...this.common(shown, place) });
  }

  private readElement(element: Element, around: Place): void {
    if (carriesNoText(element)) return;
    const style = getComputedStyle(element);
    const place = placeOf(style, around);
    const field = fieldOf(element);
    if (field) return this.readField(element, field, place);
    const named = hasTag(element, 'label') ? fieldsNamedBy(element) : undefined;
    if (named) {
      for (const control of named) this.readElement(control, place);
      return;
    }
    if (!isShown(element)) return;
    const { display } = style;
    const isInline = display.startsWith('inline') || display === 'contents';
    const isBlock = !isInline || headingLevel(element) !== undefined || hasTag(element, 'br');
    if (isBlock) this.flush();
    const landmark = landmarkOf(element, place.landmark) ?? place.landmark;
    const within = placeWithin(element, style, display, place);
    this.readContent(element, style, landmark === within.landmark ? within : { ...within, landmark });
    if (!isInline) this.flush();
    else if (display.startsWith('inline-')) this.append(' ', pieceOf(element), place);
  }

  private readContent(element: Element, style: CSSStyleDeclaration, place: Place): void {
    const level = headingLevel(element);
    // What is positioned out of a shut box can still be seen, so its elements are walked.
    if (place.clip.isShut) this.readChildren(element, place);
    else if (isFrame(element)) this.readFrame(element, place);
    else if (level !== undefined) this.readHeading(element, level, place);
    else if (isDataTable(element)) this.readTable(element, place);
    else if (isShortRow(element, style)) this.append(rowText(element), pieceOf(element), place);
    else if (hasTag(element, 'img')) this.append(altWithin(element), pieceOf(element), place);
    else this.readChildren(element, place);
  }

  /** A page may break what we ask of one element on purpose; that must not cost the rest of it. */
  private readSafely(element: Element, place: Place): void {
    try {
      this.readElement(element, place);
    } catch {
      this.list.truncated = true;
    }
  }

  private readChildren(node: Element | ShadowRoot, place: Place): void {
    const owner = isElement(node) ? node : node.host;
    let textIsHidden = place.clip.isShut ? true : undefined;
    for (const child of renderedChildren(node)) {
      if (this.list.isFull) return;
      if (isElement(child)) this.readSafely(child, place);
      else if (nodeTypeOf(child) === Node.TEXT_NODE) {
        textIsHidden ??= hidesItsText(getComputedStyle(owner));
        if (!textIsHidden) this.readText(child, place);
      }
    }
  }

  readDocument(whole: WholeContent | undefined): PageText {
    const body = bodyOf(document);
    if (body) this.readChildren(body, placeOfWindow(whole));
    this.flush();
    const root = rootElementOf(document);
    return {
      title: titleOf(document).slice(0, 2_000),
      language: ((root && attributeOf(root, 'lang')) || navigator.language).slice(0, 64),
      blocks: this.list.blocks,
      unreadableFrames: [...this.unreadableFrames].slice(0, 100),
      truncated: this.list.truncated,
    };
  }
}

const altWithin = (image: HTMLImageElement): string =>
  isElementWithin(image) ? image.alt.slice(0, maxRunLength) : '';

const isFrame = (element: Element): element is Frame =>
  hasTag(element, 'iframe') || localNameOf(element) === 'frame';

/** What names a frame that cannot be read: its origin, where it has one. */
function originOf({ src }: Frame): string {
  const origin = URL.canParse(src) ? new URL(src).origin : 'null';
  return origin === 'null' ? originlessFrame : origin.slice(0, 300);
}

/** So many words that the text has only as parts of others, such as two elements without a blank between them, are looked up one by one. */
const mostLookUps = 300;

/** Tells whether the page's text has a word: what was withheld there must not be told by its place. */
function saidIn(blocks: PageText['blocks']): (word: { text: string }) => boolean {
  const said = blocks
    .map((block) => (block.kind === 'row' ? [...block.header, ...block.cells].join(' ') : lineOfBlock(block)))
    .join('\n');
  const whole = new Set(said.split(/\s+/));
  let lookUps = 0;
  return ({ text }) => whole.has(text) || ((lookUps += 1) <= mostLookUps && said.includes(text));
}

/** Nothing is claimed about the places of words that the text withholds. */
function withoutUnsaid(drawn: DrawnPage, isSaid: (word: { text: string }) => boolean): DrawnPage {
  const words = drawn.words.filter(isSaid);
  const left = new Set(words);
  const unsaid = drawn.words
    .filter((word) => !left.has(word))
    .map(({ x, y, width, height }) => ({ x, y, width, height }));
  return { ...drawn, words, opaque: [...drawn.opaque, ...unsaid].slice(0, maxOpaqueBoxes) };
}

/** What the browser says about the page and its window when the text is read. Lengths in CSS pixels. */
export type PageFacts = {
  /** The part that was asked for and read. */
  area?: Box;
  url: string;
  viewport: { width: number; height: number };
  scroll: { x: number; y: number };
  devicePixelRatio: number;
  /** The places of its words are in CSS pixels of the window. */
  pageText: PageText;
  /** Which words the window shows and where; undefined where that cannot be told. */
  drawn?: DrawnPage | undefined;
};

/**
 * Reads the page that is open in this window, or only the words that stand within `area` of it. An address longer than 8,192 characters
 * is cut. `whole` is the content that the picture shows beyond the window.
 */
export function readPage(area?: Box, whole?: WholeContent): PageFacts {
  forgetLabels();
  readWithin(area);
  const pageText = new PageReader().readDocument(whole);
  const [placedWords, drawnWords] = [new PlacedWords(), area || whole ? undefined : new DrawnWords()];
  walkWords(drawnWords ? [placedWords, drawnWords] : [placedWords]);
  readWithin(undefined);
  const [words, drawn] = [placedWords.found(), drawnWords?.found()];
  forgetLabels();
  return {
    ...(area && { area }),
    url: location.href.slice(0, 8_192),
    viewport: { width: innerWidth, height: innerHeight },
    scroll: { x: scrollX, y: scrollY },
    devicePixelRatio,
    pageText: { ...pageText, ...(words && { words: words.filter(saidIn(pageText.blocks)) }) },
    drawn: drawn && withoutUnsaid(drawn, saidIn(pageText.blocks)),
  };
}
