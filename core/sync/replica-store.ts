/** Where a replica keeps what it must not lose: a port. Each function is one transaction: it happens whole or rejects and leaves nothing. */
import type { Bytes } from '../shared/bytes.ts';
import type { Cursor } from './transport.ts';

/** A Yjs update, version 1, of the document of a subject. */
export type SubjectUpdate = { subject: string; bytes: Bytes };

export type Head = { subject: string; author: string; counter: number };

/** An envelope that cannot be applied yet; `name` is the SHA-256 of its bytes. */
export type HeldEnvelope = { name: string; subject: string; envelope: Bytes };

export type OutboxEntry = { order: number; subject: string; envelope: Bytes };

/** `more`: the subject has others that did not fit. */
export type UnsealedUpdates = { subject: string; ids: number[]; updates: Bytes[]; more: boolean };

export type StoredReplica = {
  heads: readonly Head[];
  controlLines: readonly string[];
  held: readonly HeldEnvelope[];
};

/** What one batch of a transport brought. */
export type ReceivedBatch = {
  updates: readonly SubjectUpdate[];
  heads: readonly Head[];
  controlLines: readonly string[];
  held: readonly HeldEnvelope[];
  /** Names of held envelopes that are held no longer. */
  released: readonly string[];
  transport: string;
  cursor: Cursor;
};

export interface ReplicaStore {
  load(): Promise<StoredReplica>;
  cursor(transport: string): Promise<Cursor>;
  /** The subject's updates in the order in which they were stored. */
  updates(subject: string): Promise<Bytes[]>;

  /** Stores the update and queues it to be sealed. Everything is said to the browser before the function returns. */
  addOwn(update: SubjectUpdate): Promise<void>;

  /**
   * What waits to be sealed, of the subject that waits longest and is none of `without`: oldest first, up to some bytes but at least one
   * update.
   */
  unsealed(mostBytes: number, without: ReadonlySet<string>): Promise<UnsealedUpdates | undefined>;

  /** How many updates wait to be sealed, and how many envelopes for an acknowledgement. */
  waiting(): Promise<{ updates: number; envelopes: number }>;

  /**
   * Puts sealed envelopes into the outbox, raises their author's counter to `counter`, that of the last, and takes the updates off the queue.
   * False, and nothing done, when a counter of them is used already: another tab sealed meanwhile.
   */
  putSealed(sealed: Head & { envelopes: readonly Bytes[]; ids: readonly number[] }): Promise<boolean>;

  /** The envelope that has waited longest for an acknowledgement. */
  oldestInOutbox(): Promise<OutboxEntry | undefined>;
  removeSent(order: number): Promise<void>;

  /** Updates, counters, control lines, held envelopes and the cursor. */
  putReceived(batch: ReceivedBatch): Promise<void>;
  putControlLines(lines: readonly string[]): Promise<void>;

  /** Every transport is read from its start the next time. */
  forgetCursors(): Promise<void>;
}
