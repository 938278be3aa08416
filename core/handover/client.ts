import * as v from 'valibot';
import { replySchema } from './messages.ts';
import type { HandoverQuestion, HandoverReply, Refusal } from './messages.ts';

/** Any two-way line for JSON values: a MessagePort, an extension port, a pair in a test. */
export interface HandoverChannel {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  /** Ends the line from this side; `onClose` is for the other side's ending and is not called. Closing twice is the same as once. */
  close(): void;
}

/** The line to the extension broke, or no answer came in time. What was received so far is kept. */
export class HandoverInterrupted extends Error {
  override name = 'HandoverInterrupted';
}

/** The extension answered something that fits no answer to the question. Asking again would bring the same. */
export class HandoverGarbled extends Error {
  override name = 'HandoverGarbled';
}

/** The extension refused; `refusal` says why. */
export class HandoverRefused extends Error {
  override name = 'HandoverRefused';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super('detail' in refusal ? `${refusal.reason}: ${refusal.detail}` : refusal.reason);
    this.refusal = refusal;
  }
}

type ReplyKind = Exclude<HandoverReply['kind'], 'refused' | 'changed'>;
type ReplyOf<Kind extends ReplyKind> = Extract<HandoverReply, { kind: Kind }>;

export interface HandoverClient {
  /**
   * Resolves with the answer of the kind that was asked for. Rejects with `HandoverRefused`, with `HandoverGarbled` when the answer
   * makes no sense, or with `HandoverInterrupted` when the channel closes or no answer comes within `timeoutMs` (default 15,000).
   */
  ask<Kind extends ReplyKind>(
    question: HandoverQuestion,
    expected: Kind,
    timeoutMs?: number,
  ): Promise<ReplyOf<Kind>>;
  /** Called whenever the extension says that there may be something new. */
  onChanged(listener: () => void): void;
  /** Ends the conversation; questions under way reject with `HandoverInterrupted`. */
  close(): void;
  /** Ends the conversation once the questions under way have their answers; new ones reject with `HandoverInterrupted`. */
  retire(): void;
}

type Waiting = { resolve: (reply: HandoverReply) => void; reject: (error: Error) => void };

const answeredSchema = v.object({ id: v.number() });

/** The app's end of the conversation. Several questions may be under way at once. */
export function createHandoverClient(channel: HandoverChannel): HandoverClient {
  const waiting = new Map<number, Waiting>();
  const changedListeners: (() => void)[] = [];
  let lastId = 0;
  let closed = false;
  let retired = false;

  channel.onMessage((message) => {
    const parsed = v.safeParse(replySchema, message);
    if (!parsed.success) return refuseGarbled(message);
    if (parsed.output.kind === 'changed') return changedListeners.forEach((listener) => listener());
    waiting.get(parsed.output.id)?.resolve(parsed.output);
  });
  channel.onClose(endQuestions);

  /** A reply that fits no schema ends the question that it names; one that names none answers nothing. */
  function refuseGarbled(message: unknown): void {
    const answered = v.safeParse(answeredSchema, message);
    if (answered.success)
      waiting.get(answered.output.id)?.reject(new HandoverGarbled('the answer fits no schema'));
  }

  function endQuestions(): void {
    closed = true;
    for (const { reject } of waiting.values())
      reject(new HandoverInterrupted('the connection to the extension closed'));
  }

  function close(): void {
    if (closed) return;
    endQuestions();
    channel.close();
  }

  function retire(): void {
    retired = true;
    if (waiting.size === 0) close();
  }

  async function ask<Kind extends ReplyKind>(question: HandoverQuestion, expected: Kind, timeoutMs = 15_000) {
    if (closed || retired) throw new HandoverInterrupted('the connection to the extension is closed');
    const id = (lastId += 1);
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const reply = await new Promise<HandoverReply>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        timer = setTimeout(
          () => reject(new HandoverInterrupted('the extension did not answer in time')),
          timeoutMs,
        );
        channel.post({ ...question, id });
      });
      if (reply.kind === 'refused') throw new HandoverRefused(reply.refusal);
      if (reply.kind !== expected) throw new HandoverGarbled(`expected ${expected}, got ${reply.kind}`);
      return reply as ReplyOf<Kind>; // just compared
    } finally {
      clearTimeout(timer);
      waiting.delete(id);
      if (retired && waiting.size === 0) close();
    }
  }

  return { ask, onChanged: (listener) => void changedListeners.push(listener), close, retire };
}
