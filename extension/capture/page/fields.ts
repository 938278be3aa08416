import { hasTag, isShown, tidy } from './visibility.ts';

type FieldControl = 'checkbox' | 'radio' | 'switch' | 'select' | 'text' | 'button';
export type Field = { control: FieldControl; label: string; value: string };

/** Stands for a value that must never be recorded. */
export const withheldValue = '(not recorded)';

const secretName = /(^|[-_.\s])(pass(word|wd|phrase)?|pwd|secret|token|otp|pin)$/i;

/**
 * True when the field may hold a secret: a password box, one that asks for passwords, one-time codes or card data, or one that is
 * named after a secret - unless it holds a bare number, which is a policy setting such as a least length.
 */
function holdsSecret(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  if (field.type === 'password') return true;
  if (/password|one-time-code|cc-/.test(field.autocomplete)) return true;
  const named = secretName.test(field.name) || secretName.test(field.id);
  return named && !/^\d{0,6}$/.test(field.value);
}

/** What names the field for a reader; empty when nothing does. */
export function labelOf(element: Element): string {
  const root = element.getRootNode() as Document | ShadowRoot; // an attached element's root is one of these
  const byIds = (element.getAttribute('aria-labelledby') ?? '')
    .split(/\s+/)
    .map((id) => (id ? root.getElementById(id)?.textContent : ''))
    .join(' ');
  // Null for elements that cannot be labelled, such as an ARIA checkbox made of a div.
  const labels = 'labels' in element ? (element.labels as NodeListOf<HTMLLabelElement> | null) : null;
  const candidates = [
    element.getAttribute('aria-label'),
    byIds,
    ...[...(labels ?? [])].map((label) => label.textContent),
    element.getAttribute('title'),
    element.getAttribute('placeholder'),
    element.getAttribute('name'),
  ];
  for (const candidate of candidates) {
    const label = tidy(candidate ?? '');
    if (label !== '') return label.slice(0, 500);
  }
  return '';
}

const onOff = (on: boolean): string => (on ? 'on' : 'off');

function inputField(input: HTMLInputElement): Field | undefined {
  const label = labelOf(input);
  switch (input.type) {
    case 'hidden':
    case 'image':
    case 'file':
    case 'color':
      return undefined;
    case 'checkbox':
      return { control: input.role === 'switch' ? 'switch' : 'checkbox', label, value: onOff(input.checked) };
    case 'radio':
      return { control: 'radio', label, value: onOff(input.checked) };
    case 'submit':
    case 'button':
    case 'reset':
      return { control: 'button', label: tidy(input.value) || label, value: '' };
    default:
      return { control: 'text', label, value: holdsSecret(input) ? withheldValue : tidy(input.value) };
  }
}

/** ARIA widgets that are no form controls of HTML. */
function ariaField(element: Element): Field | undefined {
  const role = element.getAttribute('role');
  if (role !== 'checkbox' && role !== 'switch' && role !== 'radio') return undefined;
  const label = labelOf(element) || tidy(element.textContent ?? '').slice(0, 500);
  return { control: role, label, value: onOff(element.getAttribute('aria-checked') === 'true') };
}

/**
 * The form control that the element is, with what a reader sees in it, or undefined when it is none. Boxes that a page hides in
 * favour of a drawn one still count when their label can be seen.
 */
export function fieldOf(element: Element): Field | undefined {
  if (hasTag(element, 'input')) return inputField(element);
  if (hasTag(element, 'select')) {
    const chosen = [...element.selectedOptions].map((option) => tidy(option.textContent ?? ''));
    return { control: 'select', label: labelOf(element), value: chosen.join(', ') };
  }
  if (hasTag(element, 'textarea')) {
    const value = holdsSecret(element) ? withheldValue : tidy(element.value).slice(0, 5_000);
    return { control: 'text', label: labelOf(element), value };
  }
  if (hasTag(element, 'button') && element.getAttribute('role') === null) {
    return { control: 'button', label: tidy(element.innerText) || labelOf(element), value: '' };
  }
  return ariaField(element);
}

/** True when a reader can see the field, or its label where the field itself is drawn by the label. */
export function fieldIsShown(element: Element): boolean {
  if (isShown(element)) return true;
  const drawnByLabel = hasTag(element, 'input') && (element.type === 'checkbox' || element.type === 'radio');
  return drawnByLabel && [...(element.labels ?? [])].some((label) => isShown(label));
}

/** `Label: value` for a field inside a sentence or a table cell. */
export function fieldToText({ control, label, value }: Field): string {
  if (control === 'button') return label;
  return label ? `${label}: ${value}` : value;
}
