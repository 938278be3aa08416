/**
 * The inbox: keeps a line to the extension while there is one, pairs, and pulls accepted clips. Only one tab pulls at a time.
 */
import { createHandoverClient, HandoverInterrupted, HandoverRefused } from '#core/handover/client.ts';
import type { HandoverClient } from '#core/handover/client.ts';
import type { Offer } from '#core/handover/messages.ts';
import { protocolVersion } from '#core/handover/messages.ts';
import { pullExhibit } from '#core/handover/pull.ts';
import type { HandoverStore } from '#core/handover/pull.ts';
import { failure, ok } from '#core/shared/result.ts';
import type { Result } from '#core/shared/result.ts';
import { handoverEn, pullErrorSentence } from '../messages/handover.ts';
import { greetingMs, onBridge, openBridgeLine } from './bridge-line.ts';
import type { InboxPort, InboxState, PairFailure } from './inbox-port.ts';
import { createWatchable } from './watchable.ts';

/** A busy machine may take a while to start the worker again. Milliseconds before each try. */
const pausesBeforeReconnect = [400, 1_000, 2_000, 4_000, 8_000];

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const sentenceOf = (error: unknown): string => {
  if (error instanceof HandoverInterrupted) return handoverEn.interrupted;
  if (error instanceof HandoverRefused) return handoverEn.refused(error.message);
  return error instanceof Error ? error.message : String(error);
};

/** Begins at once to look for the extension; `store` is where exhibits go. */
export function createInbox(store: HandoverStore): InboxPort {
  const state = createWatchable<InboxState>({ kind: 'no-extension' });
  let client: HandoverClient | undefined;

  let attempts = 0;

  /**
   * Opens a line and greets. Without a bridge nothing answers, and the state says so. A bridge may come while an earlier greeting
   * still waits in vain, so each attempt is its own and the newest counts.
   */
  async function connect(): Promise<void> {
    const attempt = (attempts += 1);
    const channel = openBridgeLine();
    const candidate = createHandoverClient(channel);
    try {
      const welcome = await candidate.ask({ kind: 'hello', version: protocolVersion }, 'welcome', greetingMs);
      if (attempt !== attempts) return;
      client = candidate;
      channel.onClose(() => {
        if (client !== candidate) return;
        client = undefined;
        // The worker behind the line was stopped, which browsers do at any time; asking again starts it anew.
        void reconnect();
      });
      candidate.onChanged(() => void pull());
      state.set(welcome.paired ? { kind: 'connected', pending: 0 } : { kind: 'unpaired' });
      if (welcome.paired) void pull();
    } catch {
      if (attempt === attempts) state.set({ kind: 'no-extension' });
    }
  }

  async function reconnect(): Promise<void> {
    for (const milliseconds of pausesBeforeReconnect) {
      await pause(milliseconds);
      if (client) return;
      await connect();
    }
  }

  async function pullOffer(
    line: HandoverClient,
    offer: Offer,
    done: number,
    total: number,
  ): Promise<string | undefined> {
    const onProgress = (bytesDone: number, bytesTotal: number) =>
      state.set({ kind: 'receiving', done, total, bytesDone, bytesTotal });
    const pulled = await pullExhibit(line, store, offer, { onProgress });
    return pulled.ok ? undefined : pullErrorSentence(pulled.error);
  }

  /** One round over what is on offer. A clip that fails does not keep the others from coming. */
  async function pullAll(line: HandoverClient): Promise<void> {
    let waiting = 0;
    try {
      const { offers } = await line.ask({ kind: 'list' }, 'offers');
      waiting = offers.length;
      const failures: string[] = [];
      for (const [done, offer] of offers.entries()) {
        state.set({ kind: 'receiving', done, total: offers.length, bytesDone: 0, bytesTotal: 0 });
        const sentence = await pullOffer(line, offer, done, offers.length);
        if (sentence === undefined) waiting -= 1;
        else failures.push(sentence);
      }
      const [message] = failures;
      state.set(
        message === undefined
          ? { kind: 'connected', pending: 0 }
          : { kind: 'failed', message, kept: waiting },
      );
    } catch (error) {
      const notPaired = error instanceof HandoverRefused && error.refusal.reason === 'not-paired';
      state.set(
        notPaired ? { kind: 'unpaired' } : { kind: 'failed', message: sentenceOf(error), kept: waiting },
      );
    }
  }

  let pullAgain = false;

  async function pull(): Promise<void> {
    if (!client) return connect();
    await navigator.locks.request('exhibit-inbox', { ifAvailable: true }, async (lock) => {
      // Another tab, or an earlier call, is pulling: it must look once more when it is done.
      if (!lock) {
        pullAgain = true;
        return;
      }
      do {
        pullAgain = false;
        if (client) await pullAll(client);
      } while (pullAgain && client);
    });
  }

  async function pair(code: string): Promise<Result<void, PairFailure>> {
    if (!client) return failure({ kind: 'no-answer' });
    try {
      await client.ask({ kind: 'pair', code }, 'paired');
    } catch (error) {
      if (!(error instanceof HandoverRefused)) return failure({ kind: 'no-answer' });
      const { refusal } = error;
      if (refusal.reason !== 'wrong-code') return failure({ kind: 'no-code-open' });
      if (refusal.attemptsLeft === 0) return failure({ kind: 'no-code-open' });
      state.set({ kind: 'pairing', attemptsLeft: refusal.attemptsLeft });
      return failure({ kind: 'wrong-code', attemptsLeft: refusal.attemptsLeft });
    }
    await pull();
    return ok(undefined);
  }

  onBridge(() => void (client ? pull() : connect()));
  void connect();
  return { getState: state.getState, subscribe: state.subscribe, pair, pull };
}
