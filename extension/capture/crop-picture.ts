import type { Box } from './page/place.ts';
import type { View } from './select/selection.ts';
import type { Picture } from './take-picture.ts';

/** Sums of binary fractions are a little off; a pixel counts only where more than this much of it is chosen. */
const crumb = 0.01;

/** Pixels of the picture for one CSS pixel of the window. */
function scaleOf(picture: Picture, { width, devicePixelRatio, pinch }: View): number {
  // The ratio is exact where the picture is as wide as it says; the window's width is rounded to whole CSS pixels.
  const isExact = Math.abs(picture.width - width * devicePixelRatio) <= devicePixelRatio;
  return (isExact ? devicePixelRatio : picture.width / width) * pinch.scale;
}

/**
 * The pixels of a visible tab's picture that show a box of the window, rounded outward to whole pixels and cut to the picture; undefined when
 * none does.
 */
export function pixelsOf(picture: Picture, { left, top, right, bottom }: Box, view: View) {
  const scale = scaleOf(picture, view);
  const start = (css: number, most: number) => Math.min(Math.max(Math.floor(css * scale + crumb), 0), most);
  const end = (css: number, most: number) => Math.min(Math.max(Math.ceil(css * scale - crumb), 0), most);
  const x = start(left - view.pinch.left, picture.width);
  const y = start(top - view.pinch.top, picture.height);
  const width = end(right - view.pinch.left, picture.width) - x;
  const height = end(bottom - view.pinch.top, picture.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

/** These pixels as a picture of their own: a PNG, pixel for pixel the same. Rejects when the picture cannot be decoded. */
export async function cropPicture(
  { bytes }: Picture,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): Promise<Picture> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }), x, y, width, height, {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  try {
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('the browser gave no canvas for the picture');
    pen.drawImage(bitmap, 0, 0);
    const cropped = await canvas.convertToBlob({ type: 'image/png' });
    return { bytes: new Uint8Array(await cropped.arrayBuffer()), width, height };
  } finally {
    bitmap.close();
  }
}
