export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Does not end the style element; CSS reads it as before. */
export const escapeStyle = (css: string): string => css.replaceAll(/<\/(?=style)/gi, '<\\/');
