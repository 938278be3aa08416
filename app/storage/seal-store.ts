/** The logs of the devices that seal exhibits, as they came from the extensions: every line, none ever removed. */
import { Dexie, liveQuery } from 'dexie';
import * as v from 'valibot';
import type { LogStore, ReceivedSeal } from '#core/handover/pull-log.ts';
import { readRoster, type Device } from '#core/seal/device-roster.ts';
import { faultOfTold } from '#core/seal/log-sighting.ts';
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

/** Up to which number nothing is missing, knowing that nothing was up to `whole`. */
async function wholeUpTo(db: AppDatabase, device: string, whole: number): Promise<number> {
  const keys = await db.seals
    .where('[device+sequence]')
    .between([device, whole + 1], [device, Dexie.maxKey])
    .keys();
  let end = whole;
  for (const [, sequence] of keys as unknown as [string, number][])
    if (sequence === end + 1) end = sequence;
    else if (sequence > end) break;
  return end;
}

/** Stores seals within a transaction over `db.seals` and `db.devices`; what is here already stays as it is. */
export async function addSeals(db: AppDatabase, received: readonly ReceivedSeal[]): Promise<void> {
  const newest = new Map<string, LogHead>();
  for (const { seal, line } of received) {
    const { sha256, device, sequence, exhibit } = seal;
    if ((await db.seals.get(sha256)) === undefined)
      await db.seals.add({ sha256, device, sequence, exhibit, line });
    if ((newest.get(device)?.sequence ?? 0) < sequence) newest.set(device, { device, sequence, sha256 });
  }
  for (const [device, head] of newest) {
    const stored = await db.devices.get(device);
    if (!stored) continue;
    const isNewer = (stored.head?.sequence ?? 0) < head.sequence;
    const whole = await wholeUpTo(db, device, stored.whole ?? 0);
    await db.devices.put({ ...stored, whole, ...(isNewer && { head }) });
  }
}

const revocationsName = 'revocations';
const revocationsSchema = v.record(v.string(), v.string());

/** The revocations that were ever kept here, by the device's fingerprint; a second place, so that one that is removed is missed. */
export async function keptRevocations(db: AppDatabase): Promise<Record<string, string>> {
  const kept = v.safeParse(revocationsSchema, (await db.settings.get(revocationsName))?.value);
  return kept.success ? kept.output : {};
}

/** Stores the line that revokes a device, with the line that introduces its signer where that is another member's device. */
export function keepRevocation(
  db: AppDatabase,
  fingerprint: string,
  lines: { revocation: string; revoker?: string; revokedBy?: string },
): Promise<void> {
  return db.transaction('rw', db.devices, db.settings, async () => {
    await db.devices.update(fingerprint, lines);
    const value = { ...(await keptRevocations(db)), [fingerprint]: lines.revocation };
    await db.settings.put({ name: revocationsName, value });
  });
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
        db.transaction('rw', db.devices, async () => {
          const { told: _, ...before } = (await db.devices.get(fingerprint)) ?? { fingerprint, introduction };
          const fault = before.head && faultOfTold(before.head, told);
          await db.devices.put({ ...before, asked: told, ...(fault && { told: fault }) });
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

    /** Keeps the line by which this app vouches for a device. Rejects when it cannot be stored. */
    async keepVouching(fingerprint: string, vouching: string): Promise<void> {
      await db.devices.update(fingerprint, { vouching });
    },

    /** Keeps the line by which this app revokes a device. Rejects when it cannot be stored. */
    keepRevocation: (fingerprint: string, revocation: string): Promise<void> =>
      keepRevocation(db, fingerprint, { revocation }),
  };
}
