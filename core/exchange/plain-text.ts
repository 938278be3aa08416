/** Excel refuses longer texts in one cell (UTF-16 units; "Excel specifications and limits"). */
export const cellLimit = 32_767;

// XML 1.0 (fifth edition) section 2.2 "Char", turned round. Surrogate here means half of a pair only, because of the u flag.
// eslint-disable-next-line no-control-regex -- control characters are what this looks for.
const notInXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Surrogate}]/gu;

/** The text without the characters that XML 1.0 cannot carry, and with `\n` for every line end. All else survives. */
export const plainText = (text: string): string => text.replace(/\r\n?/g, '\n').replace(notInXml, '');

/** Text as one spreadsheet cell can hold it: plain, and beyond 32,767 characters cut with a mark that says so. */
export function cellText(text: string): string {
  const plain = plainText(text);
  if (plain.length <= cellLimit) return plain;
  const mark = ` [... cut here: a cell holds ${cellLimit} characters, the whole text has ${plain.length}]`;
  // A pair cut in half would leave a lone surrogate, which is not XML.
  return plain.slice(0, cellLimit - mark.length).replace(/\p{Surrogate}$/u, '') + mark;
}

/** Text for a spreadsheet's XML. Excel reads `_x0041_` in a text as an escaped `A`, so such a run gets its underscore escaped. */
export const escapeXml = (text: string): string =>
  escapeMarkup(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));

/** Text for any XML: what would be markup is escaped. */
export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
