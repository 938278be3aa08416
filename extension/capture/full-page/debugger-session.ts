/** The debugger protocol on one tab: only where the manifest has the permission `debugger`. See docs/decisions. */
import * as v from 'valibot';
import type { Bytes } from '#core/shared/bytes.ts';
import { base64ToBytes } from '#core/shared/bytes.ts';

export const hasDebugger = (): boolean => typeof chrome.debugger !== 'undefined';

const screenshotSchema = v.object({ data: v.string() });

export type DebuggerSession = {
  /** Makes the window this high, in CSS pixels at a zoom of 100 %; its width stays. */
  setHeight(height: number): Promise<void>;
  /** The window as PNG. */
  screenshot(): Promise<Bytes>;
  /** Leaves the window as it was. Never rejects. */
  close(): Promise<void>;
};

/** Attaches to the tab. Rejects when developer tools of another extension hold it, or the person's policy forbids it. */
export async function openDebugger(tabId: number): Promise<DebuggerSession> {
  const target = { tabId };
  await chrome.debugger.attach(target, '1.3');
  const send = (method: string, params: Record<string, unknown>) =>
    chrome.debugger.sendCommand(target, method, params);
  return {
    setHeight: async (height) => {
      // Zero leaves width and pixel ratio as they are.
      const params = { width: 0, height, deviceScaleFactor: 0, mobile: false };
      await send('Emulation.setDeviceMetricsOverride', params);
    },
    screenshot: async () => {
      // `captureBeyondViewport` would be simpler, but repeats the first window all over its first picture.
      const taken = await send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
      return base64ToBytes(v.parse(screenshotSchema, taken).data);
    },
    close: async () => {
      await send('Emulation.clearDeviceMetricsOverride', {}).catch(() => undefined);
      await chrome.debugger.detach(target).catch(() => undefined);
    },
  };
}

/** Lets go of tabs that a worker held when it died. */
export async function releaseDebuggers(): Promise<void> {
  if (!hasDebugger()) return;
  for (const { attached, tabId } of await chrome.debugger.getTargets())
    // Rejects where somebody else's developer tools are attached.
    if (attached && tabId !== undefined) await chrome.debugger.detach({ tabId }).catch(() => undefined);
}
