/**
 * Begins to read what the first screen shows while the browser still runs the rest of the app's code. It only reads and asks for no
 * version, so that Dexie alone makes and changes the database.
 */
import { databaseName, databaseVersion } from './database-name.ts';

/** Milliseconds: another tab may hold the database up. */
const longestMs = 2_000;

/** The rows of two tables (database.ts), as they are stored. */
export type EarlyRows = { updates: unknown[]; settings: unknown[] };

/**
 * Undefined where there is no database of this version yet, or where it cannot be read: then Dexie has to open it first, and says what
 * is wrong.
 */
export function readEarly(name = databaseName): Promise<EarlyRows | undefined> {
  const reading = new Promise<EarlyRows | undefined>((resolve) => {
    const nothing = () => resolve(undefined);
    setTimeout(nothing, longestMs);
    const opening = indexedDB.open(name);
    opening.addEventListener('error', nothing);
    opening.addEventListener('blocked', nothing);
    // There is none, and it is not made here.
    opening.addEventListener('upgradeneeded', () => opening.transaction?.abort());
    opening.addEventListener('success', () => {
      const database = opening.result;
      const end = (rows: EarlyRows | undefined) => {
        database.close();
        resolve(rows);
      };
      // Dexie counts in tens.
      if (database.version !== databaseVersion * 10) return end(undefined);
      try {
        const transaction = database.transaction(['updates', 'settings']);
        const updates = transaction.objectStore('updates').getAll();
        const settings = transaction.objectStore('settings').getAll();
        transaction.addEventListener('abort', () => end(undefined));
        transaction.addEventListener('complete', () =>
          end({ updates: updates.result as unknown[], settings: settings.result as unknown[] }),
        );
      } catch {
        // It lacks a table.
        end(undefined);
      }
    });
  });
  return reading.catch(() => undefined);
}
