import type { Landmark } from '#core/recognition/page-text.ts';
import { allOf, bodyOf, documentOf, localNameOf, parentOf, rectOf, textContentOf } from './native.ts';
import { roleOf } from './visibility.ts';

// Maps, because a page may name a role "constructor", which every plain object has.
const byRole = new Map<string, Landmark>([
  ['navigation', 'navigation'],
  ['menu', 'navigation'],
  ['menubar', 'navigation'],
  ['tablist', 'navigation'],
  ['tree', 'navigation'],
  ['banner', 'banner'],
  ['contentinfo', 'footer'],
  ['complementary', 'aside'],
  ['main', 'main'],
  ['dialog', 'dialog'],
  ['alertdialog', 'dialog'],
]);

const byTag = new Map<string, Landmark>([
  ['nav', 'navigation'],
  ['main', 'main'],
  ['dialog', 'dialog'],
  ['aside', 'aside'],
]);

const menuTags = new Set('div ul table td tr p header section'.split(' '));

/**
 * A block of links that nobody marked as navigation: at least five links that make up most of its text, in a narrow column or a
 * low bar. Many older consoles build their menus that way.
 */
function looksLikeMenu(element: Element, tag: string): boolean {
  if (!menuTags.has(tag)) return false;
  const box = rectOf(element);
  const isColumn = box.width < innerWidth * 0.25 && box.height > box.width;
  const isBar = box.height < 90 && box.width > innerWidth * 0.5;
  if (!isColumn && !isBar) return false;
  const links = allOf(element, 'a');
  if (links.length < 5 || links.length > 120) return false;
  let linkLength = 0;
  for (const link of links) linkLength += (link.textContent ?? '').length;
  return linkLength > (textContentOf(element) ?? '').length * 0.7;
}

function isChildOfBody(element: Element): boolean {
  const document = documentOf(element);
  return document !== null && parentOf(element) === bodyOf(document);
}

/** The landmark that begins at this element, or undefined when it goes on with its parent's. */
export function landmarkOf(element: Element, parent: Landmark): Landmark | undefined {
  const role = roleOf(element);
  const tag = localNameOf(element);
  const marked = (role === null ? undefined : byRole.get(role)) ?? byTag.get(tag);
  if (marked) return marked;
  if (parent !== 'main') return undefined;
  // A header or footer inside an article or dialog titles that, not the page.
  if (tag === 'header' && isChildOfBody(element)) return 'banner';
  if (tag === 'footer' && isChildOfBody(element)) return 'footer';
  return looksLikeMenu(element, tag) ? 'navigation' : undefined;
}
