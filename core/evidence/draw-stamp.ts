/** Draws the banner below a picture, with the canvas that pages and workers have alike. */
import type { Provenance } from './exhibit.ts';
import { bannerFonts, layOutStamp, stampFontSize, stampLines } from './stamp.ts';

const paper = '#ffffff';
const ink = '#1b1b1f';
const label = '#5a5a63';
const rule = '#c9c9d1';
/** Chromium's largest canvas, in pixels a side. */
const longestSide = 32_767;

/**
 * A new PNG with the picture, pixel for pixel, and the banner below it. `redacted`: whether anything was struck. Rejects when the picture cannot be decoded or
 * the result would be larger than a canvas may be.
 */
export async function drawStamped(
  picture: Blob,
  provenance: Provenance,
  redacted: boolean,
): Promise<{ content: Blob; width: number; height: number }> {
  const bitmap = await createImageBitmap(picture);
  try {
    const fontSize = stampFontSize(provenance.devicePixelRatio ?? 1);
    const fontOf = (bold: boolean) => `${bold ? 600 : 400} ${fontSize}px ${bannerFonts}`;
    const ruler = new OffscreenCanvas(1, 1).getContext('2d');
    if (!ruler) throw new Error('the browser gave no canvas for the banner');
    const layout = layOutStamp(stampLines(provenance, redacted), bitmap, fontSize, (text, bold) => {
      ruler.font = fontOf(bold);
      return ruler.measureText(text).width;
    });
    const { width } = layout;
    const height = bitmap.height + layout.height;
    if (width > longestSide || height > longestSide) throw new Error('the picture is too large for a banner');
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('the browser gave no canvas for the banner');
    pen.fillStyle = paper;
    pen.fillRect(0, 0, width, height);
    pen.drawImage(bitmap, 0, 0);
    pen.fillStyle = rule;
    pen.fillRect(0, bitmap.height, width, 1);
    // Lines in Arabic or Hebrew begin at the same edge; within the line the browser orders their letters.
    pen.textAlign = 'left';
    for (const { text, x, baseline, bold } of layout.runs) {
      pen.font = fontOf(bold);
      pen.fillStyle = bold ? label : ink;
      pen.fillText(text, x, bitmap.height + baseline);
    }
    return { content: await canvas.convertToBlob({ type: 'image/png' }), width, height };
  } finally {
    bitmap.close();
  }
}
