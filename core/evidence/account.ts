/** The account that a console says is signed in, because evidence is worth more when one sees through whose eyes it was taken. */
import type { PageBlock, PageText } from '../recognition/page-text.ts';

const email = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
const signedIn =
  /(?:signed|logged) in as:?\s+|(?:angemeldet|eingeloggt) als:?\s+|connecté(?:e)? en tant que:?\s+|current user:\s+/iu;
/** Stands on many a page; it names the account where one can sign out beside it. */
const greeting =
  /^(?:welcome|hello|hi|willkommen|hallo|bienvenue|bonjour),?\s+(?!(?:to|back|bei|zu|zurück|sur|à)\b)/iu;
const signOut = /\b(?:sign|log) ?(?:out|off)\b|\babmelden\b|\bdéconnexion\b|\bse déconnecter\b/iu;
/** Blocks further on, in which the way out may stand. */
const besides = 4;
const longestName = 80;
/** A menu says whose account it is before the content begins or after it ends; a list of users stands in between. */
const outside: readonly PageBlock['landmark'][] = ['banner', 'navigation', 'footer', 'aside'];

const textOf = (block: PageBlock): string =>
  block.kind === 'row' ? block.cells.join(' ') : block.kind === 'field' ? block.label : block.text;

/** What follows the words, such as "Signed in as", up to the end of the line or a sign that ends a name. */
function namedAfter(text: string, words: RegExp): string | undefined {
  const found = words.exec(text);
  if (!found) return undefined;
  const rest = text.slice(found.index + found[0].length);
  const mail = email.exec(rest);
  if (mail && mail.index < longestName) return mail[0];
  const name = rest.split(/[\n|•·,;(]|\s{2,}|\.\s|\bSign out\b|\bLog ?out\b/iu)[0]?.trim();
  if (name === undefined || name === '' || name.length > longestName) return undefined;
  // "Logged in as an administrator" names nobody.
  return /^(?:an?|the|eine?|une?|le|la)\s/iu.test(name) ? undefined : name;
}

/**
 * The name or address of the signed-in account, where the page says "Signed in as ..." anywhere, greets somebody beside the way to sign
 * out, or shows one e-mail address in its banner or menu; `undefined` when it does not or when several could be meant.
 */
export function accountOf({ blocks }: PageText): string | undefined {
  for (const block of blocks) {
    const name = block.kind === 'row' ? undefined : namedAfter(textOf(block), signedIn);
    if (name !== undefined) return name;
  }
  for (const [at, block] of blocks.entries()) {
    const name = block.kind === 'row' ? undefined : namedAfter(textOf(block), greeting);
    const isBesideWayOut = blocks.slice(at, at + 1 + besides).some((each) => signOut.test(textOf(each)));
    if (name !== undefined && isBesideWayOut) return name;
  }
  const addresses = new Set(
    blocks
      .filter(({ landmark, kind }) => outside.includes(landmark) && kind !== 'row')
      .map((block) => email.exec(textOf(block))?.[0])
      .filter((address) => address !== undefined),
  );
  const [only] = addresses;
  return addresses.size === 1 ? only : undefined;
}
