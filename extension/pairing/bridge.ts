import * as v from 'valibot';
import type { HandoverReply } from '#core/handover/messages.ts';
import { appGreetingSchema, lineClosedSchema } from '#core/handover/page-greeting.ts';
import { onSignal } from './changed-signal.ts';

/** The name of the extension port that carries the handover. */
export const handoverPortName = 'handover';

const alreadyThere = Symbol.for('exhibit-bridge');

/** After an update or removal of the extension its scripts live on in open pages, but reach nobody any more. */
const isOrphaned = (runtime: typeof chrome.runtime): boolean => runtime.id === undefined;

/** One conversation of the page. */
type Line = { tellChanged(): void };

/**
 * Carries messages both ways between the page's port and the background, without looking into them. The way to the background is
 * opened by the first message and again after the browser stopped an idle worker; the page hears only of a stop that leaves a
 * question without answer. So an idle line keeps nobody awake.
 */
function joinLines(pagePort: MessagePort, runtime: typeof chrome.runtime, onEnd: () => void): Line {
  let background: chrome.runtime.Port | undefined;
  let unanswered = 0;

  function end(): void {
    background?.disconnect();
    background = undefined;
    pagePort.close();
    onEnd();
  }
  function breakOff(): void {
    pagePort.postMessage({ kind: 'line-closed' });
    end();
  }
  function openWay(): chrome.runtime.Port {
    const way = runtime.connect({ name: handoverPortName });
    unanswered = 0;
    way.onMessage.addListener((message: unknown) => {
      unanswered -= 1;
      pagePort.postMessage(message);
    });
    way.onDisconnect.addListener(() => {
      if (background !== way) return;
      background = undefined;
      if (unanswered > 0) breakOff();
    });
    return way;
  }

  pagePort.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (v.is(lineClosedSchema, data)) return end();
    try {
      background ??= openWay();
      unanswered += 1;
      background.postMessage(data);
    } catch {
      // The extension was updated or removed under this page: another bridge, or none, takes the next line.
      breakOff();
    }
  };
  const changed: HandoverReply = { kind: 'changed' };
  return { tellChanged: () => pagePort.postMessage(changed) };
}

/**
 * Runs in a workspace's page. Passes the app's messages to the background, which checks the sender's origin as the browser reports
 * it; the bridge itself decides nothing and keeps nothing.
 */
export function startBridge(): void {
  const { runtime } = chrome;
  const greet = () => window.postMessage({ kind: 'exhibit-bridge' }, location.origin);
  // Injected again on each toolbar click; one bridge is enough. One of an earlier version has a world of its own.
  if (alreadyThere in globalThis) return greet();
  Object.defineProperty(globalThis, alreadyThere, { value: true, configurable: true });

  const lines = new Set<Line>();
  onSignal(location.origin, () => {
    for (const line of lines) line.tellChanged();
  });
  window.addEventListener('message', function receive(event: MessageEvent<unknown>) {
    const [pagePort] = event.ports;
    const fromThisPage = event.source === window && event.origin === location.origin;
    if (!fromThisPage || !pagePort || !v.is(appGreetingSchema, event.data)) return;
    // The port reaches this bridge and its successor alike: whoever is orphaned must leave it alone.
    if (isOrphaned(runtime)) return window.removeEventListener('message', receive);
    const line = joinLines(pagePort, runtime, () => lines.delete(line));
    lines.add(line);
  });
  greet();
}
