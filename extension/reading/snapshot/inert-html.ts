/**
 * Makes a draft from a page inert, outside of that page. DOMPurify takes out what can act; this module decides about everything that can load. The result
 * is read again and looked through by other code (`verifyInert`) before anybody gets it.
 */
import createPurifier from 'dompurify';
import type { Config } from 'dompurify';
import {
  baseAttribute,
  boxAttribute,
  colorSchemeName,
  frameAttribute,
  pictureAttribute,
  scrollName,
  snapshotPolicy,
  sourceAttribute,
} from '#core/evidence/snapshot.ts';
import type { WrittenDraft } from '#core/evidence/snapshot.ts';
import { bytesToBase64, textToBytes } from '#core/shared/bytes.ts';
import { inertCss } from './inert-css.ts';
import { bitmapData, drawingSource, fontData } from './inert-data.ts';
import { verifyInert } from './verify-inert.ts';

const { getAttribute, setAttribute, removeAttribute, getAttributeNames } = Element.prototype;
const svgNamespace = 'http://www.w3.org/2000/svg';

/** Attributes that load, send, navigate, run or bind. Those of them that are safe with a value of ours are set afterwards. */
const forbidden = new Set(
  `src srcset sizes href xlink:href action formaction background cite data poster ping longdesc profile manifest codebase classid usemap lowsrc dynsrc icon
   archive srcdoc target http-equiv content nonce integrity autofocus autoplay sandbox allow allowfullscreen is contenteditable popover popovertarget
   popovertargetaction command commandfor form formtarget formmethod method enctype download accesskey xml:base xmlns:xlink attributename values from
   to by begin end onbegin onend implementation namespaceuri slotassignment csp credentialless`.split(/\s+/),
);
const own = new Set([baseAttribute, sourceAttribute, frameAttribute, boxAttribute, pictureAttribute]);
/** Elements that may point into the same document. */
const pointing = new Set('a use lineargradient radialgradient pattern filter textpath feimage'.split(' '));

const config: Config = {
  WHOLE_DOCUMENT: true,
  USE_PROFILES: { html: true, svg: true, svgFilters: true, mathMl: true },
  ADD_TAGS: [
    'use',
    'iframe',
    'template',
    'slot',
    'nobr',
    'video',
    'audio',
    'button',
    'textarea',
    'select',
    'option',
    'optgroup',
    'form',
    'dialog',
  ],
  FORBID_TAGS:
    `script noscript meta base link object embed applet frame frameset portal fencedframe animate animatecolor animatemotion
    animatetransform set mpath foreignobject source track xmp plaintext noembed noframes listing annotation-xml maction semantics`.split(
      /\s+/,
    ),
  CUSTOM_ELEMENT_HANDLING: {
    tagNameCheck: /^[a-z][\w.-]*-[\w.-]*$/,
    attributeNameCheck: /./,
    allowCustomizedBuiltInElements: false,
  },
  // Nothing in a file without script reads properties by name; its styles do.
  SANITIZE_DOM: false,
};

const nothing = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
/** What moves stands still; what has an end has come to it. */
const stillness =
  '*,*::before,*::after{transition:none!important;animation-delay:-1000s!important;animation-play-state:paused!important;caret-color:transparent!important}';

const fragmentsOnly = (address: string) => (/^#[^\s"'()\\<]*$/.test(address) ? address : undefined);

class Inerter {
  private readonly purifier = createPurifier(window);
  /** DOMPurify must not be called from its own hooks, and styles are full of drawings. */
  private readonly drawingPurifier = createPurifier(window);
  private readonly draft: WrittenDraft;
  private readonly resources: Map<string, string>;
  private readonly drawings = new Map<string, string | undefined>();
  private framesLeft = 500;

  constructor(draft: WrittenDraft) {
    this.draft = draft;
    this.resources = new Map(draft.resources);
    this.hook(this.purifier, (style) => {
      const base = getAttribute.call(style, baseAttribute) ?? '';
      style.textContent = inertCss(style.textContent ?? '', this.address(base));
    });
    this.hook(this.drawingPurifier, (style) => {
      style.textContent = inertCss(style.textContent ?? '', fragmentsOnly);
    });
  }

  /** Styles are written anew before DOMPurify looks at them: it removes those with a `<` that could be a tag's. */
  private hook(purifier: ReturnType<typeof createPurifier>, finishStyle: (style: Element) => void): void {
    purifier.addHook('uponSanitizeElement', (node, { tagName }) => {
      if (tagName === 'style') finishStyle(node as Element);
    });
    purifier.addHook('uponSanitizeAttribute', (_element, attribute) => {
      const name = attribute.attrName.toLowerCase();
      const isOurs = own.has(name) || !name.startsWith('data-x-');
      const fragment = (name === 'href' || name === 'xlink:href') && /^#[\w:.-]*$/.test(attribute.attrValue);
      if (fragment) attribute.forceKeepAttr = true;
      else if (forbidden.has(name) || name.startsWith('on') || !isOurs) attribute.keepAttr = false;
      // Styles are looked through afterwards; everything else that is left cannot load anything.
      else attribute.forceKeepAttr = true;
    });
  }

  /** The drawing written anew, so that nothing is in it but shapes. */
  private drawing(url: string): string | undefined {
    if (this.drawings.has(url)) return this.drawings.get(url);
    this.drawings.set(url, undefined);
    const source = drawingSource(url);
    const svg =
      source === undefined
        ? null
        : this.drawingPurifier.sanitize(source, { ...config, RETURN_DOM: true }).querySelector('svg');
    if (!svg) return undefined;
    this.finish(svg);
    const clean = new XMLSerializer().serializeToString(svg);
    const written = `data:image/svg+xml;base64,${bytesToBase64(textToBytes(clean))}`;
    this.drawings.set(url, written);
    return written;
  }

  private picture = (url: string): string | undefined => bitmapData(url) ?? this.drawing(url);

  private address(base: string) {
    return (address: string): string | undefined => {
      if (address.startsWith('#')) return fragmentsOnly(address);
      if (/^data:/i.test(address)) return this.picture(address) ?? fontData(address);
      const full = URL.canParse(address, base) ? new URL(address, base) : undefined;
      if (!full) return undefined;
      const found = this.resources.get(full.href);
      return found === undefined ? undefined : (this.picture(found) ?? fontData(found));
    };
  }

  private finishAttributes(element: Element): void {
    const name = element.localName.toLowerCase();
    for (const attribute of getAttributeNames.call(element)) {
      const value = getAttribute.call(element, attribute) ?? '';
      const lower = attribute.toLowerCase();
      if ((lower === 'href' || lower === 'xlink:href') && !pointing.has(name))
        removeAttribute.call(element, attribute);
      else if (lower === 'style' || (/[(\\]/.test(value) && element.namespaceURI === svgNamespace))
        setAttribute.call(element, attribute, inertCss(value, this.address('')));
    }
  }

  private addStyle(element: Element, declarations: string): void {
    const before = getAttribute.call(element, 'style');
    setAttribute.call(element, 'style', before ? `${before};${declarations}` : declarations);
  }

  private finishPicture(element: Element): void {
    const source = getAttribute.call(element, sourceAttribute);
    const picture = source === null ? undefined : this.picture(source);
    removeAttribute.call(element, sourceAttribute);
    switch (element.localName) {
      case 'img':
        setAttribute.call(element, 'src', picture ?? nothing);
        if (picture === undefined) this.addStyle(element, 'background:rgb(128 128 128 / 15%)');
        break;
      case 'canvas':
        if (picture !== undefined)
          this.addStyle(element, `background:url("${picture}") 0 0/100% 100% no-repeat content-box`);
        break;
      case 'video':
        if (picture !== undefined) setAttribute.call(element, 'poster', picture);
        break;
    }
  }

  private finishFrame(frame: Element): void {
    const index = getAttribute.call(frame, frameAttribute);
    removeAttribute.call(frame, frameAttribute);
    setAttribute.call(frame, 'sandbox', '');
    const html = index === null ? undefined : this.draft.frames[Number(index)];
    this.framesLeft -= 1;
    if (html !== undefined && this.framesLeft >= 0) setAttribute.call(frame, 'srcdoc', this.document(html));
  }

  private finishElement(element: Element): void {
    this.finishAttributes(element);
    const name = element.localName.toLowerCase();
    if (name === 'iframe') this.finishFrame(element);
    else if (name === 'img' || name === 'canvas' || name === 'video') this.finishPicture(element);
    else if (name === 'template') this.finishAll((element as HTMLTemplateElement).content);
    else
      for (const attribute of own)
        if (attribute !== boxAttribute && attribute !== pictureAttribute)
          removeAttribute.call(element, attribute);
  }

  private finishAll(root: Element | DocumentFragment): void {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) this.finishElement(node as Element);
  }

  private finish(root: Element): void {
    this.finishElement(root);
    this.finishAll(root);
  }

  document(html: string): string {
    const root = this.purifier.sanitize(html, { ...config, RETURN_DOM: true });
    this.finish(root);
    const { colorScheme, scroll } = this.draft;
    const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${snapshotPolicy}"><meta name="${colorSchemeName}" content="${colorScheme}"><meta name="${scrollName}" content="${Math.round(scroll.x)} ${Math.round(scroll.y)}"><title>Snapshot</title>`;
    const written = root.outerHTML.replace(/<head>/, () => `<head>${head}`);
    const doctype = /^<!doctype html>/i.test(html) ? '<!doctype html>' : '';
    return `${doctype}${written.replace(/<\/body>(?![\s\S]*<\/body>)/, () => `<style>${stillness}</style></body>`)}`;
  }
}

/** The page as one inert HTML file. Throws when anything in it is not as it must be. */
export function inertHtml(draft: WrittenDraft): string {
  const html = new Inerter(draft).document(draft.html);
  verifyInert(html);
  return html;
}
