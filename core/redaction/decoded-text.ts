/** Texts whose characters know where in the source they stand, so that what is found in a decoded form can be struck in the source. */
import type { Span } from '../evidence/span.ts';

/** `text[n]` comes from `source.slice(starts[n], ends[n])`, in UTF-16 units. */
export type PlacedText = { text: string; starts: readonly number[]; ends: readonly number[] };

export function placedText(text: string): PlacedText {
  const starts = Array.from({ length: text.length }, (_, at) => at);
  return { text, starts, ends: starts.map((at) => at + 1) };
}

/** Where the run `start` to `end` of the placed text stands in the source. */
export const sourceSpan = ({ starts, ends }: PlacedText, start: number, end: number): Span => ({
  start: starts[start]!,
  end: ends[end - 1]!,
});

const namedCharacters: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  shy: '\u00ad',
  commat: '@',
  period: '.',
  plus: '+',
  lowbar: '_',
  sol: '/',
  colon: ':',
  equals: '=',
  hyphen: '-',
  num: '#',
};
/** Letters with accents have names of the form letter and accent: `&eacute;`, `&Ouml;`. */
const accents: Record<string, string> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  uml: '\u0308',
  tilde: '\u0303',
  cedil: '\u0327',
  caron: '\u030c',
  ring: '\u030a',
};
const accented = new RegExp(`^([a-z])(${Object.keys(accents).join('|')})$`, 'i');

/** Runs of percent-encoded bytes, HTML character references, and the escapes of JSON and JavaScript. */
const encoded = /(?:%[0-9a-f]{2})+|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}/gi;

function characterOf(code: number): string | undefined {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function decodeReference(name: string): string | undefined {
  if (/^#x/i.test(name)) return characterOf(parseInt(name.slice(2), 16));
  if (name.startsWith('#')) return characterOf(Number(name.slice(1)));
  const [, letter, accent] = accented.exec(name) ?? [];
  if (letter && accent) return (letter + accents[accent.toLowerCase()]!).normalize('NFC');
  return namedCharacters[name.toLowerCase()];
}

/** The characters that an escape stands for, with the number of units of the escape that each takes. */
function decodeEscape(escape: string): { text: string; length: number }[] {
  if (escape.startsWith('%')) {
    const bytes = Uint8Array.from(escape.slice(1).split('%'), (byte) => parseInt(byte, 16));
    // Bytes that are no UTF-8 are left to the replacement character: they spell nothing that could be looked for.
    const characters = Array.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    const encoder = new TextEncoder();
    if (characters.includes('\ufffd'))
      return Array.from(bytes, (byte) => ({ text: String.fromCharCode(byte), length: 3 }));
    return characters.map((text) => ({ text, length: 3 * encoder.encode(text).length }));
  }
  const text = escape.startsWith('&')
    ? decodeReference(escape.slice(1, -1))
    : characterOf(parseInt(escape.slice(2), 16));
  return text === undefined ? [] : [{ text, length: escape.length }];
}

/** One layer of escapes taken off; `undefined` where there is none. */
function decodedOnce(placed: PlacedText): PlacedText | undefined {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  const push = (characters: string, from: number, to: number) => {
    text += characters;
    const { start, end } = sourceSpan(placed, from, to);
    for (let n = 0; n < characters.length; n++) {
      starts.push(start);
      ends.push(end);
    }
  };
  const copy = (to: number) => {
    for (; at < to; at++) push(placed.text[at]!, at, at + 1);
  };
  for (const match of placed.text.matchAll(encoded)) {
    const characters = decodeEscape(match[0]);
    if (characters.length === 0) continue;
    copy(match.index);
    for (const { text: character, length } of characters) {
      push(character, at, at + length);
      at += length;
    }
  }
  if (at === 0) return undefined;
  copy(placed.text.length);
  return { text, starts, ends };
}

/** Addresses within addresses are encoded twice, seldom three times. */
const mostLayers = 3;

/**
 * The text as it is, then without one layer of escapes after the other (percent-encoding in UTF-8, HTML character references,
 * `\u0040` and `\x40`), as far as there are any, at most three.
 */
export function decodedLayers(text: string): PlacedText[] {
  const layers = [placedText(text)];
  while (layers.length <= mostLayers) {
    const next = decodedOnce(layers.at(-1)!);
    if (!next) break;
    layers.push(next);
  }
  return layers;
}
