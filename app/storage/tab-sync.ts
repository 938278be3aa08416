/**
 * Two tabs of one browser as one: what is done in either shows in the other at once and is stored whichever is closed.
 *
 * Each tab queues what it hears as well as what it makes. The tab that made an update stores it and says so; the others then
 * drop it. If it says nothing within the take-over time, for example because it was closed, they store it themselves. A tab
 * that stores its own change stores everything that came before with it, so a row never rests on one that is not there.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import type { TabMessage } from './tab-message.ts';
import { maxSentBytes, tabMessageSchema } from './tab-message.ts';
import type { WorkspaceStore } from './workspace-store.ts';

export type TabSync = {
  /** Asks the other tabs and storage for what is missing here. For a tab that was frozen: call it on pageshow and resume. */
  resync(): Promise<void>;
  /** Stops listening and sending. The store stays open. */
  close(): void;
};

export type TabSyncOptions = {
  channelName: string;
  /** This tab's id, a UUID. */
  tab: string;
  /** A tab that misses something asks at most this often (milliseconds). */
  askAgainMs: number;
};

/**
 * Connects the store to those of the other tabs. Messages that do not fit the schema and updates that cannot be decoded are
 * dropped; what a dropped one said is made good from storage.
 */
export function startTabSync(store: WorkspaceStore, options: Partial<TabSyncOptions> = {}): TabSync {
  const tab = options.tab ?? crypto.randomUUID();
  const askAgainMs = options.askAgainMs ?? 1_000;
  const channel = new BroadcastChannel(options.channelName ?? 'exhibit-workspace');
  const { doc } = store;
  let closed = false;
  let askTimer: ReturnType<typeof setTimeout> | undefined;
  /** Number of the newest update that was too large to send and is not stored yet; 0 when there is none. */
  let unsent = 0;

  const send = (message: TabMessage) => {
    if (!closed) channel.postMessage(message);
  };

  function sendUpdate(number: number, update: Uint8Array): void {
    if (update.length <= maxSentBytes) send({ kind: 'update', tab, number, update });
    else unsent = number;
  }

  function announceStored(upTo: number): void {
    const read = unsent > 0 && unsent <= upTo;
    if (read) unsent = 0;
    send({ kind: 'stored', tab, upTo, read });
  }

  async function catchUpAndAsk(): Promise<void> {
    // A failure here is not the end: the other tabs may still answer, and the next gap tries again.
    await store.catchUp();
    send({ kind: 'ask', tab, stateVector: Y.encodeStateVector(doc) });
  }

  /** Asks again later when something is missing, so that a lost message heals and two tabs never ask in a circle. */
  function askWhenIncomplete(missed: boolean): void {
    if (closed || askTimer !== undefined || !(missed || store.hasGap())) return;
    askTimer = setTimeout(() => {
      askTimer = undefined;
      void catchUpAndAsk();
    }, askAgainMs);
  }

  function apply(update: Uint8Array, from: string, number: number): void {
    // With a gap, this update may bring in another one that its sender does not answer for: then it counts as our own.
    const origin = store.hasGap() ? undefined : { kind: 'from-tab', tab: from, number };
    let missed = false;
    try {
      Y.applyUpdate(doc, update, origin);
    } catch {
      missed = true;
    }
    askWhenIncomplete(missed);
  }

  function answer(to: string, theirs: Uint8Array, mine: Uint8Array | undefined): void {
    let update: Uint8Array;
    try {
      update = Y.encodeStateAsUpdate(doc, theirs);
    } catch {
      return;
    }
    const number = store.acceptedUpTo();
    if (update.length <= maxSentBytes) {
      send({ kind: 'answer', tab, to, number, update, ...(mine && { stateVector: mine }) });
      return;
    }
    unsent = number;
    void store.flush().then((state) => {
      if (state.kind === 'saved') announceStored(store.acceptedUpTo());
    });
  }

  function receive(message: TabMessage): void {
    if (message.tab === tab) return;
    switch (message.kind) {
      case 'ask':
        answer(message.tab, message.stateVector, Y.encodeStateVector(doc));
        return;
      case 'answer':
        if (message.to !== tab) return;
        apply(message.update, message.tab, message.number);
        if (message.stateVector) answer(message.tab, message.stateVector, undefined);
        return;
      case 'update':
        apply(message.update, message.tab, message.number);
        return;
      case 'stored':
        store.noteStoredElsewhere(message.tab, message.upTo);
        if (message.read) void store.catchUp();
    }
  }

  channel.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = v.safeParse(tabMessageSchema, event.data);
    if (!closed && message.success) receive(message.output);
  });
  const stopAccepted = store.onAccepted(({ number, bytes, from }) => {
    // What another tab sent, it sent to all.
    if (!from) sendUpdate(number, bytes);
  });
  const stopStored = store.onStored(announceStored);
  void catchUpAndAsk();

  return {
    resync: catchUpAndAsk,
    close() {
      closed = true;
      clearTimeout(askTimer);
      stopAccepted();
      stopStored();
      channel.close();
    },
  };
}
