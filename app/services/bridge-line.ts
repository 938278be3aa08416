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
  };
}

/** Calls back whenever a bridge makes itself known in this page: now, after a press of the toolbar button, after an update. */
export function onBridge(listener: () => void, page: Window = window): void {
  page.addEventListener('message', (event: MessageEvent<unknown>) => {
    const fromThisPage = event.source === page && event.origin === page.location.origin;
    if (fromThisPage && v.is(bridgeGreetingSchema, event.data)) listener();
  });
}
