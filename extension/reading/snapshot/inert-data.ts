/** Pictures and fonts in `data:` URLs, as far as they can do nothing but be shown. */

const bitmap =
  /^data:image\/(?:png|jpeg|jpg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon);base64,[A-Za-z0-9+/]+=*$/;
const font =
  /^data:(?:font\/[\w.+-]+|application\/(?:octet-stream|(?:x-)?font[\w.+-]*|vnd\.ms-(?:fontobject|opentype)));base64,[A-Za-z0-9+/]+=*$/;
const drawing = /^data:image\/svg\+xml(?<parameters>[^,]*),(?<data>.*)$/s;

/** Parameters after a media type, such as `;charset=utf-8`, say nothing that we need. */
const bare = (url: string) => url.replace(/^data:([^,;]*)(?:;(?!base64)[^,;]*)*/, 'data:$1');

/** The source of an SVG drawing in a `data:` URL; undefined when it is none. */
export function drawingSource(url: string): string | undefined {
  const found = drawing.exec(url)?.groups;
  if (!found) return undefined;
  const { parameters = '', data = '' } = found;
  try {
    if (!/;base64\s*$/i.test(parameters)) return decodeURIComponent(data);
    const binary = atob(data.replaceAll(/\s/g, ''));
    return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

/** The URL when it holds a picture of pixels, written without parameters; else undefined. */
export function bitmapData(url: string): string | undefined {
  const plain = bare(url);
  return bitmap.test(plain) ? plain : undefined;
}

export const fontData = (url: string): string | undefined => (font.test(bare(url)) ? bare(url) : undefined);
