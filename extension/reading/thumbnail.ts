/** A list has no room for more of a long page than its beginning. */
const tallest = 1.5;

/** The upper part of a picture, at most `width` pixels wide and half as much again high, as WebP, for lists. Rejects when the picture cannot be decoded. */
export async function makeThumbnail(picture: Blob, width = 480): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  try {
    const scale = Math.min(1, width / bitmap.width);
    const shown = Math.min(bitmap.height, Math.round(bitmap.width * tallest));
    const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(shown * scale));
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('the browser gave no canvas for the thumbnail');
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(bitmap, 0, 0, bitmap.width, shown, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
  } finally {
    bitmap.close();
  }
}
