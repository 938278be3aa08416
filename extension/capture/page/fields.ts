import { withheldValue } from '#core/evidence/withheld.ts';
import { isElementWithin, readingAll } from './area.ts';
import { maxRawLength } from './inline-text.ts';
import { labelElementsOf, labelOf, namesOf, ownText, unseenName } from './labels.ts';
import { attributeOf, textContentOf } from './native.ts';
import { holdsSecret, namesSecret } from './secrets.ts';
import { hasTag, isMasked, isShown, roleOf, tidy } from './visibility.ts';

type FieldControl = 'checkbox' | 'radio' | 'switch' | 'select' | 'text' | 'button';
export type Field = { control: FieldControl; label: string; value: string };

const onOff = (on: boolean): string => (on ? 'on' : 'off');

/** The state that an attribute such as `aria-checked` tells. */
function ariaState(element: Element, attribute: string): string {
  const state = attributeOf(element, attribute);
  return state === 'mixed' ? 'mixed' : onOff(state === 'true');
}

const boxState = (input: HTMLInputElement): string => (input.indeterminate ? 'mixed' : onOff(input.checked));

function textField(field: HTMLInputElement | HTMLTextAreaElement): Field {
  const names = namesOf(field);
  // Its label may stand outside of what is read.
  const allNames = readingAll(() => namesOf(field));
  const isSecret = holdsSecret(field, allNames, isMasked(getComputedStyle(field)));
  const value = isSecret ? withheldValue : tidy(field.value.slice(0, maxRawLength));
  return { control: 'text', label: names[0] ?? '', value };
}

function inputField(input: HTMLInputElement): Field | undefined {
  switch (input.type) {
    case 'hidden':
    case 'image':
    case 'file':
    case 'color':
      return undefined;
    case 'checkbox':
      return {
        control: roleOf(input) === 'switch' ? 'switch' : 'checkbox',
        label: labelOf(input),
        value: boxState(input),
      };
    case 'radio':
      return { control: 'radio', label: labelOf(input), value: onOff(input.checked) };
    case 'submit':
    case 'button':
    case 'reset':
      return { control: 'button', label: tidy(input.value.slice(0, 500)) || labelOf(input), value: '' };
    default:
      return textField(input);
  }
}

function selectField(select: HTMLSelectElement): Field {
  const chosen: string[] = [];
  for (const option of select.selectedOptions) {
    if (chosen.length < 200) chosen.push(tidy(option.text.slice(0, 500)));
  }
  return { control: 'select', label: labelOf(select), value: chosen.join(', ') };
}

/** A button; one that stays pressed is a switch. */
function buttonField(button: Element): Field {
  const label = ownText(button) || labelOf(button) || unseenName(button);
  if (/^(true|false|mixed)$/.test(attributeOf(button, 'aria-pressed') ?? '')) {
    return { control: 'switch', label, value: ariaState(button, 'aria-pressed') };
  }
  return { control: 'button', label, value: '' };
}

/** ARIA widgets that are no form controls of HTML. */
function ariaField(element: Element): Field | undefined {
  const role = roleOf(element);
  if (role === 'checkbox' || role === 'switch' || role === 'radio') {
    return {
      control: role,
      label: labelOf(element) || ownText(element),
      value: ariaState(element, 'aria-checked'),
    };
  }
  if (role === 'button' && attributeOf(element, 'aria-pressed') !== null) return buttonField(element);
  // Any other text box is read like the text that it is, with its lines and headings.
  if (role === 'textbox' && isSecretTextBox(element)) {
    return { control: 'text', label: labelOf(element), value: withheldValue };
  }
  return undefined;
}

function isSecretTextBox(element: Element): boolean {
  const value = (textContentOf(element) ?? '').slice(0, maxRawLength).trim();
  return (
    value !== '' &&
    namesSecret([attributeOf(element, 'id') ?? '', ...readingAll(() => namesOf(element))], value)
  );
}

/**
 * The form control that the element is, with what a reader sees in it, or undefined when it is none. Boxes that a page hides in
 * favour of a drawn one still count when their label can be seen. A box neither on nor off is `mixed`.
 */
export function fieldOf(element: Element): Field | undefined {
  if (hasTag(element, 'input')) return inputField(element);
  if (hasTag(element, 'select')) return selectField(element);
  if (hasTag(element, 'textarea')) return textField(element);
  const role = roleOf(element);
  if (hasTag(element, 'button') && (role === null || role === 'button')) return buttonField(element);
  return role === null ? undefined : ariaField(element);
}

/** What a reader sees of the field: itself, or the label where that draws it. Undefined when it cannot be seen. */
export function shownPartOf(element: Element): Element | undefined {
  if (isShown(element)) return isElementWithin(element) ? element : undefined;
  const drawnByLabel = hasTag(element, 'input') && (element.type === 'checkbox' || element.type === 'radio');
  return drawnByLabel
    ? labelElementsOf(element).find((label) => isShown(label) && isElementWithin(label))
    : undefined;
}

/** `Label: value` for a field inside a sentence or a table cell. */
function fieldToText({ control, label, value }: Field): string {
  if (control === 'button') return label;
  return label ? `${label}: ${value}` : value;
}

/** A button of a picture alone says nothing in a line or a cell: its name is no part of what the page shows there. */
const isWordless = (element: Element, { control }: Field): boolean =>
  control === 'button' && !hasTag(element, 'input') && ownText(element) === '';

/** What stands for the element in a line of text when it is a field: nothing when it cannot be seen. */
export function fieldText(element: Element): string | undefined {
  const field = fieldOf(element);
  if (!field) return undefined;
  return shownPartOf(element) && !isWordless(element, field) ? fieldToText(field) : '';
}
