/** Redaction of a page's snapshot. What it cannot be sure of, it gives up: then there is no snapshot any more. */
import { boxAttribute, pictureAttribute } from '../evidence/snapshot.ts';
import type { Span } from '../evidence/span.ts';
import { redactedMark } from './mark.ts';
import { makeWordFinder } from './occurrences.ts';
import type { PictureBox } from './redact-recognised-text.ts';
import { redactSpans } from './redact-text.ts';
import { partsToHtml, snapshotParts, voidElements } from './snapshot-parts.ts';
import type { SnapshotPart, SnapshotTag } from './snapshot-parts.ts';

/** What to strike from a snapshot. Boxes are in CSS pixels of the window in which the page was captured. */
export type SnapshotWish = {
  words: readonly string[];
  /** Areas that a person marked: whatever the page shows there goes. */
  areas: readonly PictureBox[];
  /** All that was filled in the picture. */
  filled: readonly PictureBox[];
  /** The part of the page that the picture shows; a picture outside of it was looked at by nobody, and goes. */
  shown: PictureBox | undefined;
};

const nothing = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
const fields = new Set(['input', 'textarea', 'select']);
/** What an element in a marked area may keep: how it looks. */
const looks = new Set([
  'class',
  'style',
  'id',
  'type',
  'role',
  'width',
  'height',
  boxAttribute,
  pictureAttribute,
]);

const meets = (one: PictureBox, other: PictureBox) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;
const isWithin = (inner: PictureBox, outer: PictureBox) =>
  inner.x >= outer.x - 2 &&
  inner.y >= outer.y - 2 &&
  inner.x + inner.width <= outer.x + outer.width + 2 &&
  inner.y + inner.height <= outer.y + outer.height + 2;

const attributeOf = (tag: SnapshotTag, name: string) => tag.attributes.find(([key]) => key === name)?.[1];

function boxesOf(tag: SnapshotTag): PictureBox[] {
  const numbers = (attributeOf(tag, boxAttribute) ?? '').split(' ').map(Number);
  const boxes: PictureBox[] = [];
  for (let at = 0; at + 3 < numbers.length; at += 4) {
    const [x = 0, y = 0, width = 0, height = 0] = numbers.slice(at, at + 4);
    boxes.push({ x, y, width, height });
  }
  return boxes;
}

/** Fonts stay as they are; pictures in styles go, because nothing says where they are shown. */
const dataInStyle = /url\("data:[^"]*"\)/g;
const isFont = (address: string) => /^url\("data:(?:font|application)\//.test(address);

type Find = (text: string) => Span[];

/** Letters and digits of each word become `redacted`: signs stay, so that the style is read as before. */
function strikeCss(css: string, find: Find, withContent: boolean): string {
  let struck = '';
  let at = 0;
  const piece = (text: string) => {
    let left = '';
    let from = 0;
    for (const { start, end } of find(text)) {
      left += text.slice(from, start) + text.slice(start, end).replaceAll(/[\p{L}\p{N}\p{M}]+/gu, 'redacted');
      from = end;
    }
    left += text.slice(from);
    return left.replaceAll(/(content\s*:)([^;}]*)/gi, (declaration: string, name: string, value: string) => {
      const said = [...value.matchAll(/"([^"]*)"/g)].map(([, text = '']) => text);
      return withContent || find(said.join('')).length > 0
        ? name + value.replaceAll(/"[^"]*"/g, (text) => text.replaceAll(/[\p{L}\p{N}]/gu, ''))
        : declaration;
    });
  };
  for (const { 0: address, index } of css.matchAll(dataInStyle)) {
    struck += piece(css.slice(at, index)) + (isFont(address) ? address : 'url("data:,")');
    at = index + address.length;
  }
  return struck + piece(css.slice(at));
}

/** Strikes in all texts at once: a word may be spread over many elements. */
function strikeTexts(parts: readonly SnapshotPart[], find: Find): void {
  const texts = parts.filter((part) => part.kind === 'text');
  let at = 0;
  const starts = texts.map(({ text }) => {
    const start = at;
    at += text.length;
    return start;
  });
  const across = find(texts.map(({ text }) => text).join(''));
  let next = 0;
  for (const [n, part] of texts.entries()) {
    const start = starts[n]!;
    const end = start + part.text.length;
    const spans = find(part.text);
    while (next < across.length && across[next]!.end <= start) next += 1;
    for (let k = next; k < across.length && across[k]!.start < end; k += 1)
      spans.push({
        start: Math.max(0, across[k]!.start - start),
        end: Math.min(part.text.length, across[k]!.end - start),
      });
    if (spans.length > 0) part.text = redactSpans(part.text, spans);
  }
}

/** Where the element that begins at this part ends. */
function endOf(parts: readonly SnapshotPart[], from: number): number {
  let depth = 0;
  for (let at = from; at < parts.length; at += 1) {
    const part = parts[at]!;
    if (part.kind === 'tag' && !voidElements.has(part.name)) depth += 1;
    if (part.kind === 'end') depth -= 1;
    if (depth === 0) return at;
  }
  return parts.length;
}

/** Names that HTML gives say nothing of anybody. */
const common = new Set(
  `title alt value name for lang dir checked selected disabled readonly required colspan rowspan href src poster placeholder media open hidden multiple
   size rows cols srcdoc sandbox x y d r cx cy rx ry fill viewbox shadowrootmode`.split(/\s+/),
);
const isCommon = (attribute: string) =>
  looks.has(attribute) || common.has(attribute.toLowerCase()) || attribute.startsWith('aria-');
/** Only a page's own elements have names of the page's own. */
const isOwnName = (element: string) => element.includes('-');

class SnapshotRedactor {
  private readonly find: Find;
  private readonly wish: SnapshotWish;

  constructor(wish: SnapshotWish) {
    this.wish = wish;
    this.find = makeWordFinder(wish.words);
  }

  private strikeTag(tag: SnapshotTag): void {
    tag.attributes = tag.attributes
      .filter(([name]) => isCommon(name) || this.find(name).length === 0)
      .map(([name, value]) => {
        if (value === undefined || name === boxAttribute || tag.name === 'meta') return [name, value];
        if (name === 'srcdoc') return [name, this.redact(value) ?? ''];
        if (name === 'style') return [name, strikeCss(value, this.find, false)];
        if (value.startsWith('data:image/') && (name === 'src' || name === 'poster')) return [name, value];
        return [name, redactSpans(value, this.find(value))];
      });
  }

  private mayStay(tag: SnapshotTag): boolean {
    const [box] = boxesOf(tag);
    const { shown, filled, areas } = this.wish;
    const source = attributeOf(tag, 'src') ?? attributeOf(tag, 'poster') ?? '';
    // A drawing holds its words as text, where this code does not look.
    if (!box || !shown || source.startsWith('data:image/svg')) return false;
    return isWithin(box, shown) && ![...filled, ...areas].some((area) => meets(box, area));
  }

  private strikePicture(parts: SnapshotPart[], at: number, tag: SnapshotTag): void {
    if (this.mayStay(tag)) return;
    const [box] = boxesOf(tag);
    if (tag.name === 'svg') {
      // The shapes of icons all over the page say nothing; those in a marked area may.
      if (!box || this.wish.areas.some((area) => meets(box, area)))
        parts.splice(at + 1, endOf(parts, at) - at - 1);
      return;
    }
    tag.attributes = tag.attributes.filter(([name]) => name !== 'src' && name !== 'poster' && name !== 'alt');
    if (tag.name !== 'img') return;
    tag.attributes.push(['src', nothing]);
    const style = attributeOf(tag, 'style') ?? '';
    const size = box ? `;width:${box.width - 1}px;height:${box.height - 1}px` : '';
    tag.attributes = tag.attributes.filter(([name]) => name !== 'style');
    tag.attributes.push(['style', `${style}${size};background:#111`]);
  }

  /** Takes what lies below the marked areas: each text by its own box, the whole value of a field. */
  private strikeBelow(parts: SnapshotPart[], at: number, tag: SnapshotTag): void {
    const { areas } = this.wish;
    const boxes = boxesOf(tag);
    const below = boxes.map((box) => areas.some((area) => meets(box, area)));
    if (!below.includes(true)) return;
    const isField = fields.has(tag.name);
    tag.attributes = tag.attributes.flatMap(([name, value]): SnapshotTag['attributes'] =>
      name === 'value' ? [[name, redactedMark]] : looks.has(name) ? [[name, value]] : [],
    );
    let depth = 0;
    let text = 0;
    for (let n = at; n < endOf(parts, at); n += 1) {
      const part = parts[n]!;
      if (part.kind === 'tag' && !voidElements.has(part.name)) depth += 1;
      if (part.kind === 'end') depth -= 1;
      if (part.kind !== 'text' || part.text.trim() === '') continue;
      if (isField) part.text = redactedMark;
      else if (depth === 1) {
        if (below[text] ?? true) part.text = redactedMark;
        text += 1;
      }
    }
  }

  private isClean(parts: readonly SnapshotPart[]): boolean {
    const texts = parts.flatMap((part): string[] => {
      switch (part.kind) {
        case 'text':
          return [part.text];
        case 'css':
          return [part.text.replaceAll(dataInStyle, '')];
        case 'end':
          return [];
        case 'tag':
          if (part.name === 'meta') return [];
          return [
            ...(isOwnName(part.name) ? [part.name] : []),
            ...part.attributes
              .filter(
                ([name, value]) =>
                  name !== boxAttribute && name !== 'srcdoc' && !value?.startsWith('data:image/'),
              )
              .flatMap(([name, value = '']) => [
                ...(isCommon(name) ? [] : [name]),
                value.replaceAll(dataInStyle, ''),
              ]),
          ];
      }
    });
    const whole = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
    return [whole, ...new Set(texts)].every((text) => this.find(text).length === 0);
  }

  redact(html: string): string | undefined {
    const parts = snapshotParts(html);
    if (!parts) return undefined;
    for (let at = 0; at < parts.length; at += 1) {
      const part = parts[at]!;
      if (part.kind === 'css') part.text = strikeCss(part.text, this.find, this.wish.areas.length > 0);
      if (part.kind !== 'tag') continue;
      const isPicture = part.attributes.some(([name]) => name === pictureAttribute);
      if (isPicture) this.strikePicture(parts, at, part);
      else this.strikeBelow(parts, at, part);
      this.strikeTag(part);
    }
    strikeTexts(parts, this.find);
    return this.isClean(parts) ? partsToHtml(parts, /^<!doctype/i.test(html)) : undefined;
  }
}

/**
 * The snapshot with the words struck from texts, attributes and styles, and with everything gone that lies below the marked areas. Pictures stay only where
 * the clip's own picture shows them without a mark. `undefined` when it cannot be sure that all is gone: the snapshot must go then.
 */
export const redactSnapshot = (html: string, wish: SnapshotWish): string | undefined =>
  new SnapshotRedactor(wish).redact(html);
