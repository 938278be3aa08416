import type { PackSealing } from '#core/pack/pack-integrity.ts';
import type { AppDatabase } from '../storage/database.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** This device's key, as the screens need it. */
export interface DevicePort {
  /** Groups of four characters; undefined while there is no key, which is made when the first file is signed. */
  readonly fingerprint: Watchable<string | undefined>;
  /** Who signs a pack that is made here. Rejects when the key cannot be read or stored. */
  sealing(): Promise<PackSealing>;
}

/** The code is loaded with the first screen that asks, not with the app. */
export function createDevicePort(db: AppDatabase, memberName: () => string, now: () => Date): DevicePort {
  const state = createWatchable<string | undefined>(undefined);
  const code = () =>
    Promise.all([import('../storage/device-store.ts'), import('#core/crypto/device-key.ts')]);
  let read = false;

  async function readFingerprint() {
    const [{ readDevice }, { fingerprintGroups }] = await code();
    const device = await readDevice(db);
    if (device) state.set(fingerprintGroups(device.key.fingerprint));
  }

  return {
    fingerprint: {
      getState: state.getState,
      subscribe(listener) {
        if (!read) {
          read = true;
          // Whoever saves a pack hears why the key cannot be read; here it is only not shown.
          void readFingerprint().catch(() => undefined);
        }
        return state.subscribe(listener);
      },
    },
    async sealing() {
      const [{ readOrCreateDevice }, { deviceSigner, fingerprintGroups }] = await code();
      const { key, introduction } = await readOrCreateDevice(db, memberName(), now());
      state.set(fingerprintGroups(key.fingerprint));
      return { signer: deviceSigner(key), roster: [introduction], logs: {}, statements: [] };
    },
  };
}
