/**
 * Writes the page as it stands as HTML: its tree with shadow trees and frames, the state of its forms, its styles and its pictures. Runs in the page
 * as a content script. What nobody sees on the page is not written: text of hidden elements, hidden fields, comments, options that are not chosen.
 */
import {
  baseAttribute,
  boxAttribute,
  frameAttribute,
  pictureAttribute,
  sourceAttribute,
} from '#core/evidence/snapshot.ts';
import type { WrittenDraft } from '#core/evidence/snapshot.ts';
import { recordedAddress } from '#core/evidence/address.ts';
import { withheldValue } from '#core/evidence/withheld.ts';
import {
  adoptedSheetsOf,
  attributeOf,
  baseAddressOf,
  childNodesOf,
  isInQuirksMode,
  isVisible,
  localNameOf,
  nodeTypeOf,
  nodeValueOf,
  rectOf,
  rootElementOf,
  textContentOf,
} from '../page/native.ts';
import { hasTag, hidesItsText, isElement, isMasked, shadowRootOf } from '../page/visibility.ts';
import { isSecretField, isSecretText, isSvgRoot, keptAttributes } from './attributes.ts';
import { Budget, maxDepth } from './budget.ts';
import { CachedFiles } from './cached.ts';
import { escapeAttribute, escapeStyle, escapeText } from './escape.ts';
import { drawnPicture } from './pictures.ts';
import { sheetTexts } from './sheets.ts';

/** Where and how what is written stands: the frame's offset in CSS pixels of the window, and whether a reader can see it. */
type Around = {
  left: number;
  top: number;
  depth: number;
  hidden: boolean;
  inDrawing: boolean;
  /** Styles that are written at the document's end. */
  late: string[];
};
type Task =
  { node: Node; around: Around } | { text: string } | { sheets: readonly CSSStyleSheet[]; base: string };

const never = new Set(
  'script noscript template meta base title datalist param track source desc metadata link style'.split(' '),
);
const plugins = new Set(['object', 'embed', 'applet']);
const empty = new Set('area br col hr img input wbr'.split(' '));
const pictures = new Set(['img', 'canvas', 'video']);
const valueButtons = new Set(['submit', 'button', 'reset']);
const styleAddress = /url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^)"'\s]+))\s*\)/gi;

const absolute = (address: string, base: string): string =>
  URL.canParse(address, base) ? new URL(address, base).href : '';

/** As long as it was, so that hidden text takes its room and tells nothing. */
const unsaid = (text: string) => text.replaceAll(/\p{L}/gu, 'x').replaceAll(/\p{N}/gu, '0');

const px = (length: number) => `${Math.round(length * 100) / 100}px`;
const boxText = ({ left, top, width, height }: DOMRect, around: Around): string =>
  `${Math.floor(left + around.left)} ${Math.floor(top + around.top)} ${Math.ceil(width) + 1} ${Math.ceil(height) + 1}`;

/** The pane behind a modal dialog, which only a script can bring about, drawn as a shadow around it. */
function shadowOfTop(element: Element, { boxShadow }: CSSStyleDeclaration): string {
  const pane = `0 0 0 300vmax ${getComputedStyle(element, '::backdrop').backgroundColor}`;
  return boxShadow === 'none' || boxShadow === '' ? pane : `${boxShadow},${pane}`;
}

class PageWriter {
  private readonly budget = new Budget();
  private readonly files = new CachedFiles();
  private readonly resources = new Map<string, string>();
  private readonly range = new Range();
  private readonly frames: string[] = [];

  private async keepResources(css: string, base: string): Promise<void> {
    for (const [, double, single, bare] of css.matchAll(styleAddress)) {
      const address = absolute(double ?? single ?? bare ?? '', base);
      if (!/^https?:/.test(address) || this.resources.has(address)) continue;
      this.resources.set(address, '');
      const url = await this.files.dataUrl(address, this.budget);
      if (url !== undefined) this.resources.set(address, url);
      if (this.budget.sliceIsOver) await this.budget.rest();
    }
  }

  private async styleElements(
    sheet: CSSStyleSheet,
    base: string,
    source?: () => Promise<string | undefined>,
  ): Promise<string> {
    let written = '';
    for (const text of await sheetTexts(sheet, base, this.budget, source)) {
      await this.keepResources(text.css, text.base);
      const media = text.media ? ` media="${escapeAttribute(text.media)}"` : '';
      written += `<style ${baseAttribute}="${escapeAttribute(text.base)}"${media}>${escapeStyle(text.css)}</style>`;
    }
    return written;
  }

  private styleOf(element: Element): Promise<string> {
    // Only elements that carry a sheet come here; `link` and `style` of HTML and SVG have the property.
    const { sheet } = element as HTMLStyleElement;
    if (!sheet) return Promise.resolve('');
    const base = sheet.href ?? element.baseURI;
    const source = async () =>
      sheet.href === null
        ? (textContentOf(element) ?? undefined)
        : (await this.files.file(sheet.href))?.text();
    return this.styleElements(sheet, base, source);
  }

  /** The boxes of the element's own texts that are not blank. */
  private textBoxes(children: readonly Node[], around: Around): string {
    const boxes: string[] = [];
    for (const child of children) {
      if (nodeTypeOf(child) !== Node.TEXT_NODE || (nodeValueOf(child) ?? '').trim() === '') continue;
      this.range.selectNodeContents(child);
      boxes.push(boxText(this.range.getBoundingClientRect(), around));
    }
    return boxes.join(' ');
  }

  private async pictureOf(element: Element): Promise<string | undefined> {
    if (hasTag(element, 'img')) {
      const address = element.currentSrc;
      if (address.startsWith('data:image/')) {
        if (address.length > this.budget.left) return undefined;
        this.budget.write(address.length);
        return address;
      }
      const manySizes =
        attributeOf(element, 'srcset') !== null || element.parentElement?.localName === 'picture';
      const kept = manySizes ? undefined : await this.files.dataUrl(address, this.budget);
      if (kept !== undefined) return kept;
    }
    const drawn = await drawnPicture(element);
    if (drawn === undefined || drawn.length > this.budget.left) return undefined;
    this.budget.write(drawn.length);
    return drawn;
  }

  /** What the element's state adds to its attributes and, for `textarea`, its content. */
  private stateOf(element: Element, around: Around): { attributes: [string, string][]; content?: string } {
    const attributes: [string, string][] = [];
    if (hasTag(element, 'input')) {
      const { type } = element;
      if (type === 'checkbox' || type === 'radio') {
        if (element.checked) attributes.push(['checked', '']);
      } else if (
        type !== 'hidden' &&
        type !== 'file' &&
        type !== 'image' &&
        element.value !== '' &&
        !around.hidden
      ) {
        const secret = !valueButtons.has(type) && isSecretField(element);
        attributes.push(['value', secret ? withheldValue : element.value]);
      }
    } else if (hasTag(element, 'textarea')) {
      const secret = element.value !== '' && isSecretField(element);
      const content = around.hidden ? '' : secret ? withheldValue : element.value;
      return { attributes, content: `\n${escapeText(content)}` };
    } else if (hasTag(element, 'option') && element.selected) attributes.push(['selected', '']);
    return { attributes };
  }

  /** Declarations that stand in for what a file without script cannot say. */
  private inlineStyle(element: Element, style: CSSStyleDeclaration, hasPicture: boolean): string {
    const { width, height, left, top } = rectOf(element);
    const name = localNameOf(element);
    const fixedSize = `box-sizing:border-box;width:${px(width)};height:${px(height)}`;
    if (name === 'select' || (name === 'img' && !hasPicture) || name === 'iframe' || name === 'video')
      return style.display === 'inline' && width === 0 ? '' : fixedSize;
    try {
      if (Element.prototype.matches.call(element, ':modal, :popover-open'))
        return `position:fixed;inset:auto;left:${px(left)};top:${px(top)};margin:0;z-index:2147483647;${fixedSize};box-shadow:${shadowOfTop(element, style)}`;
    } catch {
      // An older browser that does not know these.
    }
    return '';
  }

  private async writeElement(element: Element, outer: Around, tasks: Task[]): Promise<string> {
    const name = localNameOf(element);
    const isSheet = name === 'style' || (name === 'link' && (element as HTMLLinkElement).sheet !== null);
    if (isSheet) {
      const style = await this.styleOf(element);
      // Within a drawing the parser reads styles otherwise; they hold for the whole tree wherever they stand.
      if (outer.inDrawing) outer.late.push(style);
      return outer.inDrawing ? '' : style;
    }
    if (never.has(name)) return '';
    if (name === 'head') {
      this.pushChildren(element, outer, tasks, '</head>');
      return `<head><meta charset="utf-8">`;
    }
    const style = getComputedStyle(element);
    const { display } = style;
    const drawing = outer.inDrawing || isSvgRoot(element);
    const gone = display === 'none' || display === '';
    // Options are drawn by their list, which the browser does not count as their box.
    const isItsOwn = display !== 'contents' && !drawing && name !== 'option' && name !== 'optgroup';
    const unseen = isItsOwn && !isVisible(element, { visibilityProperty: true, opacityProperty: true });
    const hidden = outer.hidden || gone || unseen;
    const around: Around = { ...outer, depth: outer.depth + 1, hidden, inDrawing: drawing };
    if (plugins.has(name)) {
      const { width, height } = rectOf(element);
      return `<span style="display:inline-block;width:${px(width)};height:${px(height)}"></span>`;
    }
    return this.writeShown(element, name, style, around, gone && !drawing, tasks);
  }

  private async writeShown(
    element: Element,
    name: string,
    style: CSSStyleDeclaration,
    around: Around,
    isShell: boolean,
    tasks: Task[],
  ): Promise<string> {
    const attributes = keptAttributes(element);
    const { attributes: state, content } = this.stateOf(element, around);
    attributes.push(...state);
    const isPicture = pictures.has(name) || isSvgRoot(element);
    const picture = pictures.has(name) && !around.hidden ? await this.pictureOf(element) : undefined;
    if (picture !== undefined) attributes.push([sourceAttribute, picture]);
    if (isPicture) attributes.push([pictureAttribute, '']);
    const extra = isShell ? '' : this.inlineStyle(element, style, picture !== undefined);
    const children = [...childNodesOf(element)];
    if (!around.hidden) {
      const own = isPicture || content !== undefined || name === 'input' || name === 'select';
      const boxes = own ? boxText(rectOf(element), around) : this.textBoxes(children, around);
      if (boxes !== '') attributes.push([boxAttribute, boxes]);
    }
    if (name === 'a' && attributeOf(element, 'href') !== null) attributes.push(['href', '#']);
    if (name === 'use') {
      const target = attributeOf(element, 'href') ?? attributeOf(element, 'xlink:href') ?? '';
      if (target.startsWith('#')) attributes.push(['href', target]);
    }
    if (name === 'iframe' && !isShell) await this.addFrame(element as HTMLIFrameElement, around, attributes);
    if (extra !== '') addStyle(attributes, extra);
    const tag = `<${name}${attributes.map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`).join('')}>`;
    if (empty.has(name)) return tag;
    const end = `</${name}>`;
    if (content !== undefined) return `${tag}${content}${end}`;
    if (isShell || name === 'iframe' || name === 'canvas' || name === 'video' || name === 'audio')
      return tag + end;
    if (!around.hidden && (isMasked(style) || isSecretText(element)))
      return `${tag}${(textContentOf(element) ?? '').trim() === '' ? '' : withheldValue}${end}`;
    if (around.depth > maxDepth) return tag + end;
    const saysNothing = hidesItsText(style);
    this.pushChildren(element, saysNothing ? { ...around, hidden: true } : around, tasks, end);
    const root = shadowRootOf(element);
    if (root) this.pushShadow(root, around, tasks);
    return tag;
  }

  /** Pushed in reverse: the last one is written first. */
  private pushChildren(element: Element | ShadowRoot, around: Around, tasks: Task[], end: string): void {
    tasks.push({ text: end });
    const isHost = 'tagName' in element && shadowRootOf(element) !== null;
    const isShut = 'tagName' in element && hasTag(element, 'details') && !element.open;
    const chosenOnly =
      'tagName' in element && hasTag(element, 'select') && element.size <= 1 && !element.multiple;
    for (const node of [...childNodesOf(element)].reverse()) {
      const type = nodeTypeOf(node);
      // Text of a shadow host that no slot takes is nowhere on the page.
      if (type === Node.TEXT_NODE && isHost && (node as Text).assignedSlot === null) continue;
      if (chosenOnly && isElement(node) && hasTag(node, 'option') && !node.selected) continue;
      if (type === Node.TEXT_NODE && isShut) continue;
      if (type === Node.TEXT_NODE || type === Node.ELEMENT_NODE) tasks.push({ node, around });
    }
  }

  private pushShadow(root: ShadowRoot, around: Around, tasks: Task[]): void {
    tasks.push({ text: '</template>' });
    tasks.push({ sheets: root.adoptedStyleSheets, base: root.host.baseURI });
    for (const node of [...childNodesOf(root)].reverse())
      if (nodeTypeOf(node) === Node.TEXT_NODE || nodeTypeOf(node) === Node.ELEMENT_NODE)
        tasks.push({ node, around });
    tasks.push({ text: '<template shadowrootmode="open">' });
  }

  private async addFrame(
    frame: HTMLIFrameElement,
    around: Around,
    attributes: [string, string][],
  ): Promise<void> {
    const inner = around.hidden ? null : frame.contentDocument;
    if (!inner || around.depth > maxDepth) return;
    const { left, top } = rectOf(frame);
    const place = {
      ...around,
      left: around.left + left + frame.clientLeft,
      top: around.top + top + frame.clientTop,
      depth: around.depth + 1,
      inDrawing: false,
      late: [],
    };
    const html = await this.writeDocument(inner, place);
    attributes.push([frameAttribute, String(this.frames.length)]);
    this.frames.push(html);
  }

  private writeText(node: Node, around: Around): string {
    const text = nodeValueOf(node) ?? '';
    if (!around.hidden) return escapeText(text);
    return around.inDrawing ? '' : escapeText(unsaid(text));
  }

  async writeDocument(page: Document, around: Around): Promise<string> {
    const root = rootElementOf(page);
    if (!root) return '';
    const out: string[] = [isInQuirksMode(page) ? '' : '<!doctype html>'];
    const tasks: Task[] = [
      { sheets: adoptedSheetsOf(page), base: baseAddressOf(page) },
      { node: root, around },
    ];
    for (let task = tasks.pop(); task; task = tasks.pop()) {
      let written = '';
      if ('text' in task) written = task.text;
      else if ('sheets' in task) {
        for (const sheet of task.sheets) written += await this.styleElements(sheet, task.base);
      } else {
        this.budget.node();
        written = isElement(task.node)
          ? await this.writeElement(task.node, task.around, tasks)
          : this.writeText(task.node, task.around);
        this.budget.write(written.length);
      }
      out.push(written);
      if (this.budget.sliceIsOver) await this.budget.rest();
    }
    return [...out, ...around.late].join('');
  }

  async write(): Promise<WrittenDraft> {
    this.budget.expect(document.getElementsByTagName('*').length);
    const scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const around = { left: 0, top: 0, depth: 0, hidden: false, inDrawing: false, late: [] };
    const html = await this.writeDocument(document, around);
    return {
      kind: 'draft',
      html,
      frames: this.frames,
      resources: [...this.resources].filter(([, url]) => url !== ''),
      page: recordedAddress(location.href.slice(0, 8_192)),
      scroll: { x: scrollX, y: scrollY },
      colorScheme: scheme,
    };
  }
}

function addStyle(attributes: [string, string][], extra: string): void {
  const own = attributes.find(([name]) => name === 'style');
  if (own) own[1] = `${own[1].replace(/;?\s*$/, '')};${extra}`;
  else attributes.push(['style', extra]);
}

/** The page as it stands. Rejects with `NoSnapshot` when it is larger than a snapshot may be. */
export const writePage = (): Promise<WrittenDraft> => new PageWriter().write();
