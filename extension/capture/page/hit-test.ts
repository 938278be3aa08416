import {
  clientLeftOf,
  clientTopOf,
  closestOf,
  contains,
  documentOf,
  nodeTypeOf,
  rectOf,
  rootOf,
  topmostAt,
} from './native.ts';

/** The shadow host in the document that the element stands in, at any depth; the element itself where it stands in none. */
function outermostHost(element: Element): Element {
  let at = element;
  for (let root = rootOf(at); nodeTypeOf(root) !== Node.DOCUMENT_NODE; root = rootOf(at)) {
    if (!('host' in root)) return at;
    at = root.host as Element; // only a shadow root has a host
  }
  return at;
}

function isOnTopOf(root: Node, element: Element, x: number, y: number): boolean {
  const hit = topmostAt(root, x, y);
  if (!hit) return false;
  if (contains(element, hit) || contains(hit, element)) return true;
  const label = closestOf(element, 'label');
  return label !== null && contains(label, hit);
}

/**
 * True when nothing lies over the element at a point, given in pixels of the element's own frame: the browser finds the element itself
 * there, what stands in it, or what it stands in. Looks through shadow trees, and at what lies over the frame.
 */
export function isOnTop(element: Element, x: number, y: number): boolean {
  const document = documentOf(element);
  if (!document) return false;
  const root = rootOf(element);
  const host = outermostHost(element);
  if (host !== element && !isOnTopOf(document, host, x, y)) return false;
  if (!isOnTopOf(root, element, x, y)) return false;
  const frame = document.defaultView?.frameElement;
  if (!frame) return true;
  const { left, top } = rectOf(frame);
  return isOnTop(frame, x + left + clientLeftOf(frame), y + top + clientTopOf(frame));
}
