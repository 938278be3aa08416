import { fieldOf } from './fields.ts';
import { withheldValue } from '#core/evidence/withheld.ts';
import type { Box } from './place.ts';
import { hasTag } from './visibility.ts';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const plainTypes = /^(text|search|email|url|tel|number|submit|button|reset)$/;
/** Date fields and files show words of the browser's own when they are empty; so do buttons. */
const blankTypes = /^(text|search|email|url|tel|number|password)$/;
const buttonTypes = /^(submit|button|reset)$/;
/** Room that the browser leaves for the arrow of a list. */
const arrowWidth = 16;

/** True when a field shows nothing: the browser would draw its value, or else its placeholder, and it has neither. */
const isBlank = (control: Control): boolean =>
  !hasTag(control, 'select') &&
  control.value === '' &&
  control.placeholder === '' &&
  (hasTag(control, 'textarea') || blankTypes.test(control.type));

/** The one line of text that the control shows as the browser draws it; undefined where that cannot be told. */
function shownLine(control: Control): string | undefined {
  if (hasTag(control, 'select'))
    return control.multiple || control.size > 1 ? undefined : control.selectedOptions[0]?.text;
  if (!hasTag(control, 'input') || !plainTypes.test(control.type) || control.scrollLeft > 0) return undefined;
  // An empty one may show a placeholder, too pale to be sure of.
  return control.value === '' ? undefined : control.value;
}

const pixels = (length: string): number => Number.parseFloat(length) || 0;

/**
 * The words of a form control and where they stand, which the browser tells for no control: worked out from its font. Undefined where
 * that cannot be told, or where the value is withheld.
 */
export function drawnFieldWords(
  control: Control,
  style: CSSStyleDeclaration,
  box: Box,
): { text: string; box: Box }[] | undefined {
  // A picture behind an empty field may show anything.
  if (isBlank(control)) return style.backgroundImage === 'none' ? [] : undefined;
  const line = shownLine(control)?.replace(/\s+/g, ' ').trim();
  if (line === undefined || line.length > 500 || fieldOf(control)?.value === withheldValue) return undefined;
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  if (!pen) return undefined;
  pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const widthOf = (text: string) => pen.measureText(text).width;
  const isButton = hasTag(control, 'input') && buttonTypes.test(control.type);
  const left = box.left + pixels(style.borderLeftWidth) + pixels(style.paddingLeft);
  const right = box.right - pixels(style.borderRightWidth) - pixels(style.paddingRight);
  const width = widthOf(line);
  if (width > right - left + 1 - (hasTag(control, 'select') ? arrowWidth : 0) && !isButton) return undefined;
  let x = left;
  if (isButton || style.textAlign === 'center') x = (left + right - width) / 2;
  else if (style.textAlign === 'right' || style.textAlign === 'end') x = right - width;
  const height = pixels(style.fontSize) * 1.25;
  const top = (box.top + box.bottom - height) / 2;
  return line.split(' ').map((text) => {
    const word = { text, box: { left: x, right: x + widthOf(text), top, bottom: top + height } };
    x += widthOf(`${text} `);
    return word;
  });
}
