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

const numberOf = (element: Element): number | undefined => {
  const text = (textContentOf(element) ?? '').trim();
  return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
};

/** The elements in a pager that show a page's number, outer ones before those in them. */
const numbered = (box: Element): Element[] =>
  [...allOf(box, 'a, button, span, li, strong, b, em')]
    .slice(0, 100)
    .filter((element) => numberOf(element) !== undefined);

/** The boxes around the element that are small enough for a pager, the nearest first. */
function* boxesAround(element: Element): Generator<{ box: Element; text: string }> {
  let at = parentOf(element);
  for (let level = 0; level < highestAbove && at && isElement(at); level += 1, at = parentOf(at)) {
    const text = tidy((textContentOf(at) ?? '').slice(0, longestPager + 1));
    if (localNameOf(at) === 'body' || text.length > longestPager) return;
    yield { box: at, text };
  }
}

const isNamedPager = (box: Element): boolean =>
  ['class', 'id', 'aria-label'].some((name) => pagination.test(attributeOf(box, name) ?? ''));

/** A box around the element holds page numbers, or says which part of a list is shown. */
function isByPageNumbers(element: Element): boolean {
  for (const { box, text } of boxesAround(element)) {
    if (isNamedPager(box)) return true;
    if (numbered(box).length >= 2) return true;
    const blocks = [{ kind: 'paragraph', text, landmark: 'main', inPicture: true } as const];
    const said = { title: '', language: '', blocks, unreadableFrames: [], truncated: false };
    if (pagerOf(said) ?? populationOf(said)) return true;
  }
  return false;
}

/** The element, and the item of a list in which it stands: either may bear the mark. */
function withItem(element: Element): Element[] {
  const parent = parentOf(element);
  return parent && isElement(parent) && hasTag(parent, 'li') ? [element, parent] : [element];
}

const isDisabled = (element: Element): boolean =>
  withItem(element).some(
    (each) =>
      hasAttributeOf(each, 'disabled') ||
      attributeOf(each, 'aria-disabled') === 'true' ||
      /(^|[\s_-])(is-)?(disabled|inactive)([\s_-]|$)/i.test(attributeOf(each, 'class') ?? ''),
  );

const isMarkedCurrent = (element: Element): boolean =>
  withItem(element).some(
    (each) =>
      !['', 'false'].includes(attributeOf(each, 'aria-current') ?? '') ||
      /(^|[\s_-])(is-)?(current|active|selected|this-page)([\s_-]|$)/i.test(attributeOf(each, 'class') ?? ''),
  );

/** Neither to press, nor in or around what is. */
const isPlain = (element: Element): boolean =>
  closestOf(element, control) === null && [...allOf(element, control)].length === 0;

/**
 * What the element is among the numbers of a pager that has no word for "next": the number after the page that is shown, or the one
 * before it where the shown one is the last. Undefined where it is neither, or it cannot be told which page is shown.
 */
function placeAmongNumbers(element: Element): 'next' | 'before last' | undefined {
  const own = numberOf(element);
  if (own === undefined) return undefined;
  for (const { box } of boxesAround(element)) {
    const numbers = numbered(box);
    const distinct = new Set(numbers.map(numberOf));
    // Two numbers alone may be anything.
    if (distinct.size < 2 || (distinct.size < 3 && !isNamedPager(box))) continue;
    const marked = new Set(numbers.filter(isMarkedCurrent).map(numberOf));
    const current = marked.size > 0 ? marked : new Set(numbers.filter(isPlain).map(numberOf));
    if (current.size !== 1) return undefined;
    const [shown = 0] = current;
    if (own === shown + 1) return 'next';
    return own === shown - 1 && !distinct.has(shown + 1) ? 'before last' : undefined;
  }
  return undefined;
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

type Rank = 0 | 1 | 2 | 3 | 4 | 5;

/** Whether a press may do more than lead to other rows of this site. */
const isRisky = (element: Element): boolean =>
  attributeNamesOf(element).some((name) => acts.test(name)) ||
  isOfForm(element) ||
  (isLinkWithAddress(element) && !staysOnSite(element));

const isLinkWithAddress = (element: Element): boolean =>
  hasTag(element, 'a') && hasAttributeOf(element, 'href');

/** How sure it is that this leads to the next page; 0 when it must not be pressed. */
function rankOf(element: Element): Rank {
  const names = namesOf(element);
  const bare = names.map((name) => name.replace(decoration, ' ').trim());
  const isMarked = (attributeOf(element, 'rel') ?? '').split(/\s+/).includes('next');
  const isNamed = bare.some((name) => says.test(name));
  const isArrow = names.some((name) => arrow.test(name));
  const isDouble = names.some((name) => doubleArrow.test(name));
  if (!isMarked && !isNamed && !isArrow && !isDouble)
    return placeAmongNumbers(element) === 'next' && !isRisky(element) ? 3 : 0;
  if (isRisky(element)) return 0;
  const isLink = isLinkWithAddress(element);
  if (isLink && isMarked) return 5;
  const isPager = isByPageNumbers(element);
  if (isPager) return isNamed ? 5 : isArrow ? 4 : 1;
  return isLink && isNamed ? 2 : 0;
}

const hasBox = (element: Element): boolean => {
  const { width, height } = rectOf(element);
  return width > 0 && height > 0;
};

/** The best control of the page and its frames of the same origin; the first one where two are as good. */
export async function findNext(): Promise<NextControl> {
  let best: { element: HTMLElement; rank: Rank } | undefined;
  let isLastNumber = false;
  for (const root of await rootsIn(document)) {
    for (const element of elementsOf(root)) {
      await breathe();
      if (!closestIsItself(element) || !isShown(element) || !hasBox(element)) continue;
      const rank = rankOf(element);
      if (rank > (best?.rank ?? 0)) best = { element: element as HTMLElement, rank };
      isLastNumber ||= placeAmongNumbers(element) === 'before last';
    }
  }
  if (!best) return { kind: isLastNumber ? 'end' : 'none' };
  return isDisabled(best.element) ? { kind: 'end' } : { kind: 'found', element: best.element };
}

const tags = /^(a|button|input)$/;
const closestIsItself = (element: Element): boolean =>
  (tags.test(localNameOf(element)) || hasAttributeOf(element, 'role')) &&
  closestOf(element, control) === element;
