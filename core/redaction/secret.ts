import type { Span } from '../evidence/span.ts';
import { privateKey, vendorSecret } from './secret-shapes.ts';

/** What stands beside a secret: a column title, a label, or the words before it. */
const secretWord =
  /\b(?:api|access|secret|private|client|auth|signing|encryption|license|account|webhook|setup|recovery|backup|shared|master|service|deploy|bot|root|admin|db|database|user|bind|smtp|ftp|initial|temporary|new|old)?[ _-]?(?:secrets?(?:[ _-](?:access[ _-])?keys?)?|api[ _-]?keys?|access[ _-]?keys?|tokens?|passwords?|passwd|pwd|passphrases?|credentials?|(?:private|encryption|signing|setup|shared|master|storage|subscription|instrumentation|account)[ _-]keys?|totp|otp|mfa[ _-]seed|geheimnis|schlüssel|passwort|kennwort|mot de passe|jeton|clé secrète|contraseña|clave|senha|hasło|lösenord)\b/iu;
/** What stands beside values that look as random and are public, or say nothing alone. */
const publicWord =
  /(?:\b(?:ids?|identifiers?|uuid|guid|fingerprints?|thumbprints?|hash(?:es)?|digests?|checksums?|commits?|sha-?\d*|md5|revisions?|etag|versions?|serial|public|name|type|expires?|scopes?|policy|url|uri|path|file|image|arn|certificate|nonce|build|artifact)\b|_ids?\b)/iu;

/** Letters and digits with the signs of base64 and its kin, not in the midst of more of them. */
const run = /(?<![\w+/.~-])[\w+/-][\w+/.~-]{14,511}={0,2}(?![\w+/=~])/g;
const base32Groups = /(?<![A-Za-z0-9])[A-Z2-7]{4}(?:[ -][A-Z2-7]{4}){3,15}(?![A-Za-z0-9])/gi;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const hexOnly = /^[0-9a-f]+$/i;

/** Bits per character by the frequencies within the text itself (Shannon 1948). */
function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Kinds of characters in a run: a word has one, a name in code two, a random value mostly three. */
const variety = (text: string) => [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(text)).length;

/** Dates, versions, paths, host names and words joined by signs have long pieces that are spelt; random values do not. */
function isSpelt(text: string): boolean {
  const pieces = text.split(/[^A-Za-z0-9]+/).filter((piece) => piece !== '');
  const spelt = pieces.filter((piece) => /^(?:[A-Z]?[a-z]+|[A-Z]+|\d{1,4})$/.test(piece));
  return pieces.length > 1 && spelt.join('').length > 0.6 * pieces.join('').length;
}

function isSecretByContext(value: string): boolean {
  if (isSpelt(value)) return false;
  // A path that begins at the root has pieces of usual length; base64 has a slash in 64 letters.
  if (/^\/(?:[^/]{1,14}\/)+/.test(value)) return false;
  if (uuid.test(value)) return true;
  // Seeds of one-time passwords are base32 (RFC 4648 section 6) and may lack digits.
  if (/^[A-Z2-7]{16,}$/.test(value)) return entropyBits(value) > 2.8;
  if (hexOnly.test(value)) return value.length >= 20 && entropyBits(value) > 2.8;
  const isRandom = /\d/.test(value) ? entropyBits(value) > 3 : value.length >= 24 && entropyBits(value) > 4;
  return variety(value) >= 2 && isRandom;
}

/** Without a word beside it only what is long and has all kinds of letters, spelt nowhere. */
function isSecretByItself(value: string, before: string): boolean {
  if (value.length < 36 || hexOnly.test(value) || uuid.test(value) || isSpelt(value)) return false;
  // Public keys of SSH, and fingerprints.
  if (/^AAAA[BCEI]3|^AAAAE2|^MII/.test(value) || /(?:sha\d*|md5)[:\s-]*$|ssh-\w+ $/i.test(before))
    return false;
  const pieces = value.split(/[/.]/);
  return variety(value) === 3 && pieces.length <= 3 && entropyBits(value) > 4.4;
}

/** The words that say what a value is: those just before it in its text, else what stands beside the text. */
function saysSecret(before: string, context: string): boolean {
  const near =
    before
      .slice(-48)
      .split(/[;,\n|]|\.\s/)
      .at(-1) ?? '';
  const said = /\p{L}{2}/u.test(near) ? near : context;
  // The word that comes last decides: "API key id", "id of the API key".
  const [secret, other] = [lastIndex(said, secretWord), lastIndex(said, publicWord)];
  return secret >= 0 && other <= secret;
}

function lastIndex(text: string, pattern: RegExp): number {
  let last = -1;
  for (const { index, 0: found } of text.matchAll(new RegExp(pattern, 'giu'))) last = index + found.length;
  return last;
}

/**
 * Keys, tokens and passwords: by the shapes of well-known vendors, and random-looking values where words say that they are secret
 * (`context` is the column title or label beside the text). UUIDs, hashes, fingerprints and versions are none by themselves.
 */
export function findSecrets(text: string, context: string): Span[] {
  const spans: Span[] = [];
  const add = (start: number, found: string) => spans.push({ start, end: start + found.length });
  for (const pattern of [privateKey, vendorSecret])
    for (const { 0: found, index } of text.matchAll(pattern)) add(index, found);
  for (const { 0: found, index } of text.matchAll(run)) {
    const value = found.replace(/[.~]+$/, '');
    const before = text.slice(Math.max(0, index - 64), index);
    const isSecret = saysSecret(before, context) ? isSecretByContext(value) : isSecretByItself(value, before);
    if (isSecret) add(index, value);
  }
  for (const { 0: found, index } of text.matchAll(base32Groups))
    if (/\d/.test(found) && saysSecret(text.slice(Math.max(0, index - 64), index), context))
      add(index, found);
  return spans;
}
