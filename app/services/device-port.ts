import type { PackSealing } from '#core/pack/pack-integrity.ts';
import type { AppDatabase } from '../storage/database.ts';
import type { DeviceLog, SealStore } from '../storage/seal-store.ts';
import { rosterOf } from './roster.ts';
import { sealStampsOf } from './seal-stamps.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** This device's key, as the screens need it. */
export interface DevicePort {
  /** Groups of four characters; undefined while there is no key, which is made when the first file is signed. */
  readonly fingerprint: Watchable<string | undefined>;
  /** Who signs a pack that is made here, with the logs of the devices that sealed. Rejects when key or logs cannot be read or stored. */
  sealing(): Promise<PackSealing>;
  /**
   * Says, signed with this device's key, that the other device was lost: what it seals from this instant on, or after what is known of
   * its log, counts for nothing. Cannot be taken back. Rejects when it cannot be stored.
   */
  revoke(fingerprint: string, from: Date): Promise<void>;
}

/** The code is loaded with the first screen that asks, not with the app. */
export function createDevicePort(
  db: AppDatabase,
  store: SealStore,
  stamp: NonNullable<PackSealing['stamp']>,
  memberName: () => string,
  now: () => Date,
): DevicePort {
  const state = createWatchable<string | undefined>(undefined);
  const code = () =>
    Promise.all([
      import('../storage/device-store.ts'),
      import('#core/crypto/device-key.ts'),
      import('#core/seal/device-roster.ts'),
    ]);
  let read = false;

  async function readFingerprint() {
    const [{ readDevice }, { fingerprintGroups }] = await code();
    const device = await readDevice(db);
    if (device) state.set(fingerprintGroups(device.key.fingerprint));
  }

  async function ownSigner() {
    const [{ readOrCreateDevice }, { deviceSigner, fingerprintGroups }] = await code();
    const { key } = await readOrCreateDevice(db, memberName(), now());
    state.set(fingerprintGroups(key.fingerprint));
    return deviceSigner(key);
  }

  /** Says, once, that the device is of the member whom it names: whoever knows this app's key then knows the other one. */
  async function vouchFor({ stored }: DeviceLog, signer: PackSealing['signer']) {
    if (stored.vouching !== undefined || stored.revocation !== undefined) return;
    const [, , { introduceDevice }] = await code();
    const device = await store.sealingDevice(stored.fingerprint);
    if (device) await store.keepVouching(stored.fingerprint, await introduceDevice(signer, device, now()));
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
      const signer = await ownSigner();
      for (const log of await store.logs()) await vouchFor(log, signer);
      const logs = await store.logs();
      const roster = await rosterOf(
        db,
        logs.map(({ stored }) => stored),
      );
      const sealed = logs.filter(({ lines }) => lines.length > 0);
      return {
        signer,
        roster,
        logs: Object.fromEntries(sealed.map(({ stored, lines }) => [stored.fingerprint, lines])),
        sealStamps: await sealStampsOf(db),
        statements: (await db.statements.toArray()).map(({ line, content }) => ({ line, content })),
        stamp,
      };
    },

    async revoke(fingerprint, from) {
      const signer = await ownSigner();
      const log = (await store.logs()).find(({ stored }) => stored.fingerprint === fingerprint);
      if (!log) return;
      await vouchFor(log, signer);
      const [, , { revokeDevice }] = await code();
      const lastSeal = log.stored.head ?? null;
      const revocation = { device: fingerprint, from, lastSeal, reason: '' };
      await store.keepRevocation(fingerprint, await revokeDevice(signer, revocation, now()));
    },
  };
}
