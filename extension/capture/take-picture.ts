import type { Bytes } from '#core/shared/bytes.ts';
import { base64ToBytes } from '#core/shared/bytes.ts';
import { waitForQuota } from './picture-quota.ts';

export type Picture = { bytes: Bytes; width: number; height: number };

/** Another tab, or another page in this tab, came to the front before the picture was taken. Nothing was kept. */
export class TabLeftError extends Error {
  override name = 'TabLeftError';
}

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

/** The address that the tab shows, once it is sure that this tab is what a picture of its window would show. */
async function addressInFront(tabId: number, windowId: number): Promise<string | undefined> {
  const tab = await chrome.tabs.get(tabId);
  if (!tab.active || tab.windowId !== windowId) throw new TabLeftError();
  return tab.url;
}

/**
 * The visible part of the tab as PNG, byte for byte as the browser encoded it, and what `beside` makes of the page at the same moment.
 * The browser takes a picture of whatever stands in front of the window, so the tab is looked at before and after. Tries again,
 * twice a second and `maxAttempts` times, while the browser's capture quota is used up. Rejects with `TabLeftError`, or with the browser's error when the
 * page may not be captured.
 */
export async function takePicture<Beside>(
  tabId: number,
  windowId: number,
  beside: () => Beside,
  maxAttempts = 6,
): Promise<{ picture: Picture; beside: Beside }> {
  for (let attempt = 1; ; attempt += 1) {
    await waitForQuota();
    const before = await addressInFront(tabId, windowId);
    try {
      const started = beside();
      const dataUrl = await chrome.tabs.captureVisibleTab(windowId, { format: 'png' });
      if ((await addressInFront(tabId, windowId)) !== before) throw new TabLeftError();
      const bytes = base64ToBytes(dataUrl.slice(dataUrl.indexOf(',') + 1));
      return { picture: { bytes, ...pngSize(bytes) }, beside: started };
    } catch (error) {
      if (attempt >= maxAttempts || !passes(error)) throw error;
      await pause(510);
    }
  }
}
