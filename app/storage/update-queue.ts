import * as Y from 'yjs';

/** Origin of an update that another tab sent: `number` is that tab's own count of updates, see `createUpdateQueue`. */
export type TabOrigin = { kind: 'from-tab'; tab: string; number: number };

export const isTabOrigin = (origin: unknown): origin is TabOrigin =>
  typeof origin === 'object' && origin !== null && (origin as TabOrigin).kind === 'from-tab';

/** Updates `first` to `last` of this tab, merged into `bytes`; `from` is set while it is exactly one update of another tab. */
export type PendingUpdate = {
  first: number;
  last: number;
  bytes: Uint8Array;
  from: TabOrigin | undefined;
};

/**
 * The updates that this tab holds and that are not known to be stored, in the order of their arrival.
 *
 * Each update gets the next number, 1 and up, whether it was made here or by another tab. The invariant that everything else
 * rests on: whatever the document holds is stored or in the queue. So all numbers below the head are stored, whoever did it.
 */
export function createUpdateQueue() {
  let entries: PendingUpdate[] = [];
  let accepted = 0;
  let bytesHeld = 0;

  const keep = (wanted: (entry: PendingUpdate) => boolean) => {
    entries = entries.filter(wanted);
    bytesHeld = entries.reduce((sum, entry) => sum + entry.bytes.length, 0);
  };

  return {
    /** The number that the update got. */
    accept(bytes: Uint8Array, from: TabOrigin | undefined): number {
      accepted += 1;
      entries.push({ first: accepted, last: accepted, bytes, from });
      bytesHeld += bytes.length;
      return accepted;
    },

    /** How many updates have been accepted so far: the number of the newest. */
    accepted: () => accepted,

    /** Every update up to this number is stored. */
    storedUpTo: () => (entries[0] ? entries[0].first - 1 : accepted),

    isEmpty: () => entries.length === 0,

    bytesHeld: () => bytesHeld,

    /**
     * The head of the queue merged into one update for one row, which stays queued until `remove`. It takes at least one
     * update, and more while they fit. Undefined when the queue is empty.
     */
    nextRow(limit: { updates: number; bytes: number }): PendingUpdate | undefined {
      let count = 0;
      let size = 0;
      for (const entry of entries) {
        if (count > 0 && (count >= limit.updates || size + entry.bytes.length > limit.bytes)) break;
        count += 1;
        size += entry.bytes.length;
      }
      const head = entries.slice(0, count);
      const [first, last] = [head[0], head.at(-1)];
      if (!first || !last || count === 1) return first;
      const bytes = Y.mergeUpdates(head.map((entry) => entry.bytes));
      const row = { first: first.first, last: last.last, bytes, from: undefined };
      entries.splice(0, count, row);
      bytesHeld += bytes.length - size;
      return row;
    },

    /** The row is stored. */
    remove: (row: PendingUpdate) => keep((entry) => entry !== row),

    /** All updates up to `number` are stored. */
    removeUpTo: (number: number) => keep((entry) => entry.last > number),

    /** The other tab has stored everything up to its own `number`. */
    removeStoredBy: (tab: string, number: number) =>
      keep((entry) => !(entry.from?.tab === tab && entry.from.number <= number)),
  };
}
