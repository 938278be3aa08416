import type { Landmark } from '#core/recognition/page-text.ts';

const byRole: Record<string, Landmark> = {
  navigation: 'navigation',
  menu: 'navigation',
  menubar: 'navigation',
  tablist: 'navigation',
  tree: 'navigation',
  banner: 'banner',
  contentinfo: 'footer',
  complementary: 'aside',
  main: 'main',
  dialog: 'dialog',
  alertdialog: 'dialog',
};

const byTag: Record<string, Landmark> = { NAV: 'navigation', MAIN: 'main', DIALOG: 'dialog', ASIDE: 'aside' };

/**
 * A block of links that nobody marked as navigation: at least five links that make up most of its text, in a narrow column or a
 * low bar. Many older consoles build their menus that way.
 */
function looksLikeMenu(element: Element): boolean {
  if (!/^(DIV|UL|TABLE|TD|TR|P|HEADER|SECTION)$/.test(element.tagName)) return false;
  const links = element.querySelectorAll('a');
  if (links.length < 5 || links.length > 120) return false;
  const box = element.getBoundingClientRect();
  const isColumn = box.width < innerWidth * 0.25 && box.height > box.width;
  const isBar = box.height < 90 && box.width > innerWidth * 0.5;
  if (!isColumn && !isBar) return false;
  let linkLength = 0;
  for (const link of links) linkLength += (link.textContent ?? '').length;
  return linkLength > (element.textContent ?? '').length * 0.7;
}

/** The landmark that begins at this element, or undefined when it goes on with its parent's. */
export function landmarkOf(element: Element, parent: Landmark): Landmark | undefined {
  const role = element.getAttribute('role');
  if (role !== null && byRole[role]) return byRole[role];
  const tagged = byTag[element.tagName];
  if (tagged) return tagged;
  // A header or footer inside an article or dialog titles that, not the page.
  if (parent === 'main' && element.tagName === 'HEADER' && element.parentElement === document.body)
    return 'banner';
  if (parent === 'main' && element.tagName === 'FOOTER' && element.parentElement === document.body)
    return 'footer';
  if (parent === 'main' && looksLikeMenu(element)) return 'navigation';
  return undefined;
}
