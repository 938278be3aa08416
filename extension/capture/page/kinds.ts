import { fieldOf, fieldText, shownPartOf } from './fields.ts';
import { inlineText } from './inline-text.ts';
import { labelOf, labelText, maxLabelLength } from './labels.ts';
import { allOf, attributeOf, firstOf, localNameOf, rectOf, textContentOf } from './native.ts';
import { renderedChildren, roleOf, tidy } from './visibility.ts';

/**
 * The fields in a label whose text is told as the name of its field, so that it need not stand there twice. Undefined for a label
 * that says something of its own.
 */
export function fieldsNamedBy(label: HTMLLabelElement): Iterable<Element> | undefined {
  const { control } = label;
  if (!control || !fieldOf(control) || !shownPartOf(control)) return undefined;
  const text = labelText(label);
  if (text.length === maxLabelLength || text !== labelOf(control)) return undefined;
  return allOf(label, 'input, select, textarea, button');
}

export function headingLevel(element: Element): number | undefined {
  const tag = /^h([1-6])$/.exec(localNameOf(element));
  if (tag) return Number(tag[1]);
  if (roleOf(element) !== 'heading') return undefined;
  return Math.min(6, Math.max(1, Math.round(Number(attributeOf(element, 'aria-level'))) || 2));
}

/** A line made of boxes side by side, such as a setting's name with its value: it reads as one line. */
export function isShortRow(element: Element, style: CSSStyleDeclaration): boolean {
  const { display } = style;
  if (!display.endsWith('flex') && !display.endsWith('grid')) return false;
  if (display.endsWith('flex') && style.flexDirection.startsWith('column')) return false;
  if (rectOf(element).height > 80) return false;
  const length = tidy((textContentOf(element) ?? '').slice(0, 10_000)).length;
  if (length === 0 || length > 160) return false;
  return !firstOf(
    element,
    'h1, h2, h3, h4, table, iframe, input, select, textarea, [aria-pressed], [role="switch"], [role="checkbox"]',
  );
}

/** The text of a short row, its boxes parted by a dot. */
export const rowText = (element: Element): string =>
  renderedChildren(element)
    .map((child) => tidy(inlineText(child, fieldText)))
    .filter((text) => text !== '')
    .join(' · ');
