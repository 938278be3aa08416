/**
 * The relay: NATS JetStream over WebSocket, in an account of the workspace's own. One stream holds documents and control log, one the pieces
 * of files. What went wrong elsewhere and is avoided here: PROTOCOL.md, Transport, and docs/decisions/0018-nats-as-relay.md.
 */
import { DeliverPolicy, jetstream, jetstreamManager, JetStreamApiError } from '@nats-io/jetstream';
import type { ConsumerMessages, JetStreamManager } from '@nats-io/jetstream';
import { wsconnect, type Authenticator, type NatsConnection } from '@nats-io/nats-core';
import { sha256Hex } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import { createPatience } from './patience.ts';
import type { Delivery, DeliveryBatch, Following, Transport, TransportError } from './transport.ts';

export type NatsOptions = {
  /** `wss://` or `ws://`; several for a cluster. */
  servers: readonly string[];
  authenticator: Authenticator;
  /** The user's public key: replies come to subjects under it, which nobody else may read. */
  user: string;
  /** Waits for the first connection, in milliseconds. */
  timeoutMs?: number;
};

/** What the workspace's streams may hold, in bytes, and on how many nodes. */
export type StreamSizes = { documents: number; files: number; replicas: 1 | 3 };

const documentStream = 'WS';
const fileStream = 'EV';
/** A second copy of an envelope within this time is not stored; later it is, and replicas see that they know it. */
const duplicateWindowMs = 120_000;
/** Deliveries that are handed over together. */
const mostInBatch = 500;
/** JetStream: "wrong last sequence": the piece is there already. */
const wrongLastSequence = 10_071;
const ns = 1_000_000;

/** Makes the workspace's two streams, or leaves those that are there. For the owner's device: others may lack the right. */
export async function createStreams(connection: NatsConnection, sizes: StreamSizes): Promise<void> {
  const manager = await jetstreamManager(connection);
  const common = {
    num_replicas: sizes.replicas,
    allow_direct: true,
    discard: 'new',
    allow_rollup_hdrs: false,
  } as const;
  await add(manager, {
    ...common,
    name: documentStream,
    subjects: ['ctl', 'doc.*', 'note.*'],
    max_bytes: sizes.documents,
    duplicate_window: duplicateWindowMs * ns,
  });
  await add(manager, {
    ...common,
    name: fileStream,
    subjects: ['evd.*.*'],
    max_bytes: sizes.files,
    max_msgs_per_subject: 1,
    discard_new_per_subject: true,
  });
}

type StreamWish = Parameters<JetStreamManager['streams']['add']>[0];

async function add(manager: JetStreamManager, wish: StreamWish): Promise<void> {
  const there = await manager.streams.info(wish.name).catch(() => undefined);
  if (!there) await manager.streams.add(wish);
}

/** Connects, and connects again for ever. Rejects when no server answers now or when it refuses this user. */
export async function connectNats(options: NatsOptions): Promise<Transport> {
  const connection = await wsconnect({
    servers: [...options.servers],
    authenticator: options.authenticator,
    inboxPrefix: `_I.${options.user}`,
    // What a server says about its neighbours are addresses inside their network.
    ignoreClusterUpdates: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 250,
    pingInterval: 20_000,
    timeout: options.timeoutMs ?? 5_000,
  });
  return natsTransport(connection, options);
}

const position = (born: string, sequence: number) => `${born}#${sequence}`;

function readPosition(cursor: string): { born: string; sequence: number } | undefined {
  const [born, sequence] = cursor.split('#');
  return born && sequence ? { born, sequence: Number(sequence) } : undefined;
}

function transportError(error: unknown): TransportError {
  const reason = error instanceof Error ? error.message : String(error);
  if (/permission|authoriz/i.test(reason)) return { kind: 'refused', reason };
  if (/maximum bytes|insufficient|resources|maximum messages/i.test(reason)) return { kind: 'full', reason };
  return { kind: 'offline', reason };
}

/** Whether it has arrived already: what has is given before the next task begins. */
async function isThere(next: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, 0, false);
  });
  const came = await Promise.race([next.then(() => true), later]);
  clearTimeout(timer);
  return came;
}

/** Hands messages over in batches: as many as have arrived, and none waits for one that has not. */
async function deliverMessages(
  messages: ConsumerMessages,
  born: string,
  last: number,
  receive: (batch: DeliveryBatch) => Promise<void>,
): Promise<void> {
  const arriving = messages[Symbol.asyncIterator]();
  let deliveries: Delivery[] = [];
  let next = arriving.next();
  for (let message = await next; !message.done; message = await next) {
    const { subject, data, seq, info } = message.value;
    deliveries.push({ subject, envelope: data.slice() });
    // Asked for at once, because the library asks the server for more between two messages.
    next = arriving.next();
    next.catch(() => undefined);
    // The library counts its own requests to the server as messages that wait, so its number alone would have the last one wait for ever.
    const mayHaveMore = messages.getPending() > 0 || info.pending > 0;
    if (mayHaveMore && deliveries.length < mostInBatch && (await isThere(next))) continue;
    const batch = { deliveries, cursor: position(born, seq), caughtUp: seq >= last || info.pending === 0 };
    deliveries = [];
    await receive(batch);
  }
}

function natsTransport(connection: NatsConnection, options: NatsOptions): Transport {
  const client = jetstream(connection);
  const patience = createPatience();
  /** An answer that is a quarter of a megabyte takes its time on a slow line. */
  const patienceForPieces = createPatience(5_000, 2);
  const managerFor = (timeout: number) => jetstreamManager(connection, { timeout, checkAPI: false });

  /** Why the server ended the connection for good, such as a revoked device. */
  let closedFor: TransportError | undefined;

  /** What waits for an answer: it is not given any more when the connection breaks. */
  const asked = new Set<(error: Error) => void>();

  /** `bytes`: how many go up. `isOver` tells work that goes on that nobody waits for it any more. */
  async function attempt<Value>(
    work: (timeout: number, isOver: () => boolean) => Promise<Value>,
    bytes = 0,
    { for: waitFor, answered, timedOut } = patience,
  ): Promise<Result<Value, TransportError>> {
    const began = performance.now();
    const wait = waitFor(bytes);
    const broken = Promise.withResolvers<never>();
    let isOver = false;
    asked.add(broken.reject);
    try {
      const value = await Promise.race([work(wait, () => isOver), broken.promise]);
      answered(performance.now() - began, bytes);
      return ok(value);
    } catch (error) {
      const problem = transportError(error);
      if (/timeout/i.test(problem.reason)) timedOut(wait, bytes);
      return failure(closedFor ?? problem);
    } finally {
      isOver = true;
      asked.delete(broken.reject);
    }
  }

  /** The birth of the stream and the number of its last message; they tell when a server went back. */
  async function streamNow(timeout: number): Promise<{ born: string; last: number }> {
    const { created, state } = await (await managerFor(timeout)).streams.info(documentStream);
    return { born: created, last: state.last_seq };
  }

  /** How many messages there are, by subject. */
  async function countsOf(stream: string, filter: string, timeout: number): Promise<Record<string, number>> {
    const { state } = await (await managerFor(timeout)).streams.info(stream, { subjects_filter: filter });
    return state.subjects ?? {};
  }

  /** What is stored after the sequence, and how many that are now. */
  async function start(
    sequence: number,
    timeout: number,
    isOver: () => boolean,
  ): Promise<{ messages: ConsumerMessages; pending: number }> {
    const consumer = await jetstream(connection, { timeout }).consumers.get(documentStream, {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: sequence + 1,
      inactive_threshold: 10_000,
    });
    const { num_pending: pending } = await consumer.info(true);
    const options = { max_messages: mostInBatch, idle_heartbeat: 1_000, expires: 10_000 };
    const messages = await consumer.consume(options);
    if (isOver()) messages.stop();
    return { messages, pending };
  }

  /**
   * Ends the messages when the server that led the consumer is gone or the connection was made again: a consumer that waits for
   * either was seen to stand still for a quarter of a minute.
   */
  async function watch(
    messages: ConsumerMessages,
    { isReceiving, onHeartbeat }: { isReceiving: () => boolean; onHeartbeat: () => void },
  ): Promise<TransportError | undefined> {
    for await (const status of messages.status()) {
      // Whoever is busy with a batch asks for nothing and hears nothing.
      const stalled = status.type === 'heartbeats_missed' && status.count >= 2 && !isReceiving();
      if (stalled || status.type === 'consumer_deleted' || status.type === 'stream_not_found')
        return { kind: 'offline', reason: status.type };
      if (status.type === 'heartbeat') onHeartbeat();
    }
    return undefined;
  }

  /** Called with what happened to the connection; whoever follows starts again. */
  const interruptions = new Set<(error: TransportError) => void>();
  const interrupt = (error: TransportError) => {
    for (const end of interruptions) end(error);
  };
  void (async () => {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') for (const fail of asked) fail(new Error(type));
      if (type === 'reconnect' || type === 'disconnect') interrupt({ kind: 'offline', reason: type });
    }
  })();
  void connection.closed().then((error) => {
    closedFor = error instanceof Error ? { ...transportError(error), kind: 'refused' } : undefined;
    interrupt(closedFor ?? { kind: 'offline', reason: 'closed' });
  });

  return {
    name: options.servers[0] ?? '',

    append: (subject, envelope) =>
      attempt(async (timeout) => {
        // The same bytes have the same name: a retry is stored once, and nothing else can be taken for it.
        const msgID = (await sha256Hex(envelope)).slice(0, 24);
        await client.publish(subject, envelope, { msgID, timeout });
      }, envelope.length),

    async follow(from, receive) {
      const now = await attempt(streamNow);
      if (!now.ok) return now;
      const { born, last } = now.value;
      const at = readPosition(from);
      if (at && (at.born !== born || at.sequence > last))
        return failure({ kind: 'went-back', reason: `${from} is past ${position(born, last)}` });
      const started = await attempt((...limits) => start(at?.sequence ?? 0, ...limits));
      if (!started.ok) return started;
      const { messages, pending } = started.value;
      const ended = Promise.withResolvers<TransportError | undefined>();
      const end = (error?: TransportError) => {
        interruptions.delete(end);
        ended.resolve(error);
        messages.stop();
      };
      const fail = (error: unknown) => end({ kind: 'offline', reason: String(error) });
      interruptions.add(end);
      let isReceiving = false;
      let isCaughtUp = false;
      let handed = 0;
      let cursor = position(born, at?.sequence ?? 0);
      let receiving = Promise.resolve();
      /** One batch after the other. */
      const hand = (batch: DeliveryBatch): Promise<void> => {
        receiving = receiving.then(async () => {
          isReceiving = true;
          ({ cursor } = batch);
          handed += batch.deliveries.length;
          isCaughtUp ||= batch.caughtUp;
          await receive(batch);
          isReceiving = false;
        });
        return receiving;
      };
      /** Numbers alone do not say it: the last messages may have been deleted, and then nothing comes for them. */
      const handNothing = () => hand({ deliveries: [], cursor, caughtUp: true });
      const watched = watch(messages, {
        isReceiving: () => isReceiving,
        // The server has nothing more; what it sent before may still wait here.
        onHeartbeat() {
          const hasAll = messages.getReceived() === handed;
          if (hasAll && !isCaughtUp && !isReceiving) handNothing().catch(fail);
        },
      });
      void watched.then(end);
      const deliver = async () => {
        if (pending === 0) await handNothing();
        await deliverMessages(messages, born, last, hand);
      };
      void deliver().then(() => end(), fail);
      return ok<Following>({ ended: ended.promise, stop: () => end() });
    },

    compact: (subject, upTo) =>
      attempt(async (timeout) => {
        const at = readPosition(upTo);
        if (!at) return;
        await (
          await managerFor(timeout)
        ).streams.purge(documentStream, { filter: subject, seq: at.sequence + 1 });
      }),

    count: (subject) =>
      attempt(async (timeout) => (await countsOf(documentStream, subject, timeout))[subject] ?? 0),

    announce: (subject, envelope) => connection.publish(subject, envelope),

    listen(receive) {
      const subscription = connection.subscribe('aw.*', {
        callback: (error, message) => {
          if (!error) receive({ subject: message.subject, envelope: message.data.slice() });
        },
      });
      return () => subscription.unsubscribe();
    },

    async putChunk(address, index, bytes) {
      const stored = await attempt(async (timeout) => {
        try {
          await client.publish(`evd.${address}.${index}`, bytes, {
            expect: { lastSubjectSequence: 0 },
            timeout,
          });
        } catch (error) {
          if (!(error instanceof JetStreamApiError) || error.code !== wrongLastSequence) throw error;
        }
      }, bytes.length);
      return stored;
    },

    chunksOf: (address) =>
      attempt(async (timeout) => {
        const names = Object.keys(await countsOf(fileStream, `evd.${address}.*`, timeout));
        return new Set(names.map((name) => Number(name.split('.')[2])));
      }),

    getChunk: (address, index) =>
      attempt(
        async (timeout) => {
          const query = { last_by_subj: `evd.${address}.${index}` };
          const message = await (await managerFor(timeout)).direct.getMessage(fileStream, query);
          return message?.data.slice();
        },
        0,
        patienceForPieces,
      ),

    close: () => connection.close(),
  };
}
