import * as v from 'valibot';
import type { HandoverChannel } from '#core/handover/client.ts';
import { bridgeGreetingSchema, lineClosedSchema } from '#core/handover/page-greeting.ts';

/** How long a bridge may take to answer before the page counts as one without extension. */
export const greetingMs = 1_500;

/**
 * Asks the bridge script in this page for a line to the extension. There may be no bridge: then nothing answers, and whoever
 * greets on the line learns that by a time-out.
 */
export function openBridgeLine(page: Window = window): HandoverChannel {
  const { port1, port2 } = new MessageChannel();
  const messageListeners: ((message: unknown) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!v.is(lineClosedSchema, data)) return messageListeners.forEach((listener) => listener(data));
    port1.close();
    closeListeners.forEach((listener) => listener());
  });
  port1.start();
  page.postMessage({ kind: 'exhibit-app' }, page.location.origin, [port2]);
  return {
    post: (message) => port1.postMessage(message),
    onMessage: (listener) => void messageListeners.push(listener),
    onClose: (listener) => void closeListeners.push(listener),
    close() {
      // The bridge cannot see that a port was closed, and would keep its own end for as long as the page lives.
      port1.postMessage({ kind: 'line-closed' });
      port1.close();
    },
  };
}

/** Calls back whenever a bridge makes itself known in this page: now, after a press of the toolbar button, after an update. */
export function onBridge(listener: () => void, page: Window = window): void {
  page.addEventListener('message', (event: MessageEvent<unknown>) => {
    const fromThisPage = event.source === page && event.origin === page.location.origin;
    if (fromThisPage && v.is(bridgeGreetingSchema, event.data)) listener();
  });
}

/** Calls back whenever the person comes back to this page: its tab is shown again or its window has the focus again. */
export function onReturn(listener: () => void, page: Window = window): void {
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'visible') listener();
  });
  page.addEventListener('focus', listener);
}
