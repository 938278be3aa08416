import type { Bytes } from '#core/shared/bytes.ts';
import { base64ToBytes } from '#core/shared/bytes.ts';

export type Picture = { bytes: Bytes; width: number; height: number };

/** Width and height in pixels from a PNG's header (PNG specification, 11.2.2 IHDR). Throws when the bytes are no PNG. */
export function pngSize(bytes: Bytes): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 24 || view.getUint32(0) !== 0x89504e47)
    throw new Error('the browser returned a picture that is no PNG');
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The browser's quota of two pictures a second, and a read-back that fails now and then on a fresh tab: both pass by themselves. */
const passes = (error: unknown) =>
  /MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND|readback failed/i.test(String(error));

/**
 * The visible part of the tab in front as PNG, byte for byte as the browser encoded it. Tries again for about three seconds while the
 * browser's capture quota is used up. Rejects with the browser's error when the page may not be captured.
 */
export async function takePicture(windowId: number): Promise<Picture> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const dataUrl = await chrome.tabs.captureVisibleTab(windowId, { format: 'png' });
      const bytes = base64ToBytes(dataUrl.slice(dataUrl.indexOf(',') + 1));
      return { bytes, ...pngSize(bytes) };
    } catch (error) {
      if (attempt >= 6 || !passes(error)) throw error;
      await pause(510);
    }
  }
}
