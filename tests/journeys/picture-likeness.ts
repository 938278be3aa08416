import type { Page } from 'playwright-core';

/** Differences that no eye sees, summed over red, green and blue: the edges of letters that are placed a fraction of a pixel apart. */
const tolerance = 24;

/** The part of pixels, 0 to 1, in which two PNG pictures of one size agree; compared in a page of the browser. */
export const likeness = (page: Page, one: Uint8Array, other: Uint8Array): Promise<number> =>
  page.evaluate(
    async ([first = '', second = '', tolerated = '']) => {
      const pixels = async (base64: string) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        pen?.drawImage(bitmap, 0, 0);
        return pen?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
      };
      const [a, b] = [await pixels(first), await pixels(second)];
      if (a.length !== b.length) return 0;
      let same = 0;
      for (let at = 0; at < a.length; at += 4) {
        const difference = [0, 1, 2].reduce(
          (sum, n) => sum + Math.abs((a[at + n] ?? 0) - (b[at + n] ?? 0)),
          0,
        );
        if (difference <= Number(tolerated)) same += 1;
      }
      return same / (a.length / 4);
    },
    [Buffer.from(one).toString('base64'), Buffer.from(other).toString('base64'), String(tolerance)],
  );
