/** Looks through a finished snapshot as a parser reads it, knowing nothing of how it was made. */
import { snapshotPolicy } from '#core/evidence/snapshot.ts';

const forbiddenElements = new Set(
  `script noscript object embed applet base link frame frameset portal fencedframe foreignobject animate animatecolor animatemotion animatetransform set
   mpath source track handler listener`.split(/\s+/),
);
const loading = new Set(
  `srcset action formaction background cite data ping longdesc profile manifest codebase classid lowsrc dynsrc archive target nonce autofocus
   http-equiv xml:base`.split(/\s+/),
);
const pictureData = /^data:image\/[\w.+-]+;base64,[A-Za-z0-9+/]+=*$/;
/** Every address in a style stands in double quotes, as we write it. */
const foreignAddress = /url\((?!\s*"(?:data:|#))|@import|expression\(|-moz-binding/i;

function verifyAttribute(element: Element, name: string, value: string): void {
  const tag = element.localName.toLowerCase();
  const fail = () => {
    throw new Error(`the snapshot is not inert: ${name} of ${tag}`);
  };
  if (name.startsWith('on')) fail();
  if (loading.has(name) && !(tag === 'meta' && name === 'http-equiv')) fail();
  if ((name === 'src' || name === 'poster') && !pictureData.test(value)) fail();
  if ((name === 'href' || name === 'xlink:href') && !value.startsWith('#')) fail();
  if (name === 'style' && foreignAddress.test(value)) fail();
  if (name === 'srcdoc') {
    if (tag !== 'iframe' || element.getAttribute('sandbox') !== '') fail();
    verifyInert(value);
  }
}

function verifyElement(element: Element): void {
  const name = element.localName.toLowerCase();
  const isOurs =
    element.hasAttribute('charset') ||
    element.hasAttribute('name') ||
    element.getAttribute('content') === snapshotPolicy;
  if (forbiddenElements.has(name) || (name === 'meta' && !isOurs))
    throw new Error(`the snapshot is not inert: ${name}`);
  if (name === 'style' && foreignAddress.test(element.textContent ?? ''))
    throw new Error('the snapshot is not inert: a style');
  for (const attribute of Element.prototype.getAttributeNames.call(element))
    verifyAttribute(
      element,
      attribute.toLowerCase(),
      Element.prototype.getAttribute.call(element, attribute) ?? '',
    );
}

function verifyTree(root: Document | DocumentFragment): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    verifyElement(node as Element);
    if (node instanceof HTMLTemplateElement) verifyTree(node.content);
  }
}

/** Throws, and says where, when the file could run, load, send or go anywhere. */
export function verifyInert(html: string): void {
  const read = new DOMParser().parseFromString(html, 'text/html');
  const policy = read.head.querySelector('meta[http-equiv="Content-Security-Policy"]');
  if (
    policy?.getAttribute('content') !== snapshotPolicy ||
    policy.previousElementSibling?.localName !== 'meta'
  )
    throw new Error('the snapshot is not inert: its policy does not come first');
  verifyTree(read);
}
