import * as v from 'valibot';
import { appGreetingSchema } from '#core/handover/page-greeting.ts';

/** The name of the extension port that carries the handover. */
export const handoverPortName = 'handover';

const alreadyThere = Symbol.for('exhibit-bridge');

/** Carries messages both ways between the page's port and the background, without looking into them. */
function joinLines(pagePort: MessagePort): void {
  const tellClosed = () => pagePort.postMessage({ kind: 'line-closed' });
  try {
    const backgroundPort = chrome.runtime.connect({ name: handoverPortName });
    backgroundPort.onMessage.addListener((message: unknown) => pagePort.postMessage(message));
    backgroundPort.onDisconnect.addListener(tellClosed);
    pagePort.onmessage = ({ data }: MessageEvent<unknown>) => {
      try {
        backgroundPort.postMessage(data);
      } catch {
        tellClosed();
      }
    };
  } catch {
    // The extension was updated or removed under this page: only a reload brings a new bridge.
    tellClosed();
  }
}

/**
 * Runs in a workspace's page. Passes the app's messages to the background, which checks the sender's origin as the browser reports
 * it; the bridge itself decides nothing and keeps nothing.
 */
export function startBridge(): void {
  // Injected again on each toolbar click; one bridge is enough.
  if (alreadyThere in globalThis) {
    window.postMessage({ kind: 'exhibit-bridge' }, location.origin);
    return;
  }
  Object.defineProperty(globalThis, alreadyThere, { value: true });
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [pagePort] = event.ports;
    const fromThisPage = event.source === window && event.origin === location.origin;
    if (fromThisPage && pagePort && v.is(appGreetingSchema, event.data)) joinLines(pagePort);
  });
  window.postMessage({ kind: 'exhibit-bridge' }, location.origin);
}
