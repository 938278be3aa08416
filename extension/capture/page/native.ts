/**
 * The browser's own properties and methods. A form's fields and a document's images stand in for them by their names - in
 * `<form><input name="childNodes">` the form's `childNodes` is the input - so what may be a form or a document is asked through these.
 */
const {
  getAttribute,
  getAttributeNames,
  hasAttribute,
  querySelector,
  querySelectorAll,
  getBoundingClientRect,
  checkVisibility,
} = Element.prototype;

export function getterOf<Target extends object, Key extends keyof Target>(prototype: Target, key: Key) {
  const get = Object.getOwnPropertyDescriptor(prototype, key)?.get;
  if (!get) throw new Error(`expected the browser to have a getter for ${String(key)}`);
  // The descriptor's type does not carry what its getter returns.
  return (target: Target): Target[Key] => get.call(target) as Target[Key];
}

export const nodeTypeOf = getterOf(Node.prototype, 'nodeType');
export const nodeValueOf = getterOf(Node.prototype, 'nodeValue');
export const childNodesOf = getterOf(Node.prototype, 'childNodes');
export const parentOf = getterOf(Node.prototype, 'parentNode');
export const textContentOf = getterOf(Node.prototype, 'textContent');
export const documentOf = getterOf(Node.prototype, 'ownerDocument');
export const rootOf = (node: Node): Node => Node.prototype.getRootNode.call(node);

export const assignedSlotOf = getterOf(Element.prototype, 'assignedSlot');
export const localNameOf = getterOf(Element.prototype, 'localName');
export const shadowRootOfOpen = getterOf(Element.prototype, 'shadowRoot');
export const clientTopOf = getterOf(Element.prototype, 'clientTop');
export const clientLeftOf = getterOf(Element.prototype, 'clientLeft');
export const clientWidthOf = getterOf(Element.prototype, 'clientWidth');
export const clientHeightOf = getterOf(Element.prototype, 'clientHeight');
export const attributeOf = (element: Element, name: string): string | null =>
  getAttribute.call(element, name);
export const attributeNamesOf = (element: Element): string[] => getAttributeNames.call(element);
export const hasAttributeOf = (element: Element, name: string): boolean => hasAttribute.call(element, name);
export const rectOf = (element: Element): DOMRect => getBoundingClientRect.call(element);
export const firstOf = (node: Element, selector: string): Element | null =>
  querySelector.call(node, selector);
export const allOf = (node: Element, selector: string): NodeListOf<Element> =>
  querySelectorAll.call(node, selector);
export const isVisible = (element: Element, options: CheckVisibilityOptions): boolean =>
  checkVisibility.call(element, options);
export const closestOf = (element: Element, selector: string): Element | null =>
  Element.prototype.closest.call(element, selector);

export const windowOf = getterOf(Document.prototype, 'defaultView');
export const scrollingElementOf = getterOf(Document.prototype, 'scrollingElement');
export const activeElementOf = getterOf(Document.prototype, 'activeElement');
export const rangeIn = (page: Document): Range => Document.prototype.createRange.call(page);
/** An element for the window's own document. */
export const makeElement = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag): HTMLElementTagNameMap[Tag] =>
  Document.prototype.createElement.call(document, tag) as HTMLElementTagNameMap[Tag];
/** For roots and parents of what stands in a page. Not by `host`: a document has one, too, once an image in it is called so. */
export const isShadowRoot = (node: Node): node is ShadowRoot =>
  nodeTypeOf(node) === Node.DOCUMENT_FRAGMENT_NODE;
const sheetsOfDocument = getterOf(Document.prototype, 'adoptedStyleSheets');
export const adoptedSheetsOf = (root: Document | ShadowRoot): CSSStyleSheet[] =>
  isShadowRoot(root) ? root.adoptedStyleSheets : sheetsOfDocument(root);
export const animationsIn = (root: Document | ShadowRoot): Animation[] =>
  isShadowRoot(root) ? root.getAnimations() : Document.prototype.getAnimations.call(root);
export const baseAddressOf = getterOf(Node.prototype, 'baseURI');
const compatModeOf = getterOf(Document.prototype, 'compatMode');
export const isInQuirksMode = (page: Document): boolean => compatModeOf(page) === 'BackCompat';
export const titleOf = getterOf(Document.prototype, 'title');
export const bodyOf = getterOf(Document.prototype, 'body');
export const rootElementOf = getterOf(Document.prototype, 'documentElement');
/** All elements of the tree that the root - a document, shadow root or detached element - is the root of. */
export function allInTree(root: Node, selector: string): NodeListOf<Element> {
  if (nodeTypeOf(root) === Node.DOCUMENT_NODE)
    return Document.prototype.querySelectorAll.call(root as Document, selector);
  if (nodeTypeOf(root) === Node.DOCUMENT_FRAGMENT_NODE)
    return (root as DocumentFragment).querySelectorAll(selector);
  return allOf(root as Element, selector);
}
/** The element with the id in the tree of the given root; null in a detached tree. */
export function byId(root: Node, id: string): Element | null {
  if (nodeTypeOf(root) === Node.DOCUMENT_NODE) return Document.prototype.getElementById.call(root, id);
  if (nodeTypeOf(root) === Node.DOCUMENT_FRAGMENT_NODE) return (root as DocumentFragment).getElementById(id);
  return null;
}
/** The topmost element of a document or shadow root at a point of its window; null where there is none. */
export const topmostAt = (root: Node, x: number, y: number): Element | null =>
  nodeTypeOf(root) === Node.DOCUMENT_NODE
    ? Document.prototype.elementFromPoint.call(root, x, y)
    : (root as ShadowRoot).elementFromPoint(x, y);
export const contains = (outer: Node, inner: Node): boolean => Node.prototype.contains.call(outer, inner);
export const scrollHeightOf = getterOf(Element.prototype, 'scrollHeight');
export const scrollWidthOf = getterOf(Element.prototype, 'scrollWidth');
