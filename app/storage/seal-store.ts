/** The logs of the devices that seal exhibits, as they came from the extensions: every line, none ever removed. */
import { Dexie, liveQuery } from 'dexie';
import type { LogStore, ReceivedSeal } from '#core/handover/pull-log.ts';
import type { LogFault } from '#core/seal/device-log.ts';
import { readRoster, type Device } from '#core/seal/device-roster.ts';
import type { LogHead } from '#core/seal/seal.ts';
import { failure, ok } from '#core/shared/result.ts';
import type { AppDatabase, StoredDevice } from './database.ts';
import { describeStorageError, within } from './storage-error.ts';

export type SealStore = ReturnType<typeof createSealStore>;

/** A device with all lines of its log, by sequence number. */
export type DeviceLog = { stored: StoredDevice; lines: string[] };

const writeTimeoutMs = 10_000;

const sealsOf = (db: AppDatabase, device: string) =>
  db.seals.where('[device+sequence]').between([device, Dexie.minKey], [device, Dexie.maxKey]);

/** Stores seals within a transaction over `db.seals` and `db.devices`; what is here already stays as it is. */
export async function addSeals(db: AppDatabase, received: readonly ReceivedSeal[]): Promise<void> {
  for (const { seal, line } of received) {
    const { sha256, device, sequence, exhibit } = seal;
    if ((await db.seals.get(sha256)) === undefined)
      await db.seals.add({ sha256, device, sequence, exhibit, line });
    const stored = await db.devices.get(device);
    if (stored && (stored.head?.sequence ?? 0) < sequence)
      await db.devices.put({ ...stored, head: { device, sequence, sha256 } });
  }
}

/** What is wrong with the newest seal that a device tells of, as far as its log is here already. */
async function faultOfTold(
  db: AppDatabase,
  { fingerprint, head }: Pick<StoredDevice, 'fingerprint' | 'head'>,
  told: LogHead | null,
): Promise<LogFault | undefined> {
  if (!head) return undefined;
  const sequence = told?.sequence ?? 0;
  if (!told || sequence < head.sequence)
    return { kind: 'truncated', sequence: head.sequence, lastSequence: sequence };
  const here = await db.seals.where({ device: fingerprint, sequence }).toArray();
  const differs = here.length > 0 && here.every(({ sha256 }) => sha256 !== told.sha256);
  return differs ? { kind: 'rewritten', sequence } : undefined;
}

export function createSealStore(db: AppDatabase) {
  const attempt = async (write: () => PromiseLike<unknown>) => {
    try {
      await within(write(), writeTimeoutMs);
      return ok(undefined);
    } catch (error) {
      return failure({ kind: 'not-stored' as const, sentence: describeStorageError(error).sentence });
    }
  };

  const logStore: LogStore = {
    async sealingDevice(fingerprint): Promise<Device | undefined> {
      const stored = await db.devices.get(fingerprint);
      return stored && (await readRoster([stored.introduction])).devices.get(fingerprint);
    },

    lastSequence: async (fingerprint) => (await sealsOf(db, fingerprint).last())?.sequence ?? 0,

    noteDevice: ({ fingerprint }, { introduction, told }) =>
      attempt(() =>
        db.transaction('rw', db.devices, db.seals, async () => {
          const { told: _, ...before } = (await db.devices.get(fingerprint)) ?? { fingerprint, introduction };
          const fault = await faultOfTold(db, before, told);
          await db.devices.put(fault ? { ...before, told: fault } : before);
        }),
      ),

    putSeals: (seals) => attempt(() => db.transaction('rw', db.devices, db.seals, () => addSeals(db, seals))),
  };

  async function logs(): Promise<DeviceLog[]> {
    const devices = await db.devices.toArray();
    return Promise.all(
      devices.map(async (stored) => ({
        stored,
        lines: (await sealsOf(db, stored.fingerprint).sortBy('sequence')).map(({ line }) => line),
      })),
    );
  }

  return {
    ...logStore,
    /** Every device that seals, with its log. Rejects when the storage cannot be read. */
    logs,

    /** Calls back with `logs` now and after each change, in whichever tab it was made. Returns the way to stop. */
    watch(listener: (logs: DeviceLog[]) => void, onError: (sentence: string) => void): () => void {
      const subscription = liveQuery(logs).subscribe(listener, (error: unknown) =>
        onError(describeStorageError(error).sentence),
      );
      return () => subscription.unsubscribe();
    },

    /** Keeps the line by which this app vouches for a device, or revokes it. Rejects when it cannot be stored. */
    async keep(fingerprint: string, lines: Pick<StoredDevice, 'vouching' | 'revocation'>): Promise<void> {
      await db.devices.update(fingerprint, lines);
    },
  };
}
