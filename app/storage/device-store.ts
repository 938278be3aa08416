/** This browser profile's own device key: made on first use, kept in the app's database, its private half not extractable. */
import * as v from 'valibot';
import { createDeviceKey, deviceSigner, type DeviceKey } from '#core/crypto/device-key.ts';
import { sha256Schema } from '#core/evidence/exhibit.ts';
import { introduceDevice } from '#core/seal/device-roster.ts';
import type { AppDatabase } from './database.ts';

/** `introduction`: the line by which the device introduced itself, in the member's name of that day. */
export type OwnDevice = { key: DeviceKey; introduction: string };

const settingName = 'device';
const ownDeviceSchema = v.object({
  key: v.object({
    fingerprint: sha256Schema,
    publicKeySpki: v.custom<DeviceKey['publicKeySpki']>((value) => value instanceof Uint8Array),
    privateKey: v.instance(CryptoKey),
  }),
  introduction: v.pipe(v.string(), v.maxLength(20_000)),
});

const parseDevice = (row: { value: unknown } | undefined): OwnDevice | undefined => {
  if (!row) return undefined;
  const parsed = v.safeParse(ownDeviceSchema, row.value);
  // A new key in its place would make what the old one signed look like another device's; better to stop.
  if (!parsed.success) throw new Error('the device key in this browser’s storage cannot be read');
  return parsed.output;
};

/** The device's key, when there is one already. Rejects when storage fails or what it holds cannot be read. */
export const readDevice = async (db: AppDatabase): Promise<OwnDevice | undefined> =>
  parseDevice(await db.settings.get(settingName));

/**
 * The device's key, made and stored when there is none yet; two tabs that ask at once get the same one. Rejects when it cannot be
 * stored: then nothing was signed with it.
 */
export async function readOrCreateDevice(db: AppDatabase, member: string, now: Date): Promise<OwnDevice> {
  const before = await readDevice(db);
  if (before) return before;
  // Before the transaction, which would not outlive the wait for a key.
  const key = await createDeviceKey();
  const introduction = await introduceDevice(deviceSigner(key), { ...key, member, label: '' }, now);
  const made: OwnDevice = { key, introduction };
  return db.transaction('rw', db.settings, async () => {
    const meanwhile = parseDevice(await db.settings.get(settingName));
    if (meanwhile) return meanwhile;
    await db.settings.add({ name: settingName, value: made });
    return made;
  });
}
