import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Head, HeldEnvelope, OutboxEntry } from '#core/sync/replica-store.ts';
import type { Bytes } from '#core/shared/bytes.ts';

/** `unsealed` is 1 while the update waits to be sealed and is absent afterwards, so that its index holds the queue alone. */
export type ReplicaUpdate = { id: number; subject: string; bytes: Bytes; unsealed?: 1 };

/** What a replica keeps: one database for each workspace, so that one transaction can hold all of it. */
export class ReplicaDatabase extends Dexie {
  updates!: EntityTable<ReplicaUpdate, 'id'>;
  outbox!: EntityTable<OutboxEntry, 'order'>;
  heads!: Table<Head, [string, string]>;
  controlLines!: EntityTable<{ order: number; line: string }, 'order'>;
  held!: EntityTable<HeldEnvelope, 'name'>;
  cursors!: EntityTable<{ transport: string; cursor: string }, 'transport'>;
  /** The exhibits of which the relay has record and files, as far as is known. */
  delivered!: EntityTable<{ exhibit: string }, 'exhibit'>;

  /** Since when an exhibit is discarded, as this device and the shared document last agreed. */
  discards!: EntityTable<{ exhibit: string; at: string }, 'exhibit'>;

  constructor(name: string) {
    // As in AppDatabase: an acknowledged write must outlive a loss of power.
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      updates: '++id, subject, unsealed, [subject+unsealed]',
      outbox: '++order',
      heads: '[subject+author]',
      controlLines: '++order',
      held: '&name',
      cursors: '&transport',
    });
    this.version(2).stores({ delivered: '&exhibit' });
    this.version(3).stores({ discards: '&exhibit' });
  }
}
