/**
 * One device's full copy of a workspace: Yjs documents by subject, kept in a store and in step with others through a transport.
 * PROTOCOL.md says what it does; reception.ts judges what comes, dispatch.ts sends what was made here.
 */
import * as Y from 'yjs';
import type { AgreementKey } from '../crypto/agreement-key.ts';
import type { Signer } from '../crypto/device-key.ts';
import type { Bytes } from '../shared/bytes.ts';
import type { ControlReading } from './control-log.ts';
import { createCompaction, usualCompaction, type CompactionRule } from './compaction.ts';
import { createCoverage, type Coverage } from './coverage.ts';
import { createDispatch, type SendProblem } from './dispatch.ts';
import { authorOf, parseEnvelope } from './envelope.ts';
import { createHeadTable } from './heads.ts';
import { createHeldEnvelopes } from './held-envelopes.ts';
import type { Keyring } from './keyring.ts';
import { createPresence, type PresenceMessage } from './presence.ts';
import { createReception, type ReceivedSnapshot } from './reception.ts';
import type { Refusal } from './refusal.ts';
import type { ReplicaStore, SubjectUpdate } from './replica-store.ts';
import { encodeSnapshot } from './snapshot.ts';
import { subjectKind } from './subject.ts';
import type { DeliveryBatch, Following, Transport, TransportError } from './transport.ts';
import { createWorkspaceAccess } from './workspace-access.ts';
import type { Counters, WorkspaceReference } from './workspace-control.ts';
import { applyUpdates, missingFrom, remoteOrigin } from './yjs-update.ts';

/** All times in milliseconds. */
export type ReplicaTiming = {
  /** Changes made within this time go out together. */
  batchMs: number;
  /** Wait before the first retry; doubled each time up to `retryMostMs`, and spread by half. */
  retryFirstMs: number;
  retryMostMs: number;
};

const usualTiming: ReplicaTiming = { batchMs: 250, retryFirstMs: 250, retryMostMs: 10_000 };

export type ReplicaOptions = {
  workspace: WorkspaceReference;
  signer: Signer;
  agreement: AgreementKey;
  store: ReplicaStore;
  now: () => Date;
  timing?: Partial<ReplicaTiming>;
  compaction?: CompactionRule;
};

/**
 * What a person should know. `relay-went-back`: the transport lost something, and is being filled again. `poor-snapshot`: somebody's
 * snapshot claimed to cover what it left out; it was sent again. `snapshot-too-large`: the document is larger than 64 MiB, so a relay
 * that lost it cannot be filled and nothing is compacted. `counter-ahead`: a snapshot names more of this device than it sent, because
 * the device was set back or the snapshot boasts.
 */
export type ReplicaNotice =
  | { kind: 'relay-went-back'; transport: string }
  | { kind: 'poor-snapshot' | 'counter-ahead'; subject: string; author: string }
  | { kind: 'snapshot-too-large'; subject: string }
  | { kind: 'store-failed'; reason: string };

export type ReplicaState = {
  /** `in-step`: everything that the transport has was read. */
  link: 'offline' | 'catching-up' | 'in-step';
  /** Own changes that are not acknowledged. */
  waiting: number;
  /** Envelopes of others that wait for earlier ones. */
  held: number;
  /** What is in the way of sending or reading; undefined when nothing is. */
  problem: SendProblem | undefined;
};

export type ReplicaListener = {
  onState?: (state: ReplicaState) => void;
  onRefusal?: (refusal: Refusal) => void;
  onNotice?: (notice: ReplicaNotice) => void;
  onPresence?: (message: PresenceMessage) => void;
};

export type Connection = {
  /** Resolves when everything that the transport had is applied, and what it lacks is on its way. */
  caughtUp: Promise<void>;
  close: () => Promise<void>;
};

function isDocument(subject: string): boolean {
  const kind = subjectKind(subject);
  return kind === 'document' || kind === 'notes';
}

export type Replica = Awaited<ReturnType<typeof openReplica>>;

/** Opens what the store holds. Rejects when the store fails. */
export async function openReplica(options: ReplicaOptions, listener: ReplicaListener = {}) {
  const { workspace, signer, agreement, store, now } = options;
  const timing = { ...usualTiming, ...options.timing };
  const author = authorOf(signer.fingerprint);
  const stored = await store.load();
  const access = createWorkspaceAccess(workspace, signer.fingerprint, agreement);
  await access.add(stored.controlLines);
  const storedLines = new Set(stored.controlLines);
  const heads = createHeadTable(stored.heads);
  const held = createHeldEnvelopes();
  for (const { subject, envelope: bytes } of stored.held) {
    const parsed = parseEnvelope(bytes, { workspace: workspace.id, subject });
    if (parsed.ok) await held.hold({ subject, bytes, envelope: parsed.value }, 'members');
  }
  const documents = new Map<string, Y.Doc>();
  /** Subjects of which a snapshot claimed more of this device than it sent: sealed again once everything was read (REP-2). */
  const claimed = new Set<string>();
  const opening = new Map<string, Promise<Y.Doc>>();
  const dispatch = createDispatch(access, signer, store, heads);
  const refuse = (refusal: Refusal) => listener.onRefusal?.(refusal);
  const presence = createPresence(access, signer, now, (message) => listener.onPresence?.(message), refuse);
  const reception = createReception({
    ownAuthor: author,
    access,
    store,
    heads,
    held,
    storedLines,
    refuse,
    apply,
  });

  const compaction = createCompaction(
    options.compaction ?? usualCompaction,
    () => [...new Set(heads.all().map(({ subject }) => subject))].filter(isDocument).filter(access.mayWrite),
    compact,
  );

  let transport: Transport | undefined;
  let link: ReplicaState['link'] = 'offline';
  let problem: SendProblem | undefined;
  let waiting = await countWaiting();
  let closed = false;
  /** Everything that the transport had was read: no counter is used twice. While it is read on, what is made here need not wait for that. */
  let mayAppend = false;
  let sendFailures = 0;
  let batchTimer: ReturnType<typeof setTimeout> | undefined;
  /** Own updates on their way into the store, in the order in which they were made. */
  let storing: Promise<unknown> = Promise.resolve();

  async function countWaiting(): Promise<number> {
    const { updates, envelopes } = await store.waiting();
    return updates + envelopes;
  }

  function publish(): void {
    listener.onState?.({ link, waiting, held: held.size(), problem });
  }

  function addOwn(update: SubjectUpdate): void {
    waiting += 1;
    storing = Promise.all([
      storing,
      store.addOwn(update).catch((error: unknown) => {
        listener.onNotice?.({ kind: 'store-failed', reason: String(error) });
      }),
    ]);
    batchTimer ??= setTimeout(() => void send(), timing.batchMs);
    publish();
  }

  /** Waits longer after each failure, and not as long as others who failed at the same time. */
  function pauseAfter(failures: number): number {
    const most = Math.min(timing.retryFirstMs * 2 ** failures, timing.retryMostMs);
    return most * (0.5 + Math.random() / 2);
  }

  /** Sends what there is, and tries again later when something is in the way that may pass. */
  async function send(): Promise<void> {
    clearTimeout(batchTimer);
    batchTimer = undefined;
    await storing;
    if (!transport || !mayAppend || closed) return;
    problem = await dispatch.send(transport);
    waiting = await countWaiting();
    const mayPass = problem?.kind === 'offline' || problem?.kind === 'full' || problem?.kind === 'refused';
    if (!mayPass) sendFailures = 0;
    // Several may have waited for one run: it failed once.
    else if (batchTimer === undefined) {
      sendFailures += 1;
      batchTimer = setTimeout(() => void send(), pauseAfter(sendFailures));
    }
    publish();
  }

  async function load(subject: string): Promise<Y.Doc> {
    const doc = new Y.Doc();
    // Before the rows are read: what arrives meanwhile is applied as well, and applying twice changes nothing.
    documents.set(subject, doc);
    applyUpdates(doc, await store.updates(subject), remoteOrigin);
    doc.on('update', (bytes: Uint8Array, origin: unknown) => {
      if (origin !== remoteOrigin) addOwn({ subject, bytes: bytes as Bytes });
    });
    return doc;
  }

  function document(subject: string): Promise<Y.Doc> {
    const known = opening.get(subject) ?? load(subject);
    opening.set(subject, known);
    return known;
  }

  function apply(updates: readonly SubjectUpdate[], snapshots: readonly ReceivedSnapshot[]): void {
    // Before the batch is applied: what came with a snapshot and after it need not be in it.
    const missing = snapshots.map(lackedBy);
    for (const [subject, doc] of documents) {
      const own = updates.filter((update) => update.subject === subject);
      if (own.length > 0)
        applyUpdates(
          doc,
          own.map(({ bytes }) => bytes),
          remoteOrigin,
        );
    }
    for (const [at, snapshot] of snapshots.entries()) take(snapshot, missing[at]);
    publish();
  }

  /** What the snapshot leaves out although it claims to cover all that this replica knew; own changes may have been sent meanwhile. */
  function lackedBy({ subject, update, claimsAll, claimsOfOurs }: ReceivedSnapshot): Bytes | undefined {
    const doc = documents.get(subject);
    const isAsked = claimsAll && waiting === 0 && claimsOfOurs >= heads.get(subject, author);
    return doc && isAsked ? missingFrom(update, doc) : undefined;
  }

  function take({ subject, author: by, aheadOfUs }: ReceivedSnapshot, missing: Bytes | undefined): void {
    if (missing) {
      listener.onNotice?.({ kind: 'poor-snapshot', subject, author: by });
      addOwn({ subject, bytes: missing });
    }
    if (aheadOfUs) {
      listener.onNotice?.({ kind: 'counter-ahead', subject, author: by });
      // Whoever believes the claim takes what this device sends under lower counters for known: everything is sent again above it.
      claimed.add(subject);
    }
  }

  /** The whole document with the counters that it covers, sealed into the outbox. */
  async function queueSnapshot(subject: string): Promise<boolean> {
    const doc = await document(subject);
    await storing;
    const body = (counter: number) => {
      const covered = new Map(heads.of(subject)).set(author, counter);
      return encodeSnapshot({ heads: covered, update: Y.encodeStateAsUpdate(doc) as Bytes });
    };
    const inTheWay = await dispatch.queue({ subject, kind: 'snapshot', body });
    if (inTheWay?.kind === 'too-large') listener.onNotice?.({ kind: 'snapshot-too-large', subject });
    return inTheWay === undefined;
  }

  async function compact(subject: string): Promise<boolean> {
    const over = transport;
    if (!over || link !== 'in-step' || !access.mayWrite(subject)) return false;
    const upTo = await store.cursor(over.name);
    // What is held would be purged with the rest, and is in no snapshot. After the cursor: what comes now lies behind it.
    if (held.holds(subject) || !(await queueSnapshot(subject))) return false;
    await send();
    if (problem || (await store.waiting()).envelopes > 0) return false;
    return (await over.compact(subject, upTo)).ok;
  }

  /** Queues what the transport was seen to lack. */
  async function refill(coverage: Coverage): Promise<void> {
    for (const line of coverage.lackingLines(access.reading().lines)) await dispatch.queueControl(line);
    for (const subject of coverage.lacking(heads))
      if (isDocument(subject) && access.mayWrite(subject)) await queueSnapshot(subject);
  }

  /** Follows the transport once, until it ends. */
  async function follow(
    over: Transport,
    onFollowing: (following: Following) => void,
    onCaughtUp: () => Promise<void>,
    refills = true,
  ): Promise<TransportError | undefined> {
    const from = await store.cursor(over.name);
    let coverage = from === '' && refills ? createCoverage() : undefined;
    /** Envelopes that came since the compaction's rule was last looked at. */
    let unlooked = 0;
    const following = await over.follow(from, async (batch: DeliveryBatch) => {
      await reception.receive(batch, over.name, coverage).catch((error: unknown) => {
        listener.onNotice?.({ kind: 'store-failed', reason: String(error) });
        throw error;
      });
      unlooked += batch.deliveries.length;
      if (!batch.caughtUp) return;
      if (coverage) await refill(coverage);
      coverage = undefined;
      const again = [...claimed].filter(access.mayWrite);
      claimed.clear();
      for (const subject of again) await queueSnapshot(subject);
      if (again.length > 0) void send();
      await onCaughtUp();
      // A transport that is only exchanged with, such as a bundle, is not this one.
      if (over === transport) compaction.caughtUp(over, unlooked);
      unlooked = 0;
    });
    if (!following.ok) return following.error;
    onFollowing(following.value);
    return following.value.ended;
  }

  /** Keeps in step with a live transport until the connection is closed. One at a time. */
  function connect(over: Transport): Connection {
    if (transport) throw new Error('replica: expected no open connection.');
    transport = over;
    let stopped = false;
    let current: Following | undefined;
    let wake: () => void = () => undefined;
    let failures = 0;
    const caughtUp = Promise.withResolvers<void>();
    const stopListening = over.listen((delivery) => void presence.hear(delivery));

    async function onCaughtUp(): Promise<void> {
      failures = 0;
      if (link === 'in-step') return;
      link = 'in-step';
      mayAppend = true;
      publish();
      caughtUp.resolve();
      void send();
    }

    async function pause(): Promise<void> {
      failures += 1;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseAfter(failures));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }

    function begin(following: Following): void {
      current = following;
      // The connection may have been closed while the transport was asked.
      if (stopped) following.stop();
    }

    async function run(): Promise<void> {
      while (!stopped) {
        link = 'catching-up';
        publish();
        void send();
        const error = await follow(over, begin, onCaughtUp).catch((reason: unknown): TransportError => ({
          kind: 'offline',
          reason: String(reason),
        }));
        current = undefined;
        link = 'offline';
        if (stopped) return;
        problem = error;
        publish();
        if (error?.kind === 'went-back') {
          listener.onNotice?.({ kind: 'relay-went-back', transport: over.name });
          mayAppend = false;
          await store.forgetCursors();
        } else await pause();
      }
    }

    const running = run();
    return {
      caughtUp: caughtUp.promise,
      async close() {
        stopped = true;
        wake();
        current?.stop();
        stopListening();
        compaction.stop();
        await running;
        transport = undefined;
        mayAppend = false;
        link = 'offline';
        publish();
      },
    };
  }

  /** Reads a transport that has an end from its start; gives what is in the way. */
  async function readToEnd(over: Transport, refills: boolean): Promise<TransportError | undefined> {
    if (transport) throw new Error('replica: expected no open connection.');
    await store.forgetCursors();
    const done = Promise.withResolvers<undefined>();
    const ended = follow(
      over,
      (following) => void done.promise.then(following.stop),
      async () => done.resolve(undefined),
      refills,
    );
    return Promise.race([ended, done.promise]);
  }

  /** What was used elsewhere the relay has not seen: it is read from its start afterwards. */
  async function leave(): Promise<void> {
    await store.forgetCursors();
    waiting = await countWaiting();
    publish();
  }

  return {
    /** The subject's document; its changes are stored at once and sent when a transport is there. */
    document,
    connect,

    /**
     * Reads a transport that has an end, such as a bundle file, and leaves there what it lacked. The relay is then read from its start,
     * because it has not seen the counters that were used here.
     */
    async exchange(over: Transport): Promise<TransportError | SendProblem | undefined> {
      const problem = (await readToEnd(over, true)) ?? (await dispatch.send(over));
      await leave();
      return problem;
    },

    /** Reads a transport that has an end and leaves nothing there, for a file that nobody gets back. */
    async read(over: Transport): Promise<TransportError | undefined> {
      const problem = await readToEnd(over, false);
      await leave();
      return problem;
    },

    /** Replaces what the connected transport holds of the subject by a snapshot. False when that was not possible now. */
    compact,

    /** Adds control lines of this device, such as those of workspace-control.ts, and sends them. */
    async addControl(lines: readonly string[]): Promise<ControlReading> {
      await store.putControlLines(lines.filter((line) => !storedLines.has(line)));
      for (const line of lines) storedLines.add(line);
      await access.add(lines);
      for (const line of lines) await dispatch.queueControl(line);
      waiting = await countWaiting();
      publish();
      void send();
      return access.reading();
    },

    /** Sends at once what is there; resolves when it is acknowledged or something is in the way, which the state tells. */
    flush: send,

    announce: async (subject: string, body: Bytes): Promise<void> => {
      if (transport) await presence.announce(transport, subject, body);
    },

    control: (): ControlReading => access.reading(),
    keyring: (): Keyring => access.keyring,
    state: (): ReplicaState => ({ link, waiting, held: held.size(), problem }),

    /** By device and subject, how far it was applied here: what a removal says still counts. */
    counters(): Counters {
      const counters = new Map<string, Map<string, number>>();
      for (const { subject, author: of, counter } of heads.all()) {
        const device = access.deviceOf(of)?.fingerprint;
        if (device === undefined) continue;
        counters.set(device, (counters.get(device) ?? new Map<string, number>()).set(subject, counter));
      }
      return counters;
    },

    /** Waits until own changes are stored, and stops. */
    async close(): Promise<void> {
      closed = true;
      clearTimeout(batchTimer);
      await storing;
      for (const doc of documents.values()) doc.destroy();
    },
  };
}
