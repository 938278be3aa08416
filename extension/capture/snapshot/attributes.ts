/** Which of an element's attributes a snapshot keeps. What makes them inert comes later, outside the page. */
import { holdsSecret, namesSecret } from '../page/secrets.ts';
import { namesOf } from '../page/labels.ts';
import { attributeNamesOf, attributeOf, localNameOf, textContentOf } from '../page/native.ts';
import { hasTag, isMasked } from '../page/visibility.ts';

/** What a reader sees or hears, and what draws: kept at any length. */
const told = new Set([
  'alt',
  'title',
  'placeholder',
  'aria-label',
  'class',
  'style',
  'd',
  'points',
  'transform',
]);
/** What loads, sends or moves, what is written anew from the page's state, and keys that are no business of a picture. */
const left = new Set(
  `src srcset sizes href xlink:href action formaction background cite data poster ping longdesc profile manifest codebase classid usemap lowsrc dynsrc
   icon archive srcdoc target http-equiv content nonce integrity autofocus autoplay sandbox allow is value checked selected contenteditable popover
   popovertarget popovertargetaction command commandfor form formtarget formmethod method enctype accept-charset tabindex accesskey download itemid
   shadowrootmode shadowrootclonable shadowrootserializable shadowrootdelegatesfocus loading crossorigin referrerpolicy fetchpriority decoding
   attributionsrc http-equiv draggable spellcheck autocomplete`.split(/\s+/),
);
/** Longer ones are state of the page's script and draw nothing. */
const longestUntold = 120;

/** Names and values of the attributes that stay, in the page's order. */
export function keptAttributes(element: Element): [string, string][] {
  const kept: [string, string][] = [];
  const isDrawing = element.namespaceURI === 'http://www.w3.org/2000/svg';
  for (const name of attributeNamesOf(element)) {
    const lower = name.toLowerCase();
    if (
      left.has(lower) ||
      lower.startsWith('on') ||
      lower.startsWith('data-x-') ||
      !/^[a-z_:@#*([][^\s"'<>/=]*$/i.test(name)
    )
      continue;
    const value = attributeOf(element, name) ?? '';
    if (!told.has(lower) && !isDrawing && value.length > longestUntold) continue;
    // A token in an attribute is as secret as one in a field.
    if (lower.startsWith('data-') && value !== '' && namesSecret([name], value)) continue;
    kept.push([name, value]);
  }
  return kept;
}

/** True for a field whose value the page's text withholds, too. */
export function isSecretField(element: HTMLInputElement | HTMLTextAreaElement): boolean {
  return holdsSecret(element, namesOf(element), isMasked(getComputedStyle(element)));
}

/** A longer one is a document. */
const longestSecret = 2_000;

/** True for an editable text that is none of HTML's fields and that its names call a secret. */
export function isSecretText(element: Element): boolean {
  if (hasTag(element, 'input') || hasTag(element, 'textarea')) return false;
  const editable =
    attributeOf(element, 'role') === 'textbox' || attributeOf(element, 'contenteditable') !== null;
  // Gathering the text of every element would read a huge page again and again.
  if (!editable) return false;
  const text = textContentOf(element) ?? '';
  return (
    text.length < longestSecret &&
    text.trim() !== '' &&
    namesSecret([attributeOf(element, 'id') ?? '', ...namesOf(element)], text)
  );
}

export const isSvgRoot = (element: Element): boolean =>
  localNameOf(element) === 'svg' && element.namespaceURI === 'http://www.w3.org/2000/svg';
