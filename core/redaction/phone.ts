import type { Span } from '../evidence/span.ts';

/** Country calling codes of one and two digits; all others have three (ITU-T E.164, list of assigned codes). */
const shortCodes = /^(?:1|7|2[07]|3[0123469]|4[013456789]|5[12345678]|6[0123456]|8[1246]|9[0123458])/;
const threeDigitCode =
  /^(?:2[1234568]\d|29[0179]|35\d|37[0-8]|38[0-35-79]|42[013]|50\d|59\d|67\d|68\d|69[012]|80[08]|85[02356]|870|88[06]|96\d|97\d|99[23456789])/;

/** What stands between the digits of a phone number. */
const between = String.raw`[ \u00a0\u202f./()\u2010\u2011\u2013-]{0,3}`;
const international = new RegExp(
  String.raw`(?<![\p{L}\p{N}+.,:/-]|\d )\+\(?\d(?:${between}\d){7,16}(?![\p{L}\p{N}]|[.,:]\d)`,
  'gu',
);
/** North America without country code: area code and exchange begin with 2 to 9 (NANP). */
const american =
  /(?<![\p{L}\p{N}+.,:/#_-]|\d )(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?![\p{L}\p{N}_]|[.,:-]\d)/gu;
/** With trunk prefix 0: an area code in brackets or set off by a slash, or French pairs. */
const withTrunk =
  /(?<![\p{L}\p{N}+.,:/#_-]|\d )(?:\(0\d{1,5}\)[ /-]?\d{2,4}(?:[ -]?\d{2,4}){1,3}|0\d{2,4} ?\/ ?\d{3,8}(?:[ -]\d{1,5})?|0[1-9](?:[ .]\d{2}){4}|00[1-9]\d{0,2}(?: \d{1,5}){2,5})(?![\p{L}\p{N}_]|[.,:/-]\d)/gu;
/** Where a title says "phone", any number that is long enough. */
const plain = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,:+(])\(?\d(?:${between}\d){6,14}(?![\p{L}\p{N}]|[.,:]\d)`,
  'gu',
);

const phoneWord =
  /(?:\b(?:tele)?phones?\b|\bmobiles?\b|\bcell(?:phone)?\b|\btel(?:\.|\b)|\btelefoo?n|\btéléphone|\bteléfono|\bhandy|\bmobil(?:nummer|e|funk)?\b|\bportable\b|\bmóvil\b|\bcelular\b|\bcellulare\b|\btelefone\b|\bfax\b|\bsms\b|\bwhatsapp\b|\brufnummer|\bdurchwahl|電話|携帯|电话|手机|전화|телефон)/iu;
const otherNumber =
  /\b(?:order|invoice|tracking|ticket|case|serial|version|build|sku|part|account (?:no|number|id)|customer (?:no|number|id)|id|date|time|ip|size|bestell\w*|auftrags\w*|rechnungs\w*|commande|facture|pedido)\b/i;
const date = /^(?:\d{4}[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ]\d{4})(?:\D|$)/;

function hasCallingCode(number: string): boolean {
  const digits = number.replaceAll(/\D/g, '');
  // E.164 section 6: at most 15 digits. Countries 1 and 7 have ten after the code.
  if (/^[17]/.test(digits)) return digits.length === 11;
  return (
    (shortCodes.test(digits) || threeDigitCode.test(digits)) && digits.length >= 9 && digits.length <= 15
  );
}

/**
 * Phone numbers: with country code anywhere, without where their form or the words beside them (`context`, the column title or
 * label, or the words just before) tell. Dates, versions and the numbers of orders are none.
 */
export function findPhones(text: string, context: string): Span[] {
  const spans: Span[] = [];
  const add = (start: number, found: string) => spans.push({ start, end: start + found.length });
  for (const { 0: found, index } of text.matchAll(international))
    if (hasCallingCode(found.replace(/\(0\)/, ''))) add(index, found);
  const isPhone = phoneWord.test(context);
  if (!isPhone && otherNumber.test(context)) return spans;
  for (const pattern of [american, withTrunk])
    for (const { 0: found, index } of text.matchAll(pattern))
      if (isPhone || !otherNumber.test(text.slice(Math.max(0, index - 16), index))) add(index, found);
  for (const { 0: found, index } of text.matchAll(plain)) {
    const isCalledPhone = isPhone || phoneWord.test(text.slice(Math.max(0, index - 20), index));
    if (isCalledPhone && !date.test(found)) add(index, found);
  }
  return spans;
}
