import { answerHandover } from '#core/handover/answer.ts';
import type { HandoverSource } from '#core/handover/answer.ts';
import type { HandoverReply } from '#core/handover/messages.ts';
import { handoverPortName } from '../pairing/bridge.ts';

type Line = { port: chrome.runtime.Port; origin: string };

/** The origin as the browser reports it; older browsers give the frame's address only. Undefined for pages without one. */
function originOf(sender: chrome.runtime.MessageSender | undefined): string | undefined {
  if (sender?.origin !== undefined && sender.origin !== 'null') return sender.origin;
  return sender?.url !== undefined && URL.canParse(sender.url) ? new URL(sender.url).origin : undefined;
}

/** The lines to the workspaces' pages. */
export interface HandoverLines {
  /** Tells the paired ones that there may be something new. */
  tellChanged(): void;
  /** Ends this origin's lines. Its pages ask for new ones, and by the greeting on these they learn whether they are paired. */
  endLines(origin: string): void;
}

/** Answers the workspaces' pages from now on. */
export function serveHandover(source: HandoverSource): HandoverLines {
  const lines = new Set<Line>();
  const version = chrome.runtime.getManifest().version;

  chrome.runtime.onConnect.addListener((port) => {
    const origin = originOf(port.sender);
    // Only a page's top frame: a workspace framed by a stranger gets no line.
    if (port.name !== handoverPortName || origin === undefined || port.sender?.frameId !== 0)
      return port.disconnect();
    const line = { port, origin };
    lines.add(line);
    port.onDisconnect.addListener(() => lines.delete(line));
    port.onMessage.addListener((message: unknown) => {
      void answerHandover(message, origin, source, version).then((reply) => {
        // The page may be gone by the time the answer is ready; then nobody misses it.
        if (lines.has(line)) port.postMessage(reply);
      });
    });
  });

  return {
    tellChanged() {
      const changed: HandoverReply = { kind: 'changed' };
      for (const { port, origin } of lines) {
        void source.isPaired(origin).then((paired) => paired && port.postMessage(changed));
      }
    },
    endLines(origin) {
      for (const line of lines) {
        if (line.origin !== origin) continue;
        // The browser tells only the other end that a port was disconnected.
        lines.delete(line);
        line.port.disconnect();
      }
    },
  };
}
