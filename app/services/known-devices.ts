import type { KnownDevices } from '#core/signing/holder.ts';
import type { AppDatabase } from '../storage/database.ts';
import { teamDevices } from './team-devices.ts';
import type { TeamState } from './team-state.ts';
import type { Watchable } from './watchable.ts';

/** Whose devices are, by the team's control log or, without a team, by this browser. */
export type KnownDevicesSource = {
  read(): Promise<KnownDevices>;
  /** Calls back when the team's devices may have become others. */
  observe(refresh: () => void): void;
};

export function createKnownDevices(db: AppDatabase, team: Watchable<TeamState>): KnownDevicesSource {
  return {
    /** Read anew each time, because this browser gets its key with its first signature. */
    async read() {
      const known = teamDevices(team.getState());
      if (known.kind === 'team') return { kind: 'team', devices: new Map(known.devices) };
      if (known.kind === 'unread') return known;
      const [{ readDevice }, { deviceLabel }] = await Promise.all([
        import('../storage/device-store.ts'),
        import('../storage/device-label.ts'),
      ]);
      // A key that cannot be read is said where something is signed with it.
      const own = await readDevice(db).catch(() => undefined);
      const { fingerprint } = own?.key ?? {};
      return {
        kind: 'alone',
        own: fingerprint === undefined ? undefined : { fingerprint, label: deviceLabel(navigator.userAgent) },
      };
    },
    observe(refresh) {
      // The team's state comes several times a second while something is sent; its devices seldom change.
      let before = JSON.stringify(teamDevices(team.getState()));
      team.subscribe(() => {
        const devices = JSON.stringify(teamDevices(team.getState()));
        if (devices === before) return;
        before = devices;
        refresh();
      });
    },
  };
}
