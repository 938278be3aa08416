/** The replica's store in IndexedDB. */
import type { Head, ReplicaStore } from '#core/sync/replica-store.ts';
import type { ReplicaDatabase } from './replica-database.ts';

export const createReplicaStore = (db: ReplicaDatabase): ReplicaStore => ({
  load: () =>
    db.transaction('r', [db.heads, db.controlLines, db.held], async () => ({
      heads: await db.heads.toArray(),
      controlLines: (await db.controlLines.toArray()).map(({ line }) => line),
      held: await db.held.toArray(),
    })),

  cursor: async (transport) => (await db.cursors.get(transport))?.cursor ?? '',

  updates: async (subject) => (await db.updates.where({ subject }).sortBy('id')).map(({ bytes }) => bytes),

  // One row says both, what the update is and that it waits: a page that is being left has nothing more to say after this.
  addOwn: async ({ subject, bytes }) => void (await db.updates.add({ subject, bytes, unsealed: 1 })),

  async unsealed(mostBytes, without) {
    const waiting = db.updates.where({ unsealed: 1 });
    const first = await waiting.and((row) => !without.has(row.subject)).first();
    if (!first) return undefined;
    const { subject } = first;
    const rows = await db.updates.where({ subject, unsealed: 1 }).sortBy('id');
    let size = 0;
    const fitting = rows.filter(({ bytes }, at) => {
      size += bytes.length;
      return at === 0 || size <= mostBytes;
    });
    return {
      subject,
      ids: fitting.map(({ id }) => id),
      updates: fitting.map(({ bytes }) => bytes),
      more: fitting.length < rows.length,
    };
  },

  waiting: () =>
    db.transaction('r', [db.updates, db.outbox], async () => ({
      updates: await db.updates.where({ unsealed: 1 }).count(),
      envelopes: await db.outbox.count(),
    })),

  putSealed: ({ subject, author, counter, envelopes, ids }) =>
    db.transaction('rw', [db.updates, db.outbox, db.heads], async () => {
      const before = await db.heads.get([subject, author]);
      if ((before?.counter ?? 0) > counter - envelopes.length) return false;
      await db.heads.put({ subject, author, counter });
      await db.outbox.bulkAdd(envelopes.map((envelope) => ({ subject, envelope })));
      await db.updates
        .where('id')
        .anyOf([...ids])
        .modify((row) => void delete row.unsealed);
      return true;
    }),

  oldestInOutbox: () => db.outbox.orderBy('order').first(),
  removeSent: (order) => db.outbox.delete(order),

  putReceived: (batch) =>
    db.transaction('rw', [db.updates, db.heads, db.controlLines, db.held, db.cursors], async () => {
      await db.updates.bulkAdd(batch.updates.map(({ subject, bytes }) => ({ subject, bytes })));
      await putHeads(db, batch.heads);
      await db.controlLines.bulkAdd(batch.controlLines.map((line) => ({ line })));
      await db.held.bulkPut([...batch.held]);
      await db.held.bulkDelete([...batch.released]);
      await db.cursors.put({ transport: batch.transport, cursor: batch.cursor });
    }),

  putControlLines: async (lines) => void (await db.controlLines.bulkAdd(lines.map((line) => ({ line })))),

  forgetCursors: () => db.cursors.clear(),
});

/** Counters only rise: this device's own may have been raised by sealing while the batch was read. */
async function putHeads(db: ReplicaDatabase, heads: readonly Head[]): Promise<void> {
  for (const head of heads) {
    const before = await db.heads.get([head.subject, head.author]);
    if ((before?.counter ?? 0) < head.counter) await db.heads.put(head);
  }
}
