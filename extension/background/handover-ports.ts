import { answerHandover } from '#core/handover/answer.ts';
import type { HandoverSource } from '#core/handover/answer.ts';
import { selectionPortName } from '../capture/select/selection.ts';
import { handoverPortName } from '../pairing/bridge.ts';

/** The origin as the browser reports it; older browsers give the frame's address only. Undefined for pages without one. */
export function originOf(sender: Pick<chrome.runtime.MessageSender, 'origin' | 'url'> | undefined) {
  // A sandboxed page has the origin `null` whatever its address is.
  const { origin } =
    sender?.origin === undefined && sender?.url !== undefined && URL.canParse(sender.url)
      ? new URL(sender.url)
      : { origin: sender?.origin };
  return origin === 'null' ? undefined : origin;
}

/** Answers the workspaces' pages from now on. */
export function serveHandover(source: HandoverSource): void {
  const version = chrome.runtime.getManifest().version;

  chrome.runtime.onConnect.addListener((port) => {
    if (port.name === selectionPortName) return;
    const origin = originOf(port.sender);
    // Only a page's top frame: a workspace framed by a stranger gets no line.
    if (port.name !== handoverPortName || origin === undefined || port.sender?.frameId !== 0)
      return port.disconnect();
    let isOpen = true;
    port.onDisconnect.addListener(() => (isOpen = false));
    port.onMessage.addListener((message: unknown) => {
      void answerHandover(message, origin, source, version).then((reply) => {
        // The page may be gone by the time the answer is ready; then nobody misses it.
        if (isOpen) port.postMessage(reply);
      });
    });
  });
}
