import type { Bytes } from '../shared/bytes.ts';

/** Pixels, before any turn that the file's metadata may ask for. */
export type ImageSize = { width: number; height: number };

/** PNG specification, 11.2.2 IHDR. */
const pngSize = (view: DataView): ImageSize => ({ width: view.getUint32(16), height: view.getUint32(20) });

/** Start of frame: all of C0 to CF but the tables DHT (C4), JPG (C8) and DAC (CC). ITU-T T.81, table B.1. */
const isStartOfFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpegSize(view: DataView): ImageSize | undefined {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
    } else if (isStartOfFrame(marker)) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    } else if ((marker >= 0xd0 && marker <= 0xd8) || marker === 0x01) {
      at += 2;
    } else if (marker === 0xd9 || marker === 0xda) {
      return undefined;
    } else {
      at += 2 + view.getUint16(at + 2);
    }
  }
  return undefined;
}

/** RFC 9649: sections 2.5 (VP8), 2.6 (VP8L) and 2.7 (VP8X). */
function webpSize(view: DataView): ImageSize | undefined {
  const chunk = String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + 12, 4));
  if (chunk === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk !== 'VP8X') return undefined;
  const uint24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
  return { width: uint24(24) + 1, height: uint24(27) + 1 };
}

/** Width and height of a PNG, JPEG or WebP from its header; undefined when the header is cut, broken or of another kind. */
export function imageSize(bytes: Bytes): ImageSize | undefined {
  if (bytes.length < 30) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes[0] === 0x89 ? pngSize(view) : bytes[0] === 0xff ? jpegSize(view) : webpSize(view);
  return size && size.width > 0 && size.height > 0 ? size : undefined;
}
