import type { Pixels } from './pixels.ts';

/** A decoded picture whose pixels are taken band by band, so that a tall page need not be in memory twice. */
export type Picture = {
  width: number;
  height: number;
  /** Rows `top` to `bottom - 1`, over white where the picture is transparent. */
  pixels(top: number, bottom: number): Pixels;
  close(): void;
};

/** Decodes a PNG, JPEG or WebP. Rejects with an `Error` when the bytes are no picture or one too large for the browser. */
export const openPicture = async (blob: Blob): Promise<Picture> => {
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none' }).catch((cause: unknown) => {
    throw new Error('The picture cannot be decoded.', { cause });
  });
  return {
    width: bitmap.width,
    height: bitmap.height,
    pixels: (top, bottom) => {
      const canvas = new OffscreenCanvas(bitmap.width, bottom - top);
      const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
      if (!context) throw new Error('The browser gives no canvas to read pixels from.');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(bitmap, 0, -top);
      return context.getImageData(0, 0, canvas.width, canvas.height);
    },
    close: () => bitmap.close(),
  };
};
