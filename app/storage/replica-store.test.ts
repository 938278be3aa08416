import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReceivedBatch, ReplicaStore } from '#core/sync/replica-store.ts';
import { ReplicaDatabase } from './replica-database.ts';
import { createReplicaStore } from './replica-store.ts';

let count = 0;
let db: ReplicaDatabase;
let store: ReplicaStore;
beforeEach(() => {
  db = new ReplicaDatabase(`replica-${(count += 1)}`);
  store = createReplicaStore(db);
});

const bytes = (...values: number[]) => new Uint8Array(values);
const none: ReadonlySet<string> = new Set();
const author = 'a'.repeat(16);
const batch: ReceivedBatch = {
  updates: [{ subject: 'doc.a', bytes: bytes(7) }],
  heads: [{ subject: 'doc.a', author, counter: 3 }],
  controlLines: ['line'],
  held: [{ name: 'x', subject: 'doc.a', envelope: bytes(8) }],
  released: [],
  transport: 'relay',
  cursor: '5',
};

describe('own updates', () => {
  it('[REP-1] are in the log and in the queue at once, and leave the queue with their envelope', async () => {
    for (const value of [1, 2, 3]) await store.addOwn({ subject: 'doc.a', bytes: bytes(value) });
    await store.addOwn({ subject: 'note.b', bytes: bytes(4) });
    expect(await store.updates('doc.a')).toEqual([bytes(1), bytes(2), bytes(3)]);
    expect(await store.waiting()).toEqual({ updates: 4, envelopes: 0 });
    const waiting = await store.unsealed(2, none);
    expect(waiting).toMatchObject({ subject: 'doc.a', updates: [bytes(1), bytes(2)], more: true });
    expect(await store.unsealed(2, new Set(['doc.a']))).toMatchObject({ subject: 'note.b', more: false });
    const sealed = { subject: 'doc.a', author, counter: 1, envelopes: [bytes(9)], ids: waiting?.ids ?? [] };
    expect(await store.putSealed(sealed)).toBe(true);
    expect(await store.waiting()).toEqual({ updates: 2, envelopes: 1 });
    const entry = await store.oldestInOutbox();
    expect(entry).toMatchObject({ subject: 'doc.a', envelope: bytes(9) });
    await store.removeSent(entry?.order ?? 0);
    expect(await store.oldestInOutbox()).toBeUndefined();
    expect(await store.updates('doc.a')).toHaveLength(3);
  });

  it('[REP-1] never get a counter that another tab used, and then stay queued', async () => {
    await store.addOwn({ subject: 'doc.a', bytes: bytes(1) });
    const ids = (await store.unsealed(10, none))?.ids ?? [];
    const sealed = { subject: 'doc.a', author, counter: 1, envelopes: [bytes(9)], ids: [] };
    expect(await store.putSealed(sealed)).toBe(true);
    expect(await store.putSealed({ ...sealed, ids })).toBe(false);
    expect(await store.waiting()).toEqual({ updates: 1, envelopes: 1 });
  });

  it('[REP-1] stay queued, and use no counter, when there is no room for their envelope', async () => {
    await store.addOwn({ subject: 'doc.a', bytes: bytes(1) });
    const ids = (await store.unsealed(10, none))?.ids ?? [];
    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    db.outbox.hook('creating', refuse);
    const sealed = { subject: 'doc.a', author, counter: 1, envelopes: [bytes(9)], ids };
    await expect(store.putSealed(sealed)).rejects.toThrow();
    expect(await store.waiting()).toEqual({ updates: 1, envelopes: 0 });
    expect((await store.load()).heads).toEqual([]);
    db.outbox.hook('creating').unsubscribe(refuse);
    expect(await store.putSealed(sealed)).toBe(true);
  });
});

describe('a received batch', () => {
  it('is there whole', async () => {
    await store.putReceived(batch);
    expect(await store.load()).toEqual({ heads: batch.heads, controlLines: ['line'], held: batch.held });
    expect(await store.updates('doc.a')).toEqual([bytes(7)]);
    expect(await store.cursor('relay')).toBe('5');
    expect(await store.waiting()).toEqual({ updates: 0, envelopes: 0 });
    await store.putReceived({ ...batch, updates: [], controlLines: [], held: [], released: ['x'] });
    expect((await store.load()).held).toEqual([]);
    await store.forgetCursors();
    expect(await store.cursor('relay')).toBe('');
  });

  it.each(['updates', 'heads', 'controlLines', 'held', 'cursors'])(
    'leaves nothing when %s is refused for lack of room',
    async (table) => {
      const refuse = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      db.table(table).hook('creating', refuse);
      await expect(store.putReceived(batch)).rejects.toThrow();
      expect(await store.load()).toEqual({ heads: [], controlLines: [], held: [] });
      expect(await store.updates('doc.a')).toEqual([]);
      expect(await store.cursor('relay')).toBe('');
    },
  );

  it('lowers no counter', async () => {
    await store.putReceived(batch);
    await store.putReceived({ ...batch, held: [], heads: [{ subject: 'doc.a', author, counter: 2 }] });
    expect((await store.load()).heads).toEqual(batch.heads);
  });
});
