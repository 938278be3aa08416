import { checkDeviceLog, mayStillCome, type LogFault } from '#core/seal/device-log.ts';
import { isSealRevoked, readRoster, type Device } from '#core/seal/device-roster.ts';
import type { CheckedSeal } from '#core/seal/seal.ts';
import type { AppDatabase, LogReport } from '../storage/database.ts';
import type { DeviceLog, SealStore } from '../storage/seal-store.ts';
import { rosterOf } from './roster.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/**
 * A device's log, checked line by line when it was read. `faults` is empty where nothing is missing, doubled or changed; `coming` has the
 * gaps that are none while not everything is read that other members shared; `reports` is what their replicas say of the device.
 */
export type CheckedDevice = {
  device: Device;
  /** The other member who reported it as lost; empty when nobody or this app's member did. */
  revokedBy: string;
  seals: readonly CheckedSeal[];
  faults: readonly LogFault[];
  coming: readonly LogFault[];
  reports: readonly LogReport[];
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

async function checked(logs: readonly DeviceLog[], db: AppDatabase, complete: boolean): Promise<Seals> {
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
    const log = await checkDeviceLog(lines, device, stored.head ? [stored.head] : []);
    const isComing = (fault: LogFault) => !complete && mayStillCome(fault, stored.whole ?? 0);
    const faults = log.faults.filter((fault) => !isComing(fault));
    devices.push({
      device,
      revokedBy: stored.revokedBy ?? '',
      seals: log.seals,
      faults: stored.told ? [...faults, stored.told] : faults,
      coming: log.faults.filter(isComing),
      reports: Object.values(stored.reports ?? {}),
    });
  }
  const byExhibit = new Map<string, SealOfExhibit>();
  for (const log of devices)
    for (const seal of log.seals)
      if (!byExhibit.has(seal.exhibit))
        byExhibit.set(seal.exhibit, { seal, log, revoked: isSealRevoked(log.device, seal) });
  return { devices, byExhibit };
}

/** Nothing is read before the first screen asks. `complete`: whether everything that other members shared about logs was read. */
export function createSealsPort(db: AppDatabase, store: SealStore, complete: Watchable<boolean>): SealsPort {
  const state = createWatchable<Seals | undefined>(undefined);
  let latest = 0;
  let started = false;
  let known: readonly DeviceLog[] | undefined;

  async function check(logs: readonly DeviceLog[]) {
    const turn = (latest += 1);
    known = logs;
    const seals = await checked(logs, db, complete.getState());
    // What came meanwhile is checked already, or being checked.
    if (turn === latest) state.set(seals);
  }

  return {
    seals: {
      getState: state.getState,
      subscribe(listener) {
        if (!started) {
          started = true;
          complete.subscribe(() => known && void check(known).catch(() => undefined));
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
