/** The page as a tree of what is drawn: through shadow roots and the frames that the browser lets us see. */
import {
  attributeOf,
  bodyOf,
  isShadowRoot,
  localNameOf,
  parentOf,
  rectOf,
  rootElementOf,
  textContentOf,
  topmostAt,
  windowOf,
} from '../page/native.ts';
import { placeInside } from '../page/area.ts';
import { isElement, isShown, renderedChildren, roleOf, tidy } from '../page/visibility.ts';

const frameDocumentOf = (element: Element): Document | null =>
  localNameOf(element) === 'iframe' || localNameOf(element) === 'frame'
    ? (element as HTMLIFrameElement).contentDocument
    : null;

/** The innermost element at a point of the window, in CSS pixels. */
export function elementAt(x: number, y: number): Element | undefined {
  let root: Document | ShadowRoot = document;
  let found: Element | undefined;
  let left = 0;
  let top = 0;
  for (;;) {
    const element: Element | null = topmostAt(root, x - left, y - top);
    if (!element || element === found) return found;
    found = element;
    const inner = frameDocumentOf(element);
    if (inner) {
      const body: Element | null = bodyOf(inner) ?? rootElementOf(inner);
      if (body) ({ frameLeft: left, frameTop: top } = placeInside(body));
      root = inner;
    } else if (element.shadowRoot) root = element.shadowRoot;
    else return found;
  }
}

/** What is around the element on the screen; undefined for the page itself. */
export function aroundOf(element: Element): Element | undefined {
  const parent = element.assignedSlot ?? parentOf(element);
  if (parent === null) return undefined;
  if (isElement(parent)) return localNameOf(parent) === 'slot' ? aroundOf(parent) : parent;
  if (isShadowRoot(parent)) return parent.host;
  return windowOf(parent as Document)?.frameElement ?? undefined;
}

const isDrawn = (element: Element): boolean => {
  const { width, height } = rectOf(element);
  return width > 0 && height > 0 && isShown(element);
};

/** The elements drawn directly in this one, in reading order. */
export function insideOf(element: Element): Element[] {
  const inner = frameDocumentOf(element);
  if (inner) return inner.body ? [inner.body] : [];
  return renderedChildren(element).filter(isElement).filter(isDrawn);
}

/** What a person who hears it knows the element by. */
export function nameOf(element: Element): string {
  const kind = roleOf(element) ?? localNameOf(element);
  const text = tidy(attributeOf(element, 'aria-label') ?? (textContentOf(element) ?? '').slice(0, 300)).slice(
    0,
    60,
  );
  return text === '' ? kind : `${kind}: ${text}`;
}
