import type { Span } from '../evidence/span.ts';

/** Luhn's checksum (ISO/IEC 7812-1, annex B). */
function hasChecksum(digits: string): boolean {
  let sum = 0;
  for (let n = 0; n < digits.length; n++) {
    const digit = Number(digits[digits.length - 1 - n]);
    const doubled = n % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Leading digits and lengths of the schemes that are issued today: without them one in ten order numbers would be a card. */
const schemes: readonly { begin: RegExp; lengths: readonly number[] }[] = [
  { begin: /^4/, lengths: [13, 16, 19] }, // Visa
  { begin: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] }, // Mastercard
  { begin: /^3[47]/, lengths: [15] }, // American Express
  { begin: /^(?:6011|64[4-9]|65)/, lengths: [16, 19] }, // Discover
  { begin: /^(?:352[89]|35[3-8])/, lengths: [16, 19] }, // JCB
  { begin: /^(?:30[0-5]|3095|36|3[89])/, lengths: [14, 16] }, // Diners Club
  { begin: /^(?:62|81)/, lengths: [16, 17, 18, 19] }, // UnionPay
  { begin: /^(?:50[0-9]|5[6-9]|60|6[37])/, lengths: [16, 18, 19] }, // Maestro, RuPay
];

/** Digits in groups of three or more, parted by one blank or hyphen, or in one piece. */
const candidate = /(?<![\p{L}\p{N}.,_-])\d{3,19}(?:[ \u00a0-]\d{3,7}){0,5}(?![\p{L}\p{N}_]|[.,-]\d)/gu;
const otherNumber =
  /\b(?:order|invoice|tracking|shipment|parcel|ticket|imei|serial|sku|ean|gtin|isbn|timestamp|epoch|auftrag|bestell\w*|rechnung\w*|sendung\w*|commande|facture|pedido|factura)\b/i;
const cardWord = /\b(?:card|pan|visa|mastercard|amex|karte|kreditkarte|carte|tarjeta|carta|cart[aã]o)\b/i;

/**
 * Card numbers (ISO/IEC 7812) with scheme, length and a right checksum. `context` is what stands beside the text: its column title
 * or label; numbers of orders, parcels and devices are no cards.
 */
export function findPaymentCards(text: string, context: string): Span[] {
  if (otherNumber.test(context) && !cardWord.test(context)) return [];
  const spans: Span[] = [];
  for (const { 0: number, index: start } of text.matchAll(candidate)) {
    const digits = number.replaceAll(/\D/g, '');
    const before = text.slice(Math.max(0, start - 24), start);
    if (otherNumber.test(before) && !cardWord.test(before)) continue;
    const isScheme = schemes.some(
      ({ begin, lengths }) => begin.test(digits) && lengths.includes(digits.length),
    );
    if (isScheme && !/^(\d)\1+$/.test(digits) && hasChecksum(digits))
      spans.push({ start, end: start + number.length });
  }
  return spans;
}
