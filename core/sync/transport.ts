/** What moves envelopes between replicas: a port. It is given bytes that it cannot read, and it need not be trusted. */
import type { Bytes } from '../shared/bytes.ts';
import type { Result } from '../shared/result.ts';

/** How far somebody has read, in the transport's own words; the empty text is the start. */
export type Cursor = string;

export type Delivery = { subject: string; envelope: Bytes };

export type DeliveryBatch = {
  deliveries: readonly Delivery[];
  /** Where reading goes on after these. */
  cursor: Cursor;
  /** True when everything that was stored has been delivered; comes at least once, also for a transport that is empty. */
  caughtUp: boolean;
};

/**
 * `offline`: nothing arrived, try again. `refused`: it arrived and was not taken (rights, revoked). `full`: no room is left.
 * `went-back`: the cursor is not one of this transport any more; read it from the start.
 */
export type TransportError = { kind: 'offline' | 'refused' | 'full' | 'went-back'; reason: string };

export type Following = {
  /** Resolves when no more comes: the transport has an end, or failed, or `stop` was called. Never rejects. */
  ended: Promise<TransportError | undefined>;
  stop: () => void;
};

export interface Transport {
  /** Names the store that cursors belong to, such as the relay's address. */
  readonly name: string;

  /** Resolves once the envelope is stored. The same bytes again may be stored once. */
  append(subject: string, envelope: Bytes): Promise<Result<void, TransportError>>;

  /**
   * Delivers what was appended after the cursor, by anybody, in the order of each appender; then, if the transport is alive, what
   * comes. One batch at a time: the next waits for `receive`; when that rejects, following ends.
   */
  follow(
    from: Cursor,
    receive: (batch: DeliveryBatch) => Promise<void>,
  ): Promise<Result<Following, TransportError>>;

  /** Forgets what was delivered for the subject up to the cursor. Call it after a snapshot that covers it was stored. */
  compact(subject: string, upTo: Cursor): Promise<Result<void, TransportError>>;

  /** How many envelopes of the subject are stored. */
  count(subject: string): Promise<Result<number, TransportError>>;

  /** Sends to who is connected now; stored nowhere, and nobody learns whether it came. */
  announce(subject: string, envelope: Bytes): void;

  /** Hears what others announce, until the returned function is called. */
  listen(receive: (delivery: Delivery) => void): () => void;

  /** Stores a piece of a file under its address, 64 hexadecimal characters; one that is there already stays. At most 512 KiB. */
  putChunk(address: string, index: number, bytes: Bytes): Promise<Result<void, TransportError>>;

  /** The indexes of the pieces that are stored. */
  chunksOf(address: string): Promise<Result<ReadonlySet<number>, TransportError>>;

  /** Undefined when it is not there. The caller checks what it gets. */
  getChunk(address: string, index: number): Promise<Result<Bytes | undefined, TransportError>>;

  close(): Promise<void>;
}
