/**
 * The inbox: keeps a line to the extension while there is one, pairs, and pulls accepted clips. Only one tab pulls at a time.
 */
import { createHandoverClient, HandoverInterrupted, HandoverRefused } from '#core/handover/client.ts';
import type { HandoverClient } from '#core/handover/client.ts';
import { protocolVersion } from '#core/handover/messages.ts';
import { pullAll } from '#core/handover/pull-all.ts';
import type { PullRound } from '#core/handover/pull-all.ts';
import type { HandoverStore } from '#core/handover/pull.ts';
import { base64ToBytes, bytesToBase64, type Bytes } from '#core/shared/bytes.ts';
import { failure, ok } from '#core/shared/result.ts';
import type { Result } from '#core/shared/result.ts';
import { handoverEn, pullErrorSentence } from '../messages/handover.ts';
import { greetingMs, onBridge, onReturn, openBridgeLine } from './bridge-line.ts';
import type { InboxPort, InboxState, PairFailure } from './inbox-port.ts';
import { createWatchable } from './watchable.ts';

/** A busy machine may take a while to start the worker again. Milliseconds before each try. */
const pausesBeforeReconnect = [400, 1_000, 2_000, 4_000, 8_000];

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Longer than the extension waits for an authority. */
const stampMs = 40_000;

function stampSentence(error: unknown): string {
  if (!(error instanceof HandoverRefused)) return handoverEn.interrupted;
  const { refusal } = error;
  if (refusal.reason === 'authority-not-allowed') return handoverEn.authorityNotAllowed;
  if (refusal.reason === 'authority-unreachable') return handoverEn.authorityUnreachable(refusal.detail);
  return handoverEn.refused(error.message);
}

const endSentence = (error: Error): string =>
  error instanceof HandoverInterrupted ? handoverEn.interrupted : handoverEn.refused(error.message);

const isNotPaired = (error: Error | undefined): boolean =>
  error instanceof HandoverRefused && error.refusal.reason === 'not-paired';

/** What a finished round leaves on the screen. */
function outcomeOf({ kept, failures, ended }: PullRound): InboxState {
  const sentences = failures.map(pullErrorSentence);
  if (ended) sentences.unshift(endSentence(ended));
  const [first, ...others] = sentences;
  if (first === undefined) return { kind: 'connected', pending: 0 };
  const message = others.length === 0 ? first : handoverEn.others(first, others.length);
  return { kind: 'failed', message, kept, sentences };
}

/** Begins at once to look for the extension; `store` is where exhibits go. */
export function createInbox(store: HandoverStore): InboxPort {
  const state = createWatchable<InboxState>({ kind: 'no-extension' });
  let client: HandoverClient | undefined;
  let attempts = 0;
  let greeting = false;
  let latest = Promise.resolve(false);

  /** Not paired is no news to a person who is typing the code. */
  const setUnpaired = () => {
    if (state.getState().kind !== 'pairing') state.set({ kind: 'unpaired' });
  };

  /**
   * Opens a line, greets, and pulls if this page is paired. Resolves with whether a line is there. Without a bridge nothing answers,
   * and the state says so. A bridge may come while an earlier greeting still waits in vain, so each attempt is its own and the
   * newest counts; lines that nobody needs are closed.
   */
  function connect(): Promise<boolean> {
    latest = greet((attempts += 1));
    return latest;
  }

  async function greet(attempt: number): Promise<boolean> {
    const channel = openBridgeLine();
    const candidate = createHandoverClient(channel);
    greeting = true;
    const welcome = await candidate
      .ask({ kind: 'hello', version: protocolVersion }, 'welcome', greetingMs)
      .catch(() => undefined);
    const isNewest = attempt === attempts;
    if (isNewest) greeting = false;
    if (!isNewest) {
      candidate.close();
      return latest;
    }
    if (!welcome) {
      candidate.close();
      if (!client) state.set({ kind: 'no-extension' });
      return client !== undefined;
    }
    // A code may be on its way there: the person who typed it is owed the answer.
    client?.retire();
    client = candidate;
    channel.onClose(() => {
      if (client !== candidate) return;
      client = undefined;
      // The worker was stopped with a question under way, which browsers do at any time; asking again starts it anew.
      void reconnect();
    });
    candidate.onChanged(() => void pull());
    if (!welcome.paired) setUnpaired();
    else {
      state.set({ kind: 'connected', pending: 0 });
      void pull();
    }
    return true;
  }

  async function reconnect(): Promise<void> {
    for (const milliseconds of pausesBeforeReconnect) {
      await pause(milliseconds);
      if (client || (await connect())) return;
    }
  }

  async function round(): Promise<void> {
    const line = client;
    if (!line) return;
    const result = await pullAll(line, store, (progress) => state.set({ kind: 'receiving', ...progress }));
    if (isNotPaired(result.ended)) return setUnpaired();
    // A line that does not answer is as good as none: the next look takes a new one.
    if (result.ended instanceof HandoverInterrupted && client === line) {
      line.close();
      client = undefined;
    }
    state.set(outcomeOf(result));
  }

  let waitingRound: Promise<void> | undefined;

  async function pull(): Promise<void> {
    if (!client) return void (await connect());
    // Another tab, or an earlier call, may be pulling. The round that waits for its turn begins after this call and so sees whatever
    // the call was about; more than one need not wait.
    waitingRound ??= navigator.locks.request('exhibit-inbox', () => {
      waitingRound = undefined;
      return round();
    });
    await waitingRound;
  }

  async function pair(code: string): Promise<Result<void, PairFailure>> {
    if (!client) await connect();
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
    // What a greeting under way was told about this page is no longer true.
    attempts += 1;
    greeting = false;
    latest = Promise.resolve(true);
    await pull();
    return ok(undefined);
  }

  async function stamp(url: string, request: Bytes): Promise<Bytes> {
    if (!client) throw new Error(handoverEn.noExtension);
    try {
      const question = { kind: 'stamp' as const, url, request: bytesToBase64(request) };
      return base64ToBytes((await client.ask(question, 'stamped', stampMs)).response);
    } catch (error) {
      throw new Error(stampSentence(error), { cause: error });
    }
  }

  // During a transfer a new bridge changes nothing: either the line lives, or its question ends and a new line is taken.
  onBridge(() => void (state.getState().kind === 'receiving' ? pull() : connect()));
  // An idle line costs nothing, so nothing is done while nobody looks; whoever comes back sees the truth.
  onReturn(() => {
    const { kind } = state.getState();
    if (!client && !greeting) void connect();
    else if (kind === 'connected' || kind === 'failed') void pull();
  });
  void connect();
  return { getState: state.getState, subscribe: state.subscribe, pair, pull, stamp };
}
