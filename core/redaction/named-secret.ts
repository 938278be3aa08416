/** Short passwords, codes and keys, which only the title of their column or their label tells. */
import type { Span } from '../evidence/span.ts';

const ofPassword = String.raw`pass ?words?|passwd|pwd|pass ?phrases?|pass ?codes?|passwort|kennwort|mot de passe|contraseña|senha|parola d'ordine|wachtwoord|hasło|heslo|lösenord|パスワード|密码|비밀번호|пароль`;
const ofToken = String.raw`secrets?(?: value| string)?|tokens?|(?:api|access|secret|private|shared|pre-?shared|licen[sc]e|product|recovery|setup|wi-?fi|wpa|community|encryption)[ _-]?keys?|keys?|credentials?|community string|schlüssel|jeton|clave|(?:recovery|backup|one-time|verification) codes?`;

const titled = (words: string) => new RegExp(`(?:^|[\\s._-])(?:${words})[:：*]?$`, 'iu');
const passwordTitle = titled(ofPassword);
const tokenTitle = titled(ofToken);
/** "Password: hunter2", "pwd=hunter2", "Password · hunter2" in a line of text. */
const inLine = new RegExp(
  `(?<![\\p{L}\\p{N}])((?:${ofPassword})|(?:${ofToken}))(?:\\s*[:：=]\\s*|\\s+·\\s+)([^\\s,;|]{4,64})`,
  'giu',
);
/** Titles of columns that say nothing themselves. */
const plainTitle = /\s(?:value|wert|valeur|valor|setting|data)$/i;

/** What stands under such a title without being one: states, dates, lengths, addresses, what is hidden already. */
const noSecret =
  /^(?:yes|no|none|never|on|off|true|false|null|unset|set|not|ok|default|empty|valid|invalid|active|inactive|expired|enabled|disabled|required|optional|hidden|masked|shown|show|reveal|copy|changed?|reset|rotate|unknown|strong|weak|medium|good|poor|temporary|permanent|unlimited|always|stored|configured|missing|present|n\/a|password|secret|token|key|ja|nein|keine?|oui|non|s[ií]|aktiv|inaktiv)$|^[^\p{L}\p{N}]+$|^(?:https?|ftp):|^~?\/|^\d{1,4}$|^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:T.*)?$|^\d{1,2}:\d{2}(?::\d{2})?$|^\(|[•●*]{3}|@|…/iu;

/** Words joined by signs, as names of things are: "db-credentials", "min_length". */
const isWords = (value: string) => /^\p{L}+(?:[-_./]\p{L}+)*$/u.test(value) && !/\p{Ll}\p{Lu}/u.test(value);
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function isSecretUnder(title: string, value: string): boolean {
  if (value.length < 4 || value.length > 64 || noSecret.test(value)) return false;
  if (passwordTitle.test(title)) return true;
  // A word under "Token" or "Key" is its name; the value of one has digits and letters.
  const isMixed = /\p{L}/u.test(value) && /\d/.test(value);
  return tokenTitle.test(title) && value.length >= 6 && isMixed && !isWords(value) && !uuid.test(value);
}

/**
 * The secret that a text is as a whole, where `context` (column title or label) says so, or that stands in it after such a label.
 * Passwords may be any single word; tokens and keys need letters and digits.
 */
export function findNamedSecrets(text: string, context: string): Span[] {
  const value = text.trim();
  const title = context.replace(plainTitle, '');
  if (!/\s/.test(value) && isSecretUnder(title, value)) {
    const start = text.indexOf(value);
    return [{ start, end: start + value.length }];
  }
  return Array.from(text.matchAll(inLine)).flatMap(({ 0: found, 1: label = '', 2: said = '', index }) => {
    const word = said.replace(/[.)"'”]+$/u, '');
    const start = index + found.length - said.length;
    return isSecretUnder(label, word) ? [{ start, end: start + word.length }] : [];
  });
}
