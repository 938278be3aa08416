/** Every message between the extension's own contexts, and the one way to send and to receive them. */
import * as v from 'valibot';
import { offeredModes, selectionKeys } from './capture-modes.ts';

const messageSchema = v.variant('kind', [
  /** To the reader: there may be work in the queue. */
  v.object({ kind: v.literal('work') }),
  /** From the reader: how far the clip under work is; `fraction` is 0 to 1. */
  v.object({
    kind: v.literal('progress'),
    clip: v.string(),
    step: v.picklist(['reading', 'classifying']),
    fraction: v.number(),
  }),
  /** From the reader: the queue is empty and the models were let go. */
  v.object({ kind: v.literal('reader-idle') }),
  /** From the reader: what it read could not be stored. */
  v.object({ kind: v.literal('reader-blocked') }),
  /** From the reader: a file turned out to be unfit and is gone; the sentence for the person. */
  v.object({ kind: v.literal('file-refused'), text: v.string() }),
  /** From the panel: a clip was put back into the queue, or a file was added. */
  v.object({ kind: v.literal('queue-changed') }),
  /** From the panel: how many clips wait for a person has changed. */
  v.object({ kind: v.literal('offers-changed') }),
  /** From the panel: clip this tab, as the panel shows it. */
  v.object({ kind: v.literal('clip'), mode: v.picklist(offeredModes), tabId: v.number() }),
  /** From the panel: add the pages that follow the one in this tab to those that are collected. */
  v.object({ kind: v.literal('add-following'), tabId: v.number() }),
  /** From the panel: stop the capture that runs. */
  v.object({ kind: v.literal('cancel-capture') }),
  /** From the panel: a key that was pressed there while the person chooses on the page. */
  v.object({
    kind: v.literal('selection-key'),
    tabId: v.number(),
    key: v.picklist(selectionKeys),
    shiftKey: v.boolean(),
    altKey: v.boolean(),
  }),
  /** From the panel: begin pairing with the workspace that is on offer. */
  v.object({ kind: v.literal('begin-pairing'), origin: v.string() }),
  v.object({ kind: v.literal('cancel-pairing') }),
  /** From the panel: reload the page of a clip, clip it again and compare. */
  v.object({ kind: v.literal('take-again'), clip: v.string() }),
]);

export type Message = v.InferOutput<typeof messageSchema>;

/** Tells all other contexts of the extension. Resolves also when nobody listens. */
export async function tell(message: Message): Promise<void> {
  try {
    await chrome.runtime.sendMessage(message);
  } catch {
    // "Receiving end does not exist": no other context is open, so there is nobody to tell.
  }
}

/** Listens for messages from this extension's own pages; anything else is ignored. Returns how to stop. */
export function onMessage(listener: (message: Message) => void): () => void {
  const receive = (input: unknown, sender: chrome.runtime.MessageSender): undefined => {
    // Content scripts share our id but carry a tab and the page's address: they have the handover port, not this.
    const fromOwnPage =
      sender.id === chrome.runtime.id && (sender.url ?? '').startsWith(chrome.runtime.getURL(''));
    const parsed = v.safeParse(messageSchema, input);
    if (fromOwnPage && parsed.success) listener(parsed.output);
  };
  chrome.runtime.onMessage.addListener(receive);
  return () => chrome.runtime.onMessage.removeListener(receive);
}
