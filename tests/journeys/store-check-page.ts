/** Fills the app's real database with sealed evidence and alters it, from a page of the app's own origin. */
import type { QueuedStamp } from '#core/timestamp/stamp-queue.ts';
import { AppDatabase } from '../../app/storage/database.ts';
import { fillSealedStore } from '../fixtures/sealed-store.ts';
import { seededDraw } from '../fixtures/seeded-draw.ts';
import { stampTamperings, tamperings, type Altered } from '../fixtures/tampered-store.ts';

type Rows = { name: string; rows: unknown[] }[];
let whole: Rows = [];

/** Out of the database: what is deleted there can still be put back. */
const copied = async (row: unknown): Promise<unknown> => {
  const { content } = row as { content?: unknown };
  if (!(content instanceof Blob)) return row;
  return { ...(row as object), content: new Blob([await content.arrayBuffer()], { type: content.type }) };
};

async function inDatabase<Value>(use: (db: AppDatabase) => Promise<Value>): Promise<Value> {
  const db = new AppDatabase();
  const value = await use(db);
  db.close();
  return value;
}

const sealedStore = {
  /** Fills the database; gives the seals' lines by their hashes. */
  fill: () =>
    inDatabase(async (db) => {
      await fillSealedStore(db);
      return (await db.seals.toArray()).map(({ sha256, line }) => ({ sha256, line }));
    }),
  addStamps: (stamps: readonly QueuedStamp[]) =>
    inDatabase(async (db) => {
      for (const stamp of stamps) await db.stamps.put(stamp);
    }),
  keep: () =>
    inDatabase(async (db) => {
      whole = await Promise.all(
        db.tables.map(async (table) => ({
          name: table.name,
          rows: await Promise.all((await table.toArray()).map(copied)),
        })),
      );
    }),
  restore: () =>
    inDatabase((db) =>
      db.transaction('rw', db.tables, async () => {
        for (const { name, rows } of whole) {
          await db.table(name).clear();
          await db.table(name).bulkPut(rows);
        }
      }),
    ),
  kinds: () => [...Object.keys(tamperings), ...Object.keys(stampTamperings)],
  /** Makes one change of this kind; gives what it hit, exhibits by their titles. */
  tamper: (kind: string, seed: number) =>
    inDatabase(async (db): Promise<Altered> => {
      const titles = new Map(
        (await db.exhibits.toArray()).map(({ id, record }) => [id, record.provenance.title]),
      );
      const hit = await { ...tamperings, ...stampTamperings }[kind]?.(db, seededDraw(seed));
      if (!hit) throw new Error(`there is no such kind: ${kind}`);
      return { ...hit, ...(hit.exhibits && { exhibits: hit.exhibits.map((id) => titles.get(id) ?? id) }) };
    }),
};

declare global {
  var sealedStoreOfApp: typeof sealedStore;
}
globalThis.sealedStoreOfApp = sealedStore;
