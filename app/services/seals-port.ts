import { checkDeviceLog, type LogFault } from '#core/seal/device-log.ts';
import { isSealRevoked, readRoster, type Device } from '#core/seal/device-roster.ts';
import type { CheckedSeal } from '#core/seal/seal.ts';
import type { AppDatabase } from '../storage/database.ts';
import type { DeviceLog, SealStore } from '../storage/seal-store.ts';
import { rosterOf } from './roster.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** A device's log, checked line by line when it was read. `faults` is empty where nothing is missing, doubled or changed. */
export type CheckedDevice = {
  device: Device;
  seals: readonly CheckedSeal[];
  faults: readonly LogFault[];
};

export type SealOfExhibit = {
  seal: CheckedSeal;
  log: CheckedDevice;
  /** The device was revoked before it, or goes on after what was known when it was. */
  revoked: boolean;
};

export type Seals = {
  devices: readonly CheckedDevice[];
  byExhibit: ReadonlyMap<string, SealOfExhibit>;
};

/** What the devices that seal have signed, as the screens need it. */
export interface SealsPort {
  /** Undefined until the first check is done. Every line is checked anew when one came. */
  readonly seals: Watchable<Seals | undefined>;
}

async function checked(logs: readonly DeviceLog[], db: AppDatabase): Promise<Seals> {
  const { devices: roster } = await readRoster(
    await rosterOf(
      db,
      logs.map(({ stored }) => stored),
    ),
  );
  const devices: CheckedDevice[] = [];
  for (const { stored, lines } of logs) {
    const device = roster.get(stored.fingerprint);
    if (!device) continue;
    const { seals, faults } = await checkDeviceLog(lines, device, stored.head ? [stored.head] : []);
    devices.push({ device, seals, faults: stored.told ? [...faults, stored.told] : faults });
  }
  const byExhibit = new Map<string, SealOfExhibit>();
  for (const log of devices)
    for (const seal of log.seals)
      if (!byExhibit.has(seal.exhibit))
        byExhibit.set(seal.exhibit, { seal, log, revoked: isSealRevoked(log.device, seal) });
  return { devices, byExhibit };
}

/** Nothing is read before the first screen asks. */
export function createSealsPort(db: AppDatabase, store: SealStore): SealsPort {
  const state = createWatchable<Seals | undefined>(undefined);
  let latest = 0;
  let started = false;

  async function check(logs: readonly DeviceLog[]) {
    const turn = (latest += 1);
    const seals = await checked(logs, db);
    // What came meanwhile is checked already, or being checked.
    if (turn === latest) state.set(seals);
  }

  return {
    seals: {
      getState: state.getState,
      subscribe(listener) {
        if (!started) {
          started = true;
          // Storage that cannot be read is told by the list of exhibits.
          store.watch(
            (logs) => void check(logs).catch(() => undefined),
            () => undefined,
          );
        }
        return state.subscribe(listener);
      },
    },
  };
}
