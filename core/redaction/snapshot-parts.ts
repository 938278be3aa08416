/**
 * A snapshot cut into its parts and put together again, without a DOM. It reads only what a browser's serialiser writes (HTML, 13.3):
 * attributes in double quotes, the five references below, styles as they are. Anything else is no snapshot of ours.
 */

export type SnapshotTag = { kind: 'tag'; name: string; attributes: [string, string | undefined][] };
export type SnapshotPart =
  | SnapshotTag
  | { kind: 'end'; name: string }
  | { kind: 'text'; text: string }
  | { kind: 'css'; text: string };

/** Elements without an end tag. */
export const voidElements = new Set('area br col hr img input wbr meta'.split(' '));

const token =
  /<!doctype html>|<(?<end>\/)?(?<name>[a-z][^\s<>"/]*)(?<attributes>(?: [^\s"'<>/=]+(?:="[^"]*")?)*)>|(?<text>[^<]+)/iy;
const attribute = / ([^\s"'<>/=]+)(?:="([^"]*)")?/g;

const references: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };
const decode = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => references[name] ?? '');
const encode = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('\u00a0', '&nbsp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** Attributes whose values a person reads, or could. */
const saying = new Set(['alt', 'title', 'placeholder', 'value', 'label', 'aria-label', 'aria-description']);

/** All that a snapshot says, one line for each text or saying attribute. Empty when it is none of ours. */
export function textOfSnapshot(html: string): string {
  const lines = (snapshotParts(html) ?? []).flatMap((part) => {
    if (part.kind === 'text') return [part.text.trim()];
    if (part.kind !== 'tag') return [];
    return part.attributes.flatMap(([name, value]) => (saying.has(name) && value ? [value] : []));
  });
  return lines.filter((line) => line !== '').join('\n');
}

/** The parts in order, character references decoded. `undefined` when the text is not what a browser writes. */
export function snapshotParts(html: string): SnapshotPart[] | undefined {
  const parts: SnapshotPart[] = [];
  let at = 0;
  while (at < html.length) {
    token.lastIndex = at;
    const found = token.exec(html);
    if (!found) return undefined;
    at += found[0].length;
    const { end, name, attributes = '', text } = found.groups ?? {};
    if (text !== undefined) parts.push({ kind: 'text', text: decode(text) });
    else if (name === undefined) continue;
    else if (end) parts.push({ kind: 'end', name });
    else {
      const pairs = [...attributes.matchAll(attribute)].map(
        ([, key = '', value]): [string, string | undefined] => [
          key,
          value === undefined ? undefined : decode(value),
        ],
      );
      parts.push({ kind: 'tag', name, attributes: pairs });
      if (name !== 'style') continue;
      const close = html.indexOf('</style>', at);
      if (close < 0) return undefined;
      parts.push({ kind: 'css', text: html.slice(at, close) });
      at = close;
    }
  }
  return parts;
}

function partToHtml(part: SnapshotPart): string {
  switch (part.kind) {
    case 'text':
      return encode(part.text);
    case 'css':
      return part.text;
    case 'end':
      return `</${part.name}>`;
    case 'tag':
      return `<${part.name}${part.attributes
        .map(([key, value = '']) => ` ${key}="${encode(value).replaceAll('"', '&quot;')}"`)
        .join('')}>`;
  }
}

/** `doctype`: whether the file began with one. */
export const partsToHtml = (parts: readonly SnapshotPart[], doctype: boolean): string =>
  `${doctype ? '<!doctype html>' : ''}${parts.map(partToHtml).join('')}`;
