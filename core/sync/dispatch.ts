/** What a replica sends: own changes are stored, gathered, sealed, and sent until they are acknowledged. PROTOCOL.md, REP-1 to REP-3. */
import * as Y from 'yjs';
import type { Signer } from '../crypto/device-key.ts';
import { textToBytes, type Bytes } from '../shared/bytes.ts';
import { authorOf, type EnvelopeKind } from './envelope.ts';
import type { HeadTable } from './heads.ts';
import type { OutboxEntry, ReplicaStore } from './replica-store.ts';
import { sealBody } from './seal-envelope.ts';
import { controlSubject } from './subject.ts';
import type { Transport, TransportError } from './transport.ts';
import type { WorkspaceAccess } from './workspace-access.ts';

/** Updates that are merged into one body: it fits into one envelope unless one of them alone is larger. */
const mostUpdateBytes = 512 * 1024;

export type SendProblem = TransportError | { kind: 'too-large' | 'may-not-write'; reason: string };

export type Sealing = {
  subject: string;
  kind: EnvelopeKind;
  /** Asked for when the counter is known: a snapshot holds everything that was sealed before it. */
  body: (counter: number) => Bytes;
  ids?: readonly number[];
};

export type Dispatch = {
  /** Puts a control line into the outbox. */
  queueControl: (line: string) => Promise<void>;
  /** Seals a body with this device's next counter into the outbox; gives what is in the way. */
  queue: (sealing: Sealing) => Promise<SendProblem | undefined>;
  /**
   * Seals and sends what there is, until something is in the way, which it returns. What is made meanwhile is left for the next call, so that it
   * gathers: under steady typing an envelope for each acknowledgement would hold one edit.
   */
  send: (transport: Transport) => Promise<SendProblem | undefined>;
};

export function createDispatch(
  access: WorkspaceAccess,
  signer: Signer,
  store: ReplicaStore,
  heads: HeadTable,
): Dispatch {
  const author = authorOf(signer.fingerprint);
  /** One after the other: the counters of a subject leave no gap. */
  let sealing: Promise<unknown> = Promise.resolve();
  /** The last run; never rejects. */
  let before: Promise<unknown> = Promise.resolve();
  /** The run that has not begun. */
  let next: { transport: Transport; sent: Promise<SendProblem | undefined> } | undefined;

  async function seal({ subject, kind, body, ids = [] }: Sealing): Promise<SendProblem | undefined> {
    const isControl = subject === controlSubject;
    if (!isControl && !access.mayWrite(subject))
      return { kind: 'may-not-write', reason: `this device may not write to ${subject}` };
    const generation = isControl ? 0 : access.keyring.newest();
    const where = { workspace: access.workspace.id, subject };
    for (;;) {
      const first = heads.get(subject, author) + 1;
      const wish = { kind, generation, counter: first, body };
      const envelopes = await sealBody(signer, access.keyring, where, wish);
      if (!envelopes.ok) return { kind: 'too-large', reason: `a change of ${subject} is larger than 64 MiB` };
      const counter = first + envelopes.value.length - 1;
      const stored = await store.putSealed({ subject, author, counter, envelopes: envelopes.value, ids });
      heads.raise(subject, author, stored ? counter : first);
      if (stored) return undefined;
    }
  }

  const inTurn = (work: () => Promise<SendProblem | undefined>): Promise<SendProblem | undefined> => {
    const turn = sealing.then(work, work);
    sealing = turn.catch(() => undefined);
    return turn;
  };

  /** Seals the updates that have waited longest. */
  async function sealWaiting(
    without: ReadonlySet<string>,
  ): Promise<{ subject: string; more: boolean; problem?: SendProblem } | undefined> {
    const waiting = await store.unsealed(mostUpdateBytes, without);
    if (!waiting) return undefined;
    const { subject, ids, updates, more } = waiting;
    const body = (updates.length === 1 ? updates[0] : Y.mergeUpdates(updates)) as Bytes;
    const problem = await inTurn(() => seal({ subject, kind: 'update', body: () => body, ids }));
    return { subject, more, ...(problem && { problem }) };
  }

  async function sendAll(transport: Transport): Promise<SendProblem | undefined> {
    /** What cannot be sealed stays queued and is in nobody else's way; what was sealed has had its turn. */
    const done = new Set<string>();
    let problem: SendProblem | undefined;
    for (;;) {
      const entry: OutboxEntry | undefined = await store.oldestInOutbox();
      if (!entry) {
        const sealed = await sealWaiting(done);
        if (!sealed) return problem;
        if (sealed.problem || !sealed.more) done.add(sealed.subject);
        problem ??= sealed.problem;
        continue;
      }
      const appended = await transport.append(entry.subject, entry.envelope);
      if (!appended.ok) return appended.error;
      await store.removeSent(entry.order);
    }
  }

  return {
    queue: (wish) => inTurn(() => seal(wish)),
    async queueControl(line) {
      await inTurn(() => seal({ subject: controlSubject, kind: 'control', body: () => textToBytes(line) }));
    },
    send(transport) {
      // Whoever asks while it runs gets another run after it: what came meanwhile may have been missed. One is enough for all who ask.
      if (next?.transport === transport) return next.sent;
      const begin = () => {
        if (next === mine) next = undefined;
        return sendAll(transport);
      };
      const mine = { transport, sent: before.then(begin) };
      next = mine;
      before = mine.sent.catch(() => undefined);
      return mine.sent;
    },
  };
}
