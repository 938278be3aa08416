/*
 * Nodes of a same-origin frame are instances of that frame's classes, so `instanceof` is false for them: kinds are told by node
 * type and tag name instead.
 */
export const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;

export const hasTag = <Tag extends keyof HTMLElementTagNameMap>(
  element: Element,
  tag: Tag,
): element is HTMLElementTagNameMap[Tag] => element.localName === tag;

/** True when a reader can see the element's box: displayed, not hidden by style, not fully transparent. */
export function isShown(element: Element): boolean {
  return element.checkVisibility({
    visibilityProperty: true,
    opacityProperty: true,
    contentVisibilityAuto: true,
  });
}

/** Collapses white space as a browser shows it, and drops glyphs of icon fonts (Unicode private use). */
export const tidy = (text: string): string =>
  text
    .replace(/[\uE000-\uF8FF]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Roots that a page may hide its content in; closed ones are open to content scripts only. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  // Not there in Firefox, where the element itself has the accessor.
  if (typeof chrome !== 'undefined' && chrome.dom && 'innerText' in element) {
    return chrome.dom.openOrClosedShadowRoot(element as HTMLElement); // only HTML elements have innerText
  }
  return (element as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? null;
}

/** What stands below a node as the reader sees it: shadow trees instead of light ones, assigned nodes instead of slots. */
export function renderedChildren(node: Element | ShadowRoot): readonly Node[] {
  if (isElement(node)) {
    const root = shadowRootOf(node);
    if (root) return [...root.childNodes];
    if (hasTag(node, 'slot')) {
      const assigned = node.assignedNodes({ flatten: true });
      if (assigned.length > 0) return assigned;
    }
  }
  return [...node.childNodes];
}

const neverText = new Set([
  'SCRIPT',
  'STYLE',
  'NOSCRIPT',
  'TEMPLATE',
  'HEAD',
  'OPTION',
  'DATALIST',
  'SVG',
  'CANVAS',
  'OBJECT',
  'EMBED',
]);

export const carriesNoText = (element: Element): boolean => neverText.has(element.tagName.toUpperCase());
