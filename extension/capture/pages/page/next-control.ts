/**
 * Finds what leads to the next page of a list: what a person would press. Nothing that sends a form, leaves the site or says that it changes
 * something is ever chosen.
 */
import { pagerOf, populationOf } from '#core/evidence/population.ts';
import {
  allOf,
  attributeNamesOf,
  attributeOf,
  baseAddressOf,
  closestOf,
  hasAttributeOf,
  localNameOf,
  parentOf,
  rectOf,
  textContentOf,
} from '../../page/native.ts';
import { hasTag, isElement, isShown, tidy } from '../../page/visibility.ts';
import { breathe } from '../../full-page/page/breath.ts';
import { elementsOf, rootsIn } from '../../full-page/page/native-layout.ts';

/** `end`: there is one, and it is disabled. */
export type NextControl = { kind: 'found'; element: HTMLElement } | { kind: 'end' } | { kind: 'none' };

/** "Next", alone or with "page" and an arrow, in the languages of the consoles that people run. */
const says =
  /^(go to |to )?(the )?(next( page| results| entries)?|older|weiter|nächste( seite)?|vor|(page )?suivante?|(página )?siguiente|próxim[ao]( página)?|seguinte|avanti|(pagina )?successiv[ao]|volgende( pagina)?|næste( side)?|nästa( sida)?|neste( side)?|następna( strona)?|dalej|další|далее|следующая( страница)?|次へ|次のページ|下一页|下一頁|다음( 페이지)?)$/iu;
const arrow = /^(›|>|→|▶|►|❯|⟩|navigate_next|chevron_right|keyboard_arrow_right|arrow_forward)$/u;
/** Where it is no arrow to the last page. */
const doubleArrow = /^(»|>>)$/u;
const decoration = /[\s‹›«»<>→▶►❯⟩.,:…()-]+/gu;

const control = 'a, button, input[type="button"], [role="button"], [role="link"]';
const pagination = /pagina|\bpager\b|page-nav|pagenav|page-numbers|tablenav/i;
/** Longer ones hold more than a pager. */
const longestPager = 400;
const highestAbove = 5;

/** What makes of a press more than a look at other rows. */
const acts = /^(data-method|data-confirm|data-turbo-method|hx-(post|put|patch|delete)|formaction)$/i;

function namesOf(element: Element): string[] {
  const value = hasTag(element, 'input') ? element.value : (textContentOf(element) ?? '');
  return [attributeOf(element, 'aria-label') ?? '', value.slice(0, 200), attributeOf(element, 'title') ?? '']
    .map(tidy)
    .filter((name) => name !== '');
}

const isNumber = (element: Element): boolean => /^\d{1,5}$/.test((textContentOf(element) ?? '').trim());

/** A box around the element that holds page numbers, or says which part of a list is shown. */
function isByPageNumbers(element: Element): boolean {
  let at = parentOf(element);
  for (let level = 0; level < highestAbove && at && isElement(at); level += 1, at = parentOf(at)) {
    if (localNameOf(at) === 'body') return false;
    const text = tidy((textContentOf(at) ?? '').slice(0, longestPager + 1));
    if (text.length > longestPager) return false;
    const marked = `${attributeOf(at, 'class') ?? ''} ${attributeOf(at, 'id') ?? ''} ${attributeOf(at, 'aria-label') ?? ''}`;
    if (pagination.test(marked)) return true;
    if ([...allOf(at, 'a, button, span, li')].slice(0, 60).filter(isNumber).length >= 2) return true;
    const blocks = [{ kind: 'paragraph', text, landmark: 'main', inPicture: true } as const];
    const said = { title: '', language: '', blocks, unreadableFrames: [], truncated: false };
    if (pagerOf(said) ?? populationOf(said)) return true;
  }
  return false;
}

function isDisabled(element: Element): boolean {
  const parent = parentOf(element);
  const around = parent && isElement(parent) && hasTag(parent, 'li') ? [element, parent] : [element];
  return around.some(
    (each) =>
      hasAttributeOf(each, 'disabled') ||
      attributeOf(each, 'aria-disabled') === 'true' ||
      /(^|[\s_-])(is-)?(disabled|inactive)([\s_-]|$)/i.test(attributeOf(each, 'class') ?? ''),
  );
}

/** True for a link to a page of this site that opens in this tab, by a request that only reads. */
function staysOnSite(link: Element): boolean {
  const address = attributeOf(link, 'href') ?? '';
  const target = attributeOf(link, 'target') ?? '';
  if (hasAttributeOf(link, 'download') || (target !== '' && target !== '_self')) return false;
  const base = baseAddressOf(link);
  return URL.canParse(address, base) && new URL(address, base).origin === location.origin;
}

/** Submits and resets are a form's. */
const isOfForm = (element: Element): boolean =>
  hasTag(element, 'button') && element.type !== 'button' && element.form !== null;

type Rank = 0 | 1 | 2 | 3 | 4;

/** How sure it is that this leads to the next page; 0 when it must not be pressed. */
function rankOf(element: Element): Rank {
  const names = namesOf(element);
  const bare = names.map((name) => name.replace(decoration, ' ').trim());
  const isMarked = (attributeOf(element, 'rel') ?? '').split(/\s+/).includes('next');
  const isNamed = bare.some((name) => says.test(name));
  const isArrow = names.some((name) => arrow.test(name));
  const isDouble = names.some((name) => doubleArrow.test(name));
  if (!isMarked && !isNamed && !isArrow && !isDouble) return 0;
  if (attributeNamesOf(element).some((name) => acts.test(name)) || isOfForm(element)) return 0;
  const isLink = hasTag(element, 'a') && hasAttributeOf(element, 'href');
  if (isLink && !staysOnSite(element)) return 0;
  if (isLink && isMarked) return 4;
  const isPager = isByPageNumbers(element);
  if (isPager) return isNamed ? 4 : isArrow ? 3 : 1;
  return isLink && isNamed ? 2 : 0;
}

const hasBox = (element: Element): boolean => {
  const { width, height } = rectOf(element);
  return width > 0 && height > 0;
};

/** The best control of the page and its frames of the same origin; the first one where two are as good. */
export async function findNext(): Promise<NextControl> {
  let best: { element: HTMLElement; rank: Rank } | undefined;
  for (const root of await rootsIn(document)) {
    for (const element of elementsOf(root)) {
      await breathe();
      if (!closestIsItself(element) || !isShown(element) || !hasBox(element)) continue;
      const rank = rankOf(element);
      if (rank > (best?.rank ?? 0)) best = { element: element as HTMLElement, rank };
    }
  }
  if (!best) return { kind: 'none' };
  return isDisabled(best.element) ? { kind: 'end' } : { kind: 'found', element: best.element };
}

const tags = /^(a|button|input)$/;
const closestIsItself = (element: Element): boolean =>
  (tags.test(localNameOf(element)) || hasAttributeOf(element, 'role')) &&
  closestOf(element, control) === element;
