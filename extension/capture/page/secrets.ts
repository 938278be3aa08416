/** Words that name a secret also where they are a part of a longer one, as in `userpassword` and `authtoken`. */
const secretStem = /pass ?(word|wd|phrase|code)|pwd|secret(?!ar)|token/;
const secretWord =
  /\b(pass|t?otp ?(code)?|pin ?(code)?|cv[vc]|credentials?|(api|private|access|signing|encryption|shared|master|recovery) ?keys?|(recovery|backup|one time|verification|security) ?codes?)\b/;
const aboutPasswords = /\bpass\b|pass ?(word|wd|phrase|code)|pwd/;
/** A label may tell how long such a code must be, so that a number beside it can be the code. */
const aboutCodes = /\b(t?otp|pin)\b|codes?\b|\bcv[vc]\b/;

/** Words that make of "token" or "password" a setting about them. */
const settingWord =
  /\b(length|min|minimum|max|maximum|least|age|expir\w*|life ?(time|span|cycle)|ttl|time ?out|histor\w*|interval|rotat\w*|duration|valid\w*|attempts|retries|count|limit|reuse|days|hours|minutes|seconds|characters|digits|complexity|strength|policy|required|allowed|endpoint|ur[li])\b/;
const proseWord = /\b(policy|requirements|rules|notice|message|description|template)\b/;

const shortNumber = /^\d{1,3}$/;
const longNumber = /^\d{1,8}$/;
const amount =
  /^(\d{1,6} ?(sec|second|min|minute|hour|day|week|month|year|character|char|digit|attempt|time|password|token)s?|\d{1,3} ?[smhdw%])$/i;
const state =
  /^(yes|no|on|off|true|false|none|never|always|unlimited|default|(en|dis)abled|required|optional)$/i;
/** An address whose path has no part that is long enough to be a secret, and neither user, query nor fragment. */
const plainAddress = /^https?:\/\/[\w.-]+(:\d+)?(\/[\w.~-]{0,20})*$/i;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY/;

/** The words of names written in any manner: `newPassword`, `api_key`, `password1`, `user[pin]`. */
const wordsOf = (names: readonly string[]): string =>
  names
    .join(' . ')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase();

/**
 * True for the value of a field whose names speak of secrets when it is evidently a setting about them: "minimum password length:
 * 14", "token lifetime: 60 minutes", "token endpoint: https://...". In doubt it is a secret.
 */
function isSetting(value: string, words: string): boolean {
  const passwords = aboutPasswords.test(words);
  const codes = aboutCodes.test(words.replace(/pass ?codes?/g, ''));
  const setting = settingWord.test(words);
  if (shortNumber.test(value)) return setting || (passwords && !codes);
  if (passwords && !codes && proseWord.test(words) && value.split(' ').length >= 5) return true;
  if (!setting) return false;
  if (longNumber.test(value)) return !passwords && !codes;
  return amount.test(value) || state.test(value) || plainAddress.test(value);
}

/** Kinds of fields that the browser lets hold nothing secret. */
const harmlessTypes = new Set(['email', 'date', 'datetime-local', 'month', 'week', 'time', 'range']);

/**
 * True when the value of a text field must not be recorded: a password box, one drawn as dots, one that asks for passwords,
 * one-time codes or card data, or one that any of its names calls a secret. `names` are the texts that name it for a reader.
 */
export function holdsSecret(
  field: HTMLInputElement | HTMLTextAreaElement,
  names: readonly string[],
  isDrawnAsDots: boolean,
): boolean {
  if (field.type === 'password' || isDrawnAsDots) return true;
  if (/password|one-time-code|cc-/.test(field.autocomplete)) return true;
  const value = field.value.trim();
  if (privateKey.test(value)) return true;
  if (value === '' || harmlessTypes.has(field.type)) return false;
  return namesSecret([field.autocomplete, field.id, ...names, field.name], value);
}

/** True when the names call the value a secret. */
export function namesSecret(names: readonly string[], value: string): boolean {
  const words = wordsOf(names.map((name) => name.slice(0, 500)));
  return (secretStem.test(words) || secretWord.test(words)) && !isSetting(value, words);
}
