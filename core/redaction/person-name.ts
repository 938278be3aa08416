/** Whether a text reads as the name of a person, in scripts with and without capitals. */
import type { Span } from '../evidence/span.ts';
import { honorifics, notNames, particles } from './name-words.ts';

/** "Novak", "O'Brien", "Al-Sayed", "McDonald", "J.", "NOVAK", "N'Diaye". */
const cased =
  /^(?:\p{Lu}\.?|(?:[\p{Lu}][\p{L}\p{M}]*|[dDlLoON]['’ʼ])(?:['’ʼ-]?[\p{L}\p{M}]+)*\.?|(?:\p{Lu}\.)+(?:-\p{Lu}\.)?)$/u;
const uncased = /^(?:[\p{Lo}\p{M}'’-]|\u200c|\u200d)+$/u;
const han = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々・·]+$/u;
const korean = /^\p{Script=Hangul}{2,5}$/u;

const foldCase = (word: string) => word.toLowerCase();
const isNoName = (word: string) =>
  notNames.has(foldCase(word)) ||
  word.split('-').some((piece) => piece.length > 2 && notNames.has(foldCase(piece)));

/** How surely a text is a name: `full` for two words or more, `single` for one, which might be anything with a capital. */
export type NameLikeness = 'full' | 'single';

/** How the text reads as the name of a person; `undefined` when it does not. */
export function nameLikeness(text: string): NameLikeness | undefined {
  if (text.length < 2 || text.length > 60 || /[\d_@#:;/\\=<>{}[\]|!?&"+*%]/.test(text)) return undefined;
  if (han.test(text.replaceAll(/[\s\u3000]/g, '')) && !/^[a-z]/i.test(text)) {
    const letters = text.replaceAll(/[\s\u3000・·ー々]/g, '');
    const isNone =
      isNoName(text) || /(?:部|課|室|係|局|会社|公司|组|グループ|チーム|サーバー?|システム)$/u.test(text);
    return letters.length >= 2 && letters.length <= 12 && !isNone ? 'full' : undefined;
  }
  const words = text
    .replace(honorifics, '')
    .replaceAll(',', ' ')
    .trim()
    .split(/[\s\u00a0]+/);
  if (words.length > 6 || words.some(isNoName)) return undefined;
  if (words.length === 1 && korean.test(text)) return 'full';
  let names = 0;
  for (const [at, word] of words.entries()) {
    if (cased.test(word)) {
      // Words of many capitals are abbreviations, unless they are a family name beside a given name.
      if (word.length > 1 && !word.includes('.')) names += 1;
    } else if (uncased.test(word)) names += 1;
    else if (!(particles.has(foldCase(word)) && at < words.length - 1)) return undefined;
  }
  // Two abbreviations are none: "EU GDPR"; "LI NA" would be, but is not written so.
  if (words.every((word) => /^\p{Lu}{2,5}$/u.test(word))) return undefined;
  if (names === 0 || (words.length === 1 && text.length < 3 && !uncased.test(text))) return undefined;
  return words.length >= 2 ? 'full' : 'single';
}

/**
 * The part of a cell that may be a name: without what stands in brackets, after a dash or bar, or after the comma that sets off a
 * position ("Alena Novak, Head of Platform"). "Novak, Alena" stays whole, and so does "Alena Novak, Lisbon": nothing tells the two apart. `undefined` when nothing of it reads as a name.
 */
export function nameWithin(cell: string): { span: Span; likeness: NameLikeness } | undefined {
  const head =
    /^[\s\u3000]*([^(<[|\n\r\t\u2022\u2013\u2014（]*?)(?:さん|様|님|先生)?[\s\u3000]*(?:[(<[|\n\r\t\u2022\u2013\u2014（].*)?$/su.exec(
      cell,
    )?.[1];
  if (head === undefined) return undefined;
  const comma = head.indexOf(',');
  const forms = comma < 0 ? [head] : [head, head.slice(0, comma)];
  const begin = cell.indexOf(head);
  for (const form of forms.flatMap((text) => [text, text.split(/ - | · /)[0]!])) {
    const name = form.trim();
    const likeness = nameLikeness(name);
    if (likeness === undefined) continue;
    const start = begin + form.indexOf(name);
    return { span: { start, end: start + name.length }, likeness };
  }
  return undefined;
}

const login = /^(?:[a-z0-9-]{2,15}\\)?(\p{Ll}[\p{Ll}\d]*(?:[._-]\p{Ll}[\p{Ll}\d]*)*)$/iu;

/** Whether a text reads as the login of a person: "a.novak", "jane.doe", "CORP\\jdoe"; "svc-backup" and "root" do not. */
export function isPersonalLogin(text: string): boolean {
  const name = login.exec(text)?.[1];
  if (name === undefined || name.length > 40) return false;
  const pieces = name.split(/[._-]/);
  const isSystem = pieces.some((piece) => notNames.has(foldCase(piece.replace(/\d+$/, ''))));
  return !isSystem && pieces.length >= 2 && pieces.length <= 3 && pieces.some((piece) => piece.length >= 3);
}

/**
 * Whether a text, known to stand where logins do, is the login of a person though it is one word: "jdoe", "mokafor2"; "root", "backup"
 * and "svcdeploy" are not.
 */
export function isOneWordLogin(text: string): boolean {
  const word = /^(?:[a-z0-9-]{2,15}\\)?(\p{L}{3,20})\d{0,4}$/iu.exec(text)?.[1];
  return word !== undefined && !notNames.has(foldCase(word)) && !/^(?:svc|srv|adm|sys)/i.test(word);
}
