/** A replica's store in memory: the peers of the bench keep nothing on the device either. */
import type { ReplicaStore } from '#core/sync/replica-store.ts';
import type { Bytes } from '#core/shared/bytes.ts';

type Row = { id: number; subject: string; bytes: Bytes; unsealed: boolean };

export function createMemoryReplicaStore(): ReplicaStore {
  const updates: Row[] = [];
  let unsealed: Row[] = [];
  const outbox: { order: number; subject: string; envelope: Bytes }[] = [];
  const heads = new Map<string, number>();
  const cursors = new Map<string, string>();
  const lines: string[] = [];
  let order = 0;

  function add(subject: string, bytes: Bytes, isOwn: boolean): void {
    const row = { id: updates.length, subject, bytes, unsealed: isOwn };
    updates.push(row);
    if (isOwn) unsealed.push(row);
  }
  const raise = (subject: string, author: string, counter: number) => {
    const key = `${subject}|${author}`;
    heads.set(key, Math.max(heads.get(key) ?? 0, counter));
  };

  return {
    load: async () => ({ heads: [], controlLines: lines, held: [] }),
    cursor: async (transport) => cursors.get(transport) ?? '',
    updates: async (subject) => updates.filter((row) => row.subject === subject).map(({ bytes }) => bytes),
    addOwn: async ({ subject, bytes }) => add(subject, bytes, true),
    async unsealed(mostBytes, without) {
      const first = unsealed.find((row) => !without.has(row.subject));
      if (!first) return undefined;
      let size = 0;
      const waiting = unsealed.filter(({ subject }) => subject === first.subject);
      const rows = waiting.filter(({ bytes }) => {
        size += bytes.length;
        return size === bytes.length || size <= mostBytes;
      });
      return {
        subject: first.subject,
        ids: rows.map(({ id }) => id),
        updates: rows.map(({ bytes }) => bytes),
        more: rows.length < waiting.length,
      };
    },
    waiting: async () => ({ updates: unsealed.length, envelopes: outbox.length }),
    async putSealed({ subject, author, counter, envelopes, ids }) {
      if ((heads.get(`${subject}|${author}`) ?? 0) > counter - envelopes.length) return false;
      raise(subject, author, counter);
      for (const envelope of envelopes) outbox.push({ order: (order += 1), subject, envelope });
      const sealed = new Set(ids);
      unsealed = unsealed.filter(({ id }) => !sealed.has(id));
      return true;
    },
    oldestInOutbox: async () => outbox[0],
    removeSent: async () => void outbox.shift(),
    async putReceived(batch) {
      for (const { subject, bytes } of batch.updates) add(subject, bytes, false);
      for (const { subject, author, counter } of batch.heads) raise(subject, author, counter);
      lines.push(...batch.controlLines);
      cursors.set(batch.transport, batch.cursor);
    },
    putControlLines: async (more) => void lines.push(...more),
    forgetCursors: async () => cursors.clear(),
  };
}
