import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { AppDatabase } from './database.ts';
import { readEarly } from './early-read.ts';

describe('reading before the database is opened', () => {
  it('has the rows as they are stored', async () => {
    const db = new AppDatabase('early-read-rows');
    await db.updates.bulkAdd([{ bytes: new Uint8Array([1]) }, { bytes: new Uint8Array([2]) }]);
    await db.settings.put({ name: 'memberName', value: 'Zoë' });
    db.close();
    const rows = await readEarly('early-read-rows');
    expect(rows?.updates).toEqual([
      { sequence: 1, bytes: new Uint8Array([1]) },
      { sequence: 2, bytes: new Uint8Array([2]) },
    ]);
    expect(rows?.settings).toEqual([{ name: 'memberName', value: 'Zoë' }]);
  });

  it('makes no database where there is none', async () => {
    expect(await readEarly('early-read-none')).toBeUndefined();
    expect(await Dexie.exists('early-read-none')).toBe(false);
  });

  it('leaves a database of another version to Dexie', async () => {
    const old = new Dexie('early-read-old');
    old.version(1).stores({ updates: '++sequence', settings: '&name' });
    await old.open();
    old.close();
    expect(await readEarly('early-read-old')).toBeUndefined();
    const db = new AppDatabase('early-read-old');
    expect(await db.seals.count()).toBe(0);
    db.close();
  });
});
