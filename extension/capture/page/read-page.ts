/**
 * Reads what a page says, in the order in which a reader meets it. Runs inside the page as a content script, so it trusts nothing
 * but the browser's own interfaces, and its result is parsed again on arrival.
 */
import type { Landmark, PageBlock, PageText } from '#core/recognition/page-text.ts';
import { fieldIsShown, fieldOf, labelOf } from './fields.ts';
import { landmarkOf } from './landmarks.ts';
import { inlineText, isDataTable, tableRows } from './tables.ts';
import { carriesNoText, hasTag, isElement, isShown, renderedChildren, tidy } from './visibility.ts';

const maxBlocks = 20_000;
const maxTextLength = 20_000;

type Place = { landmark: Landmark; frameTop: number; frameLeft: number };

class PageReader {
  readonly blocks: PageBlock[] = [];
  readonly unreadableFrames = new Set<string>();
  truncated = false;
  private run = '';
  private runOwner: Element | undefined;

  /** Adds a block unless there are too many already. */
  private add(block: PageBlock): void {
    if (this.blocks.length >= maxBlocks) this.truncated = true;
    else this.blocks.push(block);
  }

  private common(element: Element, place: Place) {
    const box = element.getBoundingClientRect();
    const top = box.top + place.frameTop;
    const left = box.left + place.frameLeft;
    const inPicture =
      top < topWindow.innerHeight &&
      top + box.height > 0 &&
      left < topWindow.innerWidth &&
      left + box.width > 0;
    return { landmark: place.landmark, inPicture };
  }

  /** Ends the run of inline text that was being gathered. */
  private flush(place: Place): void {
    const text = tidy(this.run).slice(0, maxTextLength);
    const owner = this.runOwner;
    this.run = '';
    this.runOwner = undefined;
    if (text === '' || !owner) return;
    const kind = owner.closest('li, dt, dd, [role="listitem"]') ? 'item' : 'paragraph';
    this.add({ kind, text, ...this.common(owner, place) });
  }

  private readText(text: string, owner: Element): void {
    if (text.trim() !== '') this.runOwner ??= owner;
    this.run += text;
  }

  private readFrame(frame: HTMLIFrameElement, place: Place): void {
    const box = frame.getBoundingClientRect();
    if (box.width < 8 || box.height < 8) return;
    // Null when the frame shows another origin, which the browser keeps from us.
    const inner = frame.contentDocument;
    if (inner?.body) {
      const frameTop = place.frameTop + box.top;
      const frameLeft = place.frameLeft + box.left;
      this.readChildren(inner.body, { ...place, frameTop, frameLeft });
      this.flush(place);
    } else if (URL.canParse(frame.src)) {
      this.unreadableFrames.add(new URL(frame.src).origin.slice(0, 300));
    }
  }

  private readHeading(element: Element, level: number, place: Place): void {
    const text = tidy(inlineText(element)).slice(0, maxTextLength);
    if (text !== '') this.add({ kind: 'heading', level, text, ...this.common(element, place) });
  }

  private readTable(table: Element, place: Place): void {
    for (const { element, header, cells } of tableRows(table)) {
      this.add({ kind: 'row', header, cells, ...this.common(element, place) });
    }
  }

  private readElement(element: Element, place: Place): void {
    if (carriesNoText(element)) return;
    const field = fieldOf(element);
    if (field) {
      if (!fieldIsShown(element)) return;
      this.flush(place);
      this.add({ kind: 'field', ...field, ...this.common(element, place) });
      return;
    }
    if (hasTag(element, 'label') && namesItsField(element)) {
      if (element.control && element.contains(element.control)) this.readElement(element.control, place);
      return;
    }
    const { display } = getComputedStyle(element);
    if (display !== 'contents' && !isShown(element)) return;
    const here = { ...place, landmark: landmarkOf(element, place.landmark) ?? place.landmark };
    const level = headingLevel(element);
    const isInline = display.startsWith('inline') || display === 'contents';
    if (!isInline || level !== undefined || element.tagName === 'BR') this.flush(place);
    if (hasTag(element, 'iframe')) this.readFrame(element, here);
    else if (level !== undefined) this.readHeading(element, level, here);
    else if (isDataTable(element)) this.readTable(element, here);
    else if (isShortRow(element, display)) this.readText(rowText(element), element);
    else if (hasTag(element, 'img')) this.readText(element.alt, element);
    else this.readChildren(element, here);
    if (!isInline) this.flush(here);
    else if (display !== 'inline') this.run += ' ';
  }

  readChildren(node: Element | ShadowRoot, place: Place): void {
    const owner = isElement(node) ? node : node.host;
    for (const child of renderedChildren(node)) {
      if (child.nodeType === Node.TEXT_NODE) this.readText(child.nodeValue ?? '', owner);
      else if (isElement(child)) this.readElement(child, place);
    }
  }

  readDocument(): PageText {
    const place: Place = { landmark: 'main', frameTop: 0, frameLeft: 0 };
    if (document.body) this.readChildren(document.body, place);
    this.flush(place);
    return {
      title: document.title.slice(0, 2_000),
      language: (document.documentElement.lang || navigator.language).slice(0, 64),
      blocks: this.blocks,
      unreadableFrames: [...this.unreadableFrames].slice(0, 100),
      truncated: this.truncated,
    };
  }
}

const topWindow = window;

/** True when the field that the label belongs to is read with just this label, so that it need not stand there twice. */
function namesItsField(label: HTMLLabelElement): boolean {
  const { control } = label;
  if (!control || !fieldOf(control) || !fieldIsShown(control)) return false;
  return labelOf(control) === tidy(label.textContent ?? '');
}

function headingLevel(element: Element): number | undefined {
  const tag = /^H([1-6])$/.exec(element.tagName);
  if (tag) return Number(tag[1]);
  if (element.getAttribute('role') !== 'heading') return undefined;
  return Math.min(6, Math.max(1, Number(element.getAttribute('aria-level')) || 2));
}

/** A line made of boxes side by side, such as a setting's name with its value: it reads as one line. */
function isShortRow(element: Element, display: string): boolean {
  if (!display.endsWith('flex') && !display.endsWith('grid')) return false;
  if (display.endsWith('flex') && getComputedStyle(element).flexDirection.startsWith('column')) return false;
  const length = tidy(element.textContent ?? '').length;
  if (length === 0 || length > 160 || element.getBoundingClientRect().height > 80) return false;
  return !element.querySelector(
    'h1, h2, h3, h4, table, iframe, input, select, textarea, [role="switch"], [role="checkbox"]',
  );
}

const rowText = (element: Element): string =>
  renderedChildren(element)
    .map((child) => tidy(inlineText(child)))
    .filter((text) => text !== '')
    .join(' · ');

/** What the browser says about the page and its window when the text is read. Lengths in CSS pixels. */
export type PageFacts = {
  url: string;
  viewport: { width: number; height: number };
  scroll: { x: number; y: number };
  devicePixelRatio: number;
  pageText: PageText;
};

export function readPage(): PageFacts {
  return {
    url: location.href,
    viewport: { width: innerWidth, height: innerHeight },
    scroll: { x: scrollX, y: scrollY },
    devicePixelRatio,
    pageText: new PageReader().readDocument(),
  };
}
