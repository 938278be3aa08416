import {
  attributeOf,
  childNodesOf,
  hasAttributeOf,
  isShadowRoot,
  isVisible,
  localNameOf,
  nodeTypeOf,
  parentOf,
  shadowRootOfOpen,
} from './native.ts';

/*
 * Nodes of a same-origin frame are instances of that frame's classes, so `instanceof` is false for them: kinds are told by node
 * type and tag name instead.
 */
export const isElement = (node: Node): node is Element => nodeTypeOf(node) === Node.ELEMENT_NODE;

export const hasTag = <Tag extends keyof HTMLElementTagNameMap>(
  element: Element,
  tag: Tag,
): element is HTMLElementTagNameMap[Tag] => localNameOf(element) === tag;

const asReadersSee = { visibilityProperty: true, opacityProperty: true };

/**
 * True when a reader can see the element's box, here or after scrolling: displayed, not hidden by style, not fully transparent. An
 * element without a box of its own (`display: contents`) is as visible as the one around it.
 */
export function isShown(element: Element): boolean {
  if (isVisible(element, asReadersSee)) return true;
  const { display, visibility } = getComputedStyle(element);
  if (display !== 'contents' || visibility !== 'visible') return false;
  const around = parentOf(element);
  if (around === null) return false;
  if (isElement(around)) return isShown(around);
  return isShadowRoot(around) && isShown(around.host);
}

/** True when the text that stands directly in an element of this style cannot be seen, or only as dots. */
export const hidesItsText = (style: CSSStyleDeclaration): boolean =>
  style.fontSize === '0px' || style.contentVisibility === 'hidden' || isMasked(style);

/** True when letters are drawn as dots, as in a password box. Empty in browsers that do not know the property. */
export function isMasked(style: CSSStyleDeclaration): boolean {
  const security = style.getPropertyValue('-webkit-text-security');
  return security !== '' && security !== 'none';
}

const glyphs = /[\uE000-\uF8FF]/g;

/** Collapses white space as a browser shows it, and drops glyphs of icon fonts (Unicode private use). */
export const tidy = (text: string): string => text.replace(glyphs, '').replace(/\s+/g, ' ').trim();

/** Elements that HTML lets have a shadow tree; asking only them saves a call per cell of a large table. */
const shadowHosts = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '),
);

/** Roots that a page may hide its content in; closed ones are open to content scripts only. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  const name = localNameOf(element);
  if (!shadowHosts.has(name) && !name.includes('-')) return null;
  const open = shadowRootOfOpen(element);
  if (open) return open;
  // Not there in Firefox, where the element itself has the accessor.
  if (typeof chrome !== 'undefined' && chrome.dom && 'innerText' in element) {
    return chrome.dom.openOrClosedShadowRoot(element as HTMLElement); // only HTML elements have innerText
  }
  return (element as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? null;
}

/**
 * What stands below a node as the reader sees it: shadow trees instead of light ones, assigned nodes instead of slots, the summary
 * alone of details that are closed.
 */
export function renderedChildren(node: Element | ShadowRoot): readonly Node[] {
  if (isElement(node)) {
    const root = shadowRootOf(node);
    if (root) return [...root.childNodes];
    if (hasTag(node, 'slot')) {
      const assigned = node.assignedNodes({ flatten: true });
      if (assigned.length > 0) return assigned;
    }
    if (hasTag(node, 'details') && !hasAttributeOf(node, 'open')) {
      return [...childNodesOf(node)]
        .filter((child) => isElement(child) && hasTag(child, 'summary'))
        .slice(0, 1);
    }
  }
  const children = childNodesOf(node);
  // Most elements hold one node, and copying a list costs more than looking into it.
  const { length, 0: only } = children;
  return length === 1 && only ? [only] : [...children];
}

const neverText = new Set(
  'script style noscript template head option datalist svg canvas object embed'.split(' '),
);

export const carriesNoText = (element: Element): boolean => neverText.has(localNameOf(element).toLowerCase());

export const roleOf = (element: Element): string | null => attributeOf(element, 'role');
