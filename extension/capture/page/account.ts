/** The account whose menu a console shows in a corner: one that opens, is called after accounts, and shows somebody's name. */
import { isOneWordLogin, isPersonalLogin, nameLikeness } from '#core/redaction/person-name.ts';
import { breathe } from '../full-page/page/breath.ts';
import { rootsIn } from '../full-page/page/native-layout.ts';
import { beginItem } from './inline-text.ts';
import { ownText } from './labels.ts';
import { allInTree, allOf, attributeOf, closestOf } from './native.ts';
import { isShown } from './visibility.ts';

const openers = 'button, summary, [role="button"], [aria-haspopup], [aria-expanded]';
const corners =
  'header, nav, aside, footer, [role="banner"], [role="navigation"], [role="complementary"], [class*="sidebar" i], [class*="topbar" i], [class*="navbar" i]';
const isAboutAccount =
  /(^|[\s_-])(account|user|profile|avatar|superuser|(logged|signed)[\s_-]?in)($|[\s_-])/i;
const email = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
/** What such a menu is called where it shows nobody's name. */
const generic =
  /\b(my|your|settings?|preferences|menu|help|theme|sign|log|login|logout|options|manage|management|switch|language|english|deutsch|français|español|home|overview)\b/i;
/** Pages with more of them are no consoles. */
const mostOpeners = 500;
/** Parts of one that are looked at for what it is called. */
const mostParts = 12;

const namesOf = (element: Element): string[] =>
  ['class', 'id', 'aria-label', 'title', 'data-testid', 'data-test'].map((name) =>
    (attributeOf(element, name) ?? '').replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2'),
  );

const isCalledAfterAccounts = (opener: Element): boolean =>
  [opener, ...Array.from(allOf(opener, '*')).slice(0, mostParts)].some((part) =>
    namesOf(part).some((name) => isAboutAccount.test(name)),
  );

/** The name that it shows, or the address that it is called by. */
function nameOn(opener: Element): string | undefined {
  beginItem();
  const shown = ownText(opener);
  const address = [shown, ...namesOf(opener)].map((text) => email.exec(text)?.[0]).find(Boolean);
  if (address !== undefined) return address;
  if (generic.test(shown)) return undefined;
  const isName = nameLikeness(shown) !== undefined || isPersonalLogin(shown) || isOneWordLogin(shown);
  return isName ? shown : undefined;
}

/** Undefined where the page shows none, or several could be meant. */
export async function accountOnPage(): Promise<string | undefined> {
  const found = new Set<string>();
  for (const root of await rootsIn(document))
    for (const opener of Array.from(allInTree(root, openers)).slice(0, mostOpeners)) {
      await breathe();
      if (!isShown(opener) || closestOf(opener, corners) === null || !isCalledAfterAccounts(opener)) continue;
      const name = nameOn(opener);
      if (name !== undefined) found.add(name);
    }
  const [only] = found;
  return found.size === 1 ? only : undefined;
}
