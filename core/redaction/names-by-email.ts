/** Names that the e-mail addresses of a page tell. */
import type { Span } from '../evidence/span.ts';
import { findEmails } from './email.ts';
import type { Detected } from './finding.ts';
import { foldText } from './folded-text.ts';
import { notNames } from './name-words.ts';
import { nameLikeness } from './person-name.ts';
import type { Piece } from './pieces.ts';

/** The name in a local part, as an address spells it: "jane", "doe" for jane.doe and jane_doe7; nothing for info or it-admin. */
function nameInLocal(local: string): string[] {
  const pieces = local
    .split(/[._-]/)
    .map((piece) => foldText(piece.replace(/\+.*|\d+$/g, '')).text)
    .filter((piece) => piece !== '');
  const isName = pieces.length >= 2 && pieces.length <= 3 && (pieces.at(-1)?.length ?? 0) >= 3;
  return isName && pieces.every((piece) => !notNames.has(piece) && /^\p{L}+$/u.test(piece)) ? pieces : [];
}

type Word = { folded: string; span: Span };

/** Apostrophes are in names and not in addresses: O'Connor. */
const wordsOf = (text: string): Word[] =>
  Array.from(text.matchAll(/[\p{L}\p{M}'’]+/gu), ({ 0: word, index: start }) => ({
    folded: foldText(word).text,
    span: { start, end: start + word.length },
  }));

/** "j" of j.doe@ stands for each name that begins with it. */
const isSpelt = (word: Word | undefined, piece: string) =>
  word !== undefined && (piece.length === 1 ? word.folded.startsWith(piece) : word.folded === piece);

/** The words of a name in either order around its last one, at `at`; a middle name may be missing. */
function nameAround(words: readonly Word[], at: number, [first = '', ...others]: readonly string[]): Span[] {
  const given = [[first, ...others.slice(0, -1)], [first]];
  for (const pieces of given)
    for (const begin of [at - pieces.length, at + 1])
      if (pieces.every((piece, n) => isSpelt(words[begin + n], piece))) {
        const [from, to] = [Math.min(begin, at), Math.max(begin + pieces.length - 1, at)];
        return [{ start: words[from]!.span.start, end: words[to]!.span.end }];
      }
  return [];
}

const login =
  /(?<![\p{L}\p{N}._@-])[\p{L}\p{N}]+(?:[._-][\p{L}\p{N}]+)+(?![\p{L}\p{N}@_]|[.-][\p{L}\p{N}@])/gu;
/** No more than signs and blanks between the words of a name. */
const isOneName = (text: string) => !/[^\p{L}\p{M}'’\s.,-]|[\s.,-]{4}/u.test(text);

/**
 * Finds the names that a page's e-mail addresses tell: "Jane Doe" and the login "jane.doe" where jane.doe@... stands anywhere on the
 * page, "Alena Novak" for a.novak@... Returns a detector for one text. Linear in text and addresses.
 */
export function namesByEmail(pieces: readonly Piece[]): (text: string) => Detected[] {
  const namesByLast = new Map<string, string[][]>();
  const logins = new Set<string>();
  for (const { text } of pieces)
    for (const { start, end } of findEmails(text, [])) {
      const local = text.slice(start, end).split('@')[0]!.toLowerCase();
      const name = nameInLocal(local);
      const last = name.at(-1);
      if (last === undefined || logins.has(local)) continue;
      logins.add(local);
      namesByLast.set(last, [...(namesByLast.get(last) ?? []), name]);
    }
  if (logins.size === 0) return () => [];
  return (text) => {
    const words = wordsOf(text);
    const names = words.flatMap(({ folded }, at) =>
      (namesByLast.get(folded) ?? []).flatMap((name) => nameAround(words, at, name)),
    );
    const shown = names.filter(({ start, end }) => {
      const said = text.slice(start, end);
      return isOneName(said) && /\s/.test(said) && nameLikeness(said) !== undefined;
    });
    const used = Array.from(text.matchAll(login), ({ 0: found, index: start }) => ({
      start,
      end: start + found.length,
    })).filter(({ start, end }) => logins.has(text.slice(start, end).toLowerCase()));
    return [...shown, ...used].map((span) => ({ kind: 'person-name', span }));
  };
}
