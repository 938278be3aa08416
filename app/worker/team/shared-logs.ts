/** The logs of the devices that seal exhibits, in the shared document and in this device's storage: each gets what only the other has. */
import type * as Y from 'yjs';
import { readRoster } from '#core/seal/device-roster.ts';
import { verifySeal } from '#core/seal/seal.ts';
import type { ReceivedSeal } from '#core/handover/pull-log.ts';
import { shareLogs, sharedDevices, sharedSeals, type SharedDevice } from '#core/sync/shared-evidence.ts';
import type { AppDatabase } from '../../storage/database.ts';
import { addSeals } from '../../storage/seal-store.ts';

/** What this device has and the document lacks. */
export async function shareOwnLogs(db: AppDatabase, doc: Y.Doc): Promise<void> {
  const devices = (await db.devices.toArray()).map(
    ({ fingerprint, introduction, revocation }): [string, SharedDevice] => [
      fingerprint,
      { introduction, ...(revocation !== undefined && { revocation }) },
    ],
  );
  const seals = (await db.seals.toArray()).map(({ sha256, line }): [string, string] => [sha256, line]);
  shareLogs(doc, new Map(devices), new Map(seals));
}

/** Stores what the document has and this device lacks, after each signature was checked. Rejects when storage fails. */
export async function takeSharedLogs(db: AppDatabase, doc: Y.Doc): Promise<void> {
  const known = new Set(await db.seals.toCollection().primaryKeys());
  const lines = [...sharedSeals(doc)].filter(([sha256]) => !known.has(sha256)).map(([, line]) => line);
  const received: ReceivedSeal[] = [];
  for (const [fingerprint, { introduction, revocation }] of sharedDevices(doc)) {
    const { devices } = await readRoster(
      revocation === undefined ? [introduction] : [introduction, revocation],
    );
    const device = devices.get(fingerprint);
    if (!device) continue;
    const stored = await db.devices.get(fingerprint);
    if (!stored) await db.devices.add({ fingerprint, introduction });
    if (revocation !== undefined && device.revocation && stored?.revocation === undefined)
      await db.devices.update(fingerprint, { revocation });
    for (const line of lines) {
      const seal = await verifySeal(line, device);
      if (seal) received.push({ seal, line });
    }
  }
  if (received.length === 0) return;
  await db.transaction('rw', db.devices, db.seals, () => addSeals(db, received));
}
