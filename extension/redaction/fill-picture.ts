import type { Bytes } from '#core/shared/bytes.ts';
import type { PictureBox } from '#core/redaction/redact-recognised-text.ts';
import { type Picture, pngSize } from '../capture/take-picture.ts';

/** One colour for all, so that nothing of what lay below shows through in hue or brightness. */
const solid = '#111111';

/**
 * The picture encoded anew as PNG with the boxes filled. Nothing of the old file is carried over: no metadata, no chunk, no pixel
 * below a box. Boxes are widened to whole pixels. `drawAfter` draws over it in the end. Rejects when the picture cannot be decoded.
 */
export async function fillPicture(
  picture: Blob,
  boxes: readonly PictureBox[],
  drawAfter?: (pen: OffscreenCanvasRenderingContext2D) => void,
): Promise<Picture> {
  const bitmap = await createImageBitmap(picture);
  try {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    // In the computer's memory: a canvas on a graphics card ends at about 16,000 pixels.
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (!pen) throw new Error('the browser gave no canvas for the redaction');
    pen.drawImage(bitmap, 0, 0);
    pen.fillStyle = solid;
    for (const { x, y, width, height } of boxes) {
      const [left, top] = [Math.floor(x), Math.floor(y)];
      pen.fillRect(left, top, Math.ceil(x + width) - left, Math.ceil(y + height) - top);
    }
    drawAfter?.(pen);
    const bytes: Bytes = new Uint8Array(
      await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer(),
    );
    return { bytes, ...pngSize(bytes) };
  } finally {
    bitmap.close();
  }
}
