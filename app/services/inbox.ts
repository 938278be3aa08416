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

const pauseBeforeReconnectMs = 400;

const sentenceOf = (error: unknown): string => {
  if (error instanceof HandoverInterrupted) return handoverEn.interrupted;
  if (error instanceof HandoverRefused) return handoverEn.refused(error.message);
  return error instanceof Error ? error.message : String(error);
};

/** Begins at once to look for the extension; `store` is where exhibits go. */
export function createInbox(store: HandoverStore): InboxPort {
  const state = createWatchable<InboxState>({ kind: 'no-extension' });
  let client: HandoverClient | undefined;

  let connecting: Promise<void> | undefined;

  /** Opens a line and greets, once at a time. Without a bridge nothing answers, and the state says so. */
  function connect(): Promise<void> {
    connecting ??= greet().finally(() => {
      connecting = undefined;
    });
    return connecting;
  }

  async function greet(): Promise<void> {
    const channel = openBridgeLine();
    const candidate = createHandoverClient(channel);
    try {
      const welcome = await candidate.ask({ kind: 'hello', version: protocolVersion }, 'welcome', greetingMs);
      client = candidate;
      channel.onClose(() => {
        if (client !== candidate) return;
        client = undefined;
        // The worker behind the line was stopped, which browsers do at any time; asking again starts it anew.
        setTimeout(() => void connect(), pauseBeforeReconnectMs);
      });
      candidate.onChanged(() => void pull());
      state.set(welcome.paired ? { kind: 'connected', pending: 0 } : { kind: 'unpaired' });
      if (welcome.paired) void pull();
    } catch {
      if (client === undefined) state.set({ kind: 'no-extension' });
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
