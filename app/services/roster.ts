import type { AppDatabase, StoredDevice } from '../storage/database.ts';

/** All lines that introduce, vouch for and revoke the devices that this app knows, its own first: the roster of a pack. */
export async function rosterOf(db: AppDatabase, devices: readonly StoredDevice[]): Promise<string[]> {
  // A key that cannot be read is said where something is signed with it.
  const { readDevice } = await import('../storage/device-store.ts');
  const own = await readDevice(db).catch(() => undefined);
  const lines = devices.flatMap(({ introduction, vouching, revoker, revocation }) => [
    introduction,
    vouching,
    revoker,
    revocation,
  ]);
  // One member may have reported several devices, and introduces itself once.
  return [...new Set([own?.introduction, ...lines])].filter((line) => line !== undefined);
}
