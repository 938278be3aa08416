import { inlineText, unseenText } from './inline-text.ts';
import { allInTree, attributeOf, byId, rootOf } from './native.ts';
import { hasTag, isShown, roleOf, tidy } from './visibility.ts';

export const maxLabelLength = 500;

/**
 * The labels of every field, by root. The browser's own `labels` walks the whole page for each field, which takes seconds on a page
 * with thousands of them. Holds for one reading, because pages change.
 */
let labelsByRoot = new Map<Node, Map<Element, HTMLLabelElement[]>>();

/** To be called when a reading begins and when it is over. */
export function forgetLabels(): void {
  labelsByRoot = new Map();
}

/** The label elements that name the field, in reading order. */
export function labelElementsOf(field: Element): readonly HTMLLabelElement[] {
  const root = rootOf(field);
  let byField = labelsByRoot.get(root);
  if (!byField) {
    byField = new Map();
    labelsByRoot.set(root, byField);
    for (const label of allInTree(root, 'label')) addLabel(label as HTMLLabelElement, byField);
  }
  return byField.get(field) ?? [];
}

function addLabel(label: HTMLLabelElement, byField: Map<Element, HTMLLabelElement[]>): void {
  const { control } = label;
  if (!control) return;
  const others = byField.get(control);
  if (others) others.push(label);
  else byField.set(control, [label]);
}

const widgets = new Set(['checkbox', 'radio', 'switch', 'textbox', 'combobox', 'listbox', 'spinbutton']);

/** A field inside a label says its own value: it is no part of the label. */
function leavingOutFields(element: Element): string | undefined {
  const isField = hasTag(element, 'input') || hasTag(element, 'select') || hasTag(element, 'textarea');
  return isField || widgets.has(roleOf(element) ?? '') ? '' : undefined;
}

/** The text of a label, without the fields in it; at most 500 characters. */
export function labelText(label: Element): string {
  const shown = isShown(label) ? tidy(inlineText(label, leavingOutFields)) : '';
  return (shown || tidy(unseenText(label, leavingOutFields))).slice(0, maxLabelLength);
}

/** The text of a button or of a widget that is drawn by its content. */
export const ownText = (element: Element): string =>
  tidy(inlineText(element, (inner) => (inner === element ? undefined : leavingOutFields(inner)))).slice(
    0,
    maxLabelLength,
  );

/** What a button is called for those who do not see it; empty where it is called nothing. */
export const unseenName = (button: Element): string =>
  tidy(unseenText(button, (inner) => (inner === button ? undefined : leavingOutFields(inner)))).slice(
    0,
    maxLabelLength,
  );

/** Everything that names the field, the best first, empty ones left out. */
export function namesOf(field: Element): string[] {
  const root = rootOf(field);
  const ids = (attributeOf(field, 'aria-labelledby') ?? '').split(/\s+/).slice(0, 20);
  const byIds = ids.map((id) => (id === '' ? null : byId(root, id)));
  const attribute = (name: string) => tidy((attributeOf(field, name) ?? '').slice(0, maxLabelLength));
  return [
    attribute('aria-label'),
    byIds
      .map((element) => (element ? labelText(element) : ''))
      .join(' ')
      .trim()
      .slice(0, maxLabelLength),
    ...labelElementsOf(field).map(labelText),
    attribute('title'),
    attribute('placeholder'),
    attribute('name'),
  ].filter((name) => name !== '');
}

/** What names the field for a reader; empty when nothing does. */
export const labelOf = (field: Element): string => namesOf(field)[0] ?? '';
