/** Styles that load nothing and run nothing. Everything is decided on tokens (CSS Syntax Level 3), so that no escape and no comment hides anything. */
import { tokenize, TokenType } from '@csstools/css-tokenizer';
import type { CSSToken } from '@csstools/css-tokenizer';

/** What an address in a style becomes: a `data:` URL, or a fragment of the same document, or nothing. */
export type AddressRule = (address: string) => string | undefined;

const emptyAddress = 'url("data:,")';
/** Properties of long gone browsers that ran scripts. */
const scripted = /^(-moz-binding|behavior|-ms-behavior)$/i;
const scriptedFunctions = /^(expression|-moz-element|paint)$/i;
/** Functions whose strings are addresses. */
const loading = /^(url|src|image|image-set|-webkit-image-set|cross-fade|-webkit-cross-fade)$/i;
/** At-rules that load, or that say something about the document itself. */
const forbiddenRules = /^(import|charset|namespace|document|-moz-document|viewport)$/i;

/** A string as CSS reads it back, with no escape but those that it needs: what it says can be searched. */
function quoted(text: string): string {
  const plain = text.replaceAll(
    /["\\<\n\r\f\0]/g,
    (character) => `\\${character.codePointAt(0)!.toString(16)} `,
  );
  return `"${plain}"`;
}

/** The rest of a rule that is left out: to its semicolon, or over its block. */
function endOfRule(tokens: readonly CSSToken[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const type = tokens[at]![0];
    if (type === TokenType.OpenCurly) depth += 1;
    if (type === TokenType.CloseCurly) {
      depth -= 1;
      if (depth < 0) return at - 1;
      if (depth === 0) return at;
    }
    if (type === TokenType.Semicolon && depth === 0) return at;
  }
  return tokens.length;
}

const isBlank = (token: CSSToken | undefined) =>
  token?.[0] === TokenType.Whitespace || token?.[0] === TokenType.Comment;

/** True when nothing but one string stands between here and the closing parenthesis. */
function isPlainAddress(tokens: readonly CSSToken[], from: number): boolean {
  let at = from;
  while (isBlank(tokens[at])) at += 1;
  if (tokens[at]?.[0] !== TokenType.String) return false;
  at += 1;
  while (isBlank(tokens[at])) at += 1;
  return tokens[at]?.[0] === TokenType.CloseParen || tokens[at]?.[0] === TokenType.EOF;
}

/** The parenthesis that closes the function which begins here. */
function endOfFunction(tokens: readonly CSSToken[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const type = tokens[at]![0];
    if (type === TokenType.Function || type === TokenType.OpenParen) depth += 1;
    if (type === TokenType.CloseParen) depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}

/** Writes tokens anew. Comments become blanks, broken strings and addresses nothing. `inRules`: a sheet, not the declarations of one element. */
export function inertCss(css: string, rule: AddressRule): string {
  const tokens = tokenize({ css });
  /** Names of the functions that are open, innermost last; `(` and `[` have none. */
  const open: string[] = [];
  let written = '';
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    switch (token[0]) {
      case TokenType.Comment:
      case TokenType.CDO:
      case TokenType.CDC:
        written += ' ';
        break;
      case TokenType.BadString:
      case TokenType.BadURL:
        written += ' ';
        break;
      case TokenType.URL: {
        const kept = rule(token[4].value);
        written += kept === undefined ? emptyAddress : `url(${quoted(kept)})`;
        break;
      }
      case TokenType.String: {
        const isAddress =
          open.some((name) => loading.test(name)) && !open.some((name) => /^type$/i.test(name));
        written += quoted(isAddress ? (rule(token[4].value) ?? 'data:,') : token[4].value);
        break;
      }
      case TokenType.Function: {
        const name = token[4].value;
        // `u\72l(` and what is left of a broken string: only a whole string in `url()` is an address that we understand.
        if (/^(url|src)$/i.test(name) && !isPlainAddress(tokens, at + 1)) {
          at = endOfFunction(tokens, at);
          written += emptyAddress;
          break;
        }
        open.push(name);
        written += scriptedFunctions.test(name) ? 'none-(' : plainName(token[1], name);
        break;
      }
      case TokenType.OpenParen:
        open.push('');
        written += '(';
        break;
      case TokenType.CloseParen:
        open.pop();
        written += ')';
        break;
      case TokenType.OpenCurly:
      case TokenType.CloseCurly:
      case TokenType.Semicolon:
        // A parenthesis that is still open swallows these; closing it here would change what the rest means, so it stays.
        written += token[1];
        break;
      case TokenType.Delim:
        // A comparison in a media query. Nothing that HTML could take for a tag may follow it.
        written += token[1] === '<' && tokens[at + 1]?.[1] !== '=' ? '< ' : token[1];
        break;
      case TokenType.AtKeyword:
        if (forbiddenRules.test(token[4].value)) {
          at = endOfRule(tokens, at + 1);
          written += ' ';
        } else written += plainSource(token[1]);
        break;
      case TokenType.Ident:
        written += scripted.test(token[4].value) ? '-x-none' : plainSource(token[1]);
        break;
      case TokenType.Colon:
      case TokenType.Comma:
      case TokenType.Dimension:
      case TokenType.EOF:
      case TokenType.Hash:
      case TokenType.Number:
      case TokenType.Percentage:
      case TokenType.Whitespace:
      case TokenType.OpenSquare:
      case TokenType.CloseSquare:
      case TokenType.UnicodeRange:
        written += plainSource(token[1]);
    }
  }
  // What must not be can only be our own mistake; styles are not worth it.
  return /<[/!?a-z]/i.test(written) ? '' : written;
}

/** A function's name without escapes where that is possible, with its parenthesis. */
const plainName = (source: string, name: string) =>
  /^-?[a-z_][\w-]*$/i.test(name) ? `${name}(` : plainSource(source);

/** Escapes of letters and digits are written as the letters: a word in a selector or name can be found then. `<` never stands plain. */
function plainSource(source: string): string {
  const unescaped = source.replaceAll(
    /\\([0-9a-f]{1,6})(?:\r\n|[ \t\n\f\r])?/gi,
    (escape, hex: string, offset: number) => {
      const code = Number.parseInt(hex, 16);
      if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return escape;
      const character = String.fromCodePoint(code);
      const startsName = offset === 0 || /[.#:@-]/.test(source[offset - 1] ?? '');
      if (/[\p{L}_]/u.test(character)) return character;
      return /\p{N}/u.test(character) && !startsName ? character : escape;
    },
  );
  return unescaped.replaceAll(/\\?</g, '\\3c ');
}
