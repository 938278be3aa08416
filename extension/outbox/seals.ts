/** This device's key and its log: what it sealed, in order, each seal naming the one before. */
import { createDeviceKey, deviceSigner, type DeviceKey, type Signer } from '#core/crypto/device-key.ts';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import { introduceDevice } from '#core/seal/device-roster.ts';
import { sealRecord, type LogHead } from '#core/seal/seal.ts';
import type { ExtensionDatabase, StoredDevice } from './database.ts';

export const ownDevice = (db: ExtensionDatabase): Promise<StoredDevice | undefined> => db.device.get('own');

/** Which program on what, as its introduction says it; the person knows the devices apart by it. */
function labelOf({ userAgent }: { userAgent?: string }): string {
  const browser = /Firefox|Edg|Chrom/.exec(userAgent ?? '')?.[0];
  const named = { Firefox: 'Firefox', Edg: 'Edge', Chrom: 'Chromium' }[browser ?? ''];
  return named ? `Extension in ${named}` : 'Extension';
}

async function introduced(db: ExtensionDatabase, key: DeviceKey): Promise<StoredDevice> {
  const member = (await db.settings.get('collectedBy'))?.value ?? '';
  const described = { ...key, member, label: labelOf(navigator) };
  const introduction = await introduceDevice(deviceSigner(key), described, new Date());
  return { name: 'own', key, introduction };
}

/** The device's key, made when it first signs something; whoever asks at once gets the same one. Rejects when it cannot be stored. */
async function readOrCreateDevice(db: ExtensionDatabase): Promise<StoredDevice> {
  const before = await ownDevice(db);
  if (before) return before;
  // Before the transaction, which would not outlive the wait for a key.
  const made = await introduced(db, await createDeviceKey());
  return db.transaction('rw', db.device, async () => {
    const meanwhile = await ownDevice(db);
    if (meanwhile) return meanwhile;
    await db.device.add(made);
    return made;
  });
}

/** The device's key for what is signed beside the log. */
export const ownSigner = async (db: ExtensionDatabase): Promise<Signer> =>
  deviceSigner((await readOrCreateDevice(db)).key);

/**
 * The device as it seals. Before its first seal nobody has been told who it is: it introduces itself anew then, as the person may have
 * entered a name since it first signed something.
 */
async function sealingDevice(db: ExtensionDatabase): Promise<StoredDevice> {
  const device = await readOrCreateDevice(db);
  if (await logHead(db)) return device;
  const anew = await introduced(db, device.key);
  return db.transaction('rw', db.device, db.seals, async () => {
    if ((await db.seals.count()) > 0) return (await ownDevice(db)) ?? device;
    await db.device.put(anew);
    return anew;
  });
}

/** The newest seal of this device; undefined before the first. */
export async function logHead(db: ExtensionDatabase): Promise<LogHead | undefined> {
  const device = await ownDevice(db);
  const last = device && (await db.seals.orderBy('sequence').last());
  return last && { device: device.key.fingerprint, sequence: last.sequence, sha256: last.sha256 };
}

/**
 * Seals the record and calls `accept`, which stores the seal by `keep` within its own transaction over `db.seals` and `db.device`. Where
 * another acceptance came first `keep` says so by false, nothing may be stored then, and the record is sealed again on the new head:
 * so the log never forks, however many accept at once and whoever dies in between.
 */
export async function sealAndAccept(
  db: ExtensionDatabase,
  record: ExhibitRecord,
  accept: (keep: () => Promise<boolean>) => Promise<'done' | 'outrun'>,
): Promise<void> {
  const signer = deviceSigner((await sealingDevice(db)).key);
  for (;;) {
    const head = await logHead(db);
    const { line, head: sealed } = await sealRecord(record, signer, head, new Date());
    const keep = async () => {
      const latest = await logHead(db);
      if (latest?.sha256 !== head?.sha256) return false;
      const { sequence, sha256 } = sealed;
      await db.seals.add({ sequence, sha256, exhibit: record.id, line });
      return true;
    };
    if ((await accept(keep)) === 'done') return;
  }
}
