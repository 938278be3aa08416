/**
 * Reads what a page says, in the order in which a reader meets it. Runs inside the page as a content script, so it trusts nothing
 * but the browser's own interfaces, and its result is parsed again on arrival.
 */
import { maxOpaqueBoxes } from '#core/recognition/drawn-words.ts';
import type { DrawnPage } from '#core/recognition/drawn-words.ts';
import type { PageText, PlacedWord } from '#core/recognition/page-text.ts';
import { lineOfBlock } from '#core/recognition/shared-lines.ts';
import { isElementWithin, readsPart, readWithin, touchesArea, wordsWithin } from './area.ts';
import { BlockList } from './block-list.ts';
import { DrawnWords } from './drawn-words.ts';
import { fieldOf, fieldText, shownPartOf } from './fields.ts';
import type { Field } from './fields.ts';
import { beginItem, forgetCuts, inlineText, textWasCut } from './inline-text.ts';
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
import { inSlices, Slices } from './slices.ts';
import type { Sliced } from './slices.ts';
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
import { WordWalk } from './walk-words.ts';

/** A longer text, such as a log, becomes several paragraphs. */
const maxRunLength = 20_000;
/** So long a page is read, its own turns among it; what is not read by then is left out, and the text says that it is cut. */
const patienceMs = 4_000;
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
  private readonly slices: Slices;
  private readonly patienceMs: number;
  private run: Run | undefined;

  constructor(slices: Slices, patience: number) {
    this.slices = slices;
    this.patienceMs = patience;
  }

  private *rest(): Sliced<void> {
    yield;
    if (this.slices.sinceBegun > this.patienceMs) this.list.close();
  }

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

  private *readText(node: Node, place: Place): Sliced<void> {
    const text = nodeValueOf(node) ?? '';
    for (let at = 0; at < text.length && !this.list.isFull; at += maxRunLength) {
      if (this.slices.isOver) yield* this.rest();
      const to = Math.min(at + maxRunLength, text.length);
      this.append(wordsWithin(node, text.slice(at, to), at), { node, from: at, to }, place);
    }
  }

  private *readFrame(frame: Frame, place: Place): Sliced<void> {
    this.flush();
    const box = rectOf(frame);
    if (box.width < 8 || box.height < 8) return;
    // Null when the frame shows another origin, which the browser keeps from us.
    const inner = frame.contentDocument;
    const body = inner && bodyOf(inner);
    if (body) yield* this.readChildren(body, placeInFrame(frame, place));
    else if (touchesArea(box, place)) this.unreadableFrames.add(originOf(frame));
    this.flush();
  }

  private readHeading(element: Element, level: number, place: Place): void {
    const text = tidy(inlineText(element, fieldText));
    if (text !== '') this.list.add({ kind: 'heading', level, text, ...this.common(element, place) });
  }

  private *readTable(table: Element, place: Place): Sliced<void> {
    const caption = captionOf(table);
    if (caption)
      this.list.add({ kind: 'paragraph', text: caption.text, ...this.common(caption.element, place) });
    const onCut = () => (this.list.truncated = true);
    for (const row of tableRows(table, place, this.slices, onCut)) {
      if (this.slices.isOver) yield* this.rest();
      if (this.list.isFull) return;
      if (!row) continue;
      const { element, place: ofRow, header, cells } = row;
      this.list.add({ kind: 'row', header, cells, ...this.common(element, ofRow) });
    }
  }

  private readField(element: Element, field: Field, place: Place): void {
    const shown = place.clip.isShut ? undefined : shownPartOf(element);
    if (!shown) return;
    this.flush();
    this.list.add({ kind: 'field', ...field, ...this.common(shown, place) });
  }

  private *readElement(element: Element, around: Place): Sliced<void> {
    if (carriesNoText(element)) return;
    beginItem();
    const style = getComputedStyle(element);
    const place = placeOf(style, around);
    const field = fieldOf(element);
    if (field) return this.readField(element, field, place);
    const named = hasTag(element, 'label') ? fieldsNamedBy(element) : undefined;
    if (named) {
      for (const control of named) yield* this.readElement(control, place);
      return;
    }
    if (!isShown(element)) return;
    const { display } = style;
    const isInline = display.startsWith('inline') || display === 'contents';
    const isBlock = !isInline || headingLevel(element) !== undefined || hasTag(element, 'br');
    if (isBlock) this.flush();
    const landmark = landmarkOf(element, place.landmark) ?? place.landmark;
    const within = placeWithin(element, style, display, place);
    yield* this.readContent(element, style, landmark === within.landmark ? within : { ...within, landmark });
    if (!isInline) this.flush();
    else if (display.startsWith('inline-')) this.append(' ', pieceOf(element), place);
  }

  private *readContent(element: Element, style: CSSStyleDeclaration, place: Place): Sliced<void> {
    const level = headingLevel(element);
    // What is positioned out of a shut box can still be seen, so its elements are walked.
    if (place.clip.isShut) yield* this.readChildren(element, place);
    else if (isFrame(element)) yield* this.readFrame(element, place);
    else if (level !== undefined) this.readHeading(element, level, place);
    else if (isDataTable(element)) yield* this.readTable(element, place);
    else if (isShortRow(element, style)) this.append(rowText(element), pieceOf(element), place);
    else if (hasTag(element, 'img')) this.append(altWithin(element), pieceOf(element), place);
    else yield* this.readChildren(element, place);
  }

  /** A page may break what we ask of one element on purpose; that must not cost the rest of it. */
  private *readSafely(element: Element, place: Place): Sliced<void> {
    try {
      yield* this.readElement(element, place);
    } catch {
      this.list.truncated = true;
    }
  }

  private *readChildren(node: Element | ShadowRoot, place: Place): Sliced<void> {
    const owner = isElement(node) ? node : node.host;
    let textIsHidden = place.clip.isShut ? true : undefined;
    for (const child of renderedChildren(node)) {
      if (this.slices.isOver) yield* this.rest();
      if (this.list.isFull) return;
      if (isElement(child)) yield* this.readSafely(child, place);
      else if (nodeTypeOf(child) === Node.TEXT_NODE) {
        textIsHidden ??= hidesItsText(getComputedStyle(owner));
        if (!textIsHidden) yield* this.readText(child, place);
      }
    }
  }

  *readDocument(whole: WholeContent | undefined): Sliced<PageText> {
    const body = bodyOf(document);
    if (body) yield* this.readChildren(body, placeOfWindow(whole));
    this.flush();
    const root = rootElementOf(document);
    return {
      title: titleOf(document).slice(0, 2_000),
      language: ((root && attributeOf(root, 'lang')) || navigator.language).slice(0, 64),
      blocks: this.list.blocks,
      unreadableFrames: [...this.unreadableFrames].slice(0, 100),
      truncated: this.list.truncated || textWasCut(),
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
function* saidIn(blocks: PageText['blocks'], slices: Slices): Sliced<(word: { text: string }) => boolean> {
  const lines: string[] = [];
  const whole = new Set<string>();
  for (const block of blocks) {
    if (slices.isOver) yield;
    const line = block.kind === 'row' ? [...block.header, ...block.cells].join(' ') : lineOfBlock(block);
    lines.push(line);
    for (const word of line.split(/\s+/)) whole.add(word);
  }
  const said = lines.join('\n');
  let lookUps = 0;
  return ({ text }) => whole.has(text) || ((lookUps += 1) <= mostLookUps && said.includes(text));
}

function* saidWords<Word extends { text: string }>(
  words: readonly Word[],
  blocks: PageText['blocks'],
  slices: Slices,
): Sliced<Set<Word>> {
  const isSaid = yield* saidIn(blocks, slices);
  const found = new Set<Word>();
  for (const word of words) {
    if (slices.isOver) yield;
    if (isSaid(word)) found.add(word);
  }
  return found;
}

/** Nothing is claimed about the places of words that the text withholds. */
function withoutUnsaid(drawn: DrawnPage, said: ReadonlySet<DrawnPage['words'][number]>): DrawnPage {
  const unsaid = drawn.words
    .filter((word) => !said.has(word))
    .map(({ x, y, width, height }) => ({ x, y, width, height }));
  return { ...drawn, words: [...said], opaque: [...drawn.opaque, ...unsaid].slice(0, maxOpaqueBoxes) };
}

/** The page's window at the moment of which the places are. */
type WindowFacts = Pick<PageFacts, 'url' | 'viewport' | 'scroll' | 'devicePixelRatio'>;
type Places = { window: WindowFacts; words: PlacedWord[] | undefined; drawn: DrawnPage | undefined };
/** How often words are placed anew on a page that moves while it has its turn. */
const mostWalks = 3;
/** The share of the whole time that may go into the places; the text goes before. */
const shareOfPlaces = 2 / 3;

/** Where the words stand that the window shows: all places are of one moment, or none are told. */
function* placesOfWords(slices: Slices, patience: number, drawnToo: boolean): Sliced<Places> {
  let window = windowFacts();
  for (let walks = 0; walks < mostWalks; walks += 1) {
    window = windowFacts();
    const [placedWords, drawnWords] = [new PlacedWords(), drawnToo ? new DrawnWords() : undefined];
    const listeners = drawnWords ? [placedWords, drawnWords] : [placedWords];
    const walk = new WordWalk(listeners, slices, patience * shareOfPlaces);
    yield* walk.read();
    const places = {
      window,
      words: placedWords.found(),
      drawn: drawnWords && (yield* drawnWords.found(slices)),
    };
    if ((yield* walk.isSteady()) && isSameSize(window, windowFacts())) return places;
  }
  return { window, words: undefined, drawn: undefined };
}

/** What was read before the window changed its size may stand where it stood, and what comes after it elsewhere. */
const isSameSize = (one: WindowFacts, other: WindowFacts): boolean =>
  one.viewport.width === other.viewport.width &&
  one.viewport.height === other.viewport.height &&
  one.devicePixelRatio === other.devicePixelRatio;

const windowFacts = (): WindowFacts => ({
  url: location.href.slice(0, 8_192),
  viewport: { width: innerWidth, height: innerHeight },
  scroll: { x: scrollX, y: scrollY },
  devicePixelRatio,
});

/** What the browser says about the page and its window when the text is read. Lengths in CSS pixels. */
export type PageFacts = {
  /** The part that was asked for and read. */
  area?: Box;
  url: string;
  viewport: { width: number; height: number };
  scroll: { x: number; y: number };
  devicePixelRatio: number;
  /** Whose menu the page shows in a corner. */
  account?: string;
  /** The places of its words are in CSS pixels of the window. */
  pageText: PageText;
  /** Which words the window shows and where; undefined where that cannot be told. */
  drawn?: DrawnPage | undefined;
};

function* readInSlices(
  slices: Slices,
  area: Box | undefined,
  whole: WholeContent | undefined,
  patience: number,
): Sliced<PageFacts> {
  readWithin(area);
  // The places first: they are to be those of the picture, which is taken at this moment.
  const { window, words, drawn } = yield* placesOfWords(slices, patience, !area && !whole);
  // On a busy machine the places may have used up all the time, and more.
  const untilRead = Math.max(patience, slices.sinceBegun + patience * (1 - shareOfPlaces));
  const pageText = yield* new PageReader(slices, untilRead).readDocument(whole);
  const { blocks } = pageText;
  return {
    ...(area && { area }),
    ...window,
    pageText: { ...pageText, ...(words && { words: [...(yield* saidWords(words, blocks, slices))] }) },
    drawn: drawn && withoutUnsaid(drawn, yield* saidWords(drawn.words, blocks, slices)),
  };
}

/**
 * Reads the page that is open in this window, or only the words that stand within `area` of it, in slices between which the page has its
 * turn, for `patience` milliseconds at most. An address longer than 8,192 characters is cut. `whole` is the content that the picture shows
 * beyond the window.
 */
export async function readPage(area?: Box, whole?: WholeContent, patience = patienceMs): Promise<PageFacts> {
  forgetLabels();
  forgetCuts();
  const slices = new Slices();
  try {
    return await inSlices(readInSlices(slices, area, whole, patience), slices);
  } finally {
    readWithin(undefined);
    forgetLabels();
  }
}
