import type { TeamDevice } from '#core/signing/holder.ts';
import type { TeamState } from './team-state.ts';

/** The members' devices by fingerprint; `unread` where the workspace is shared and who is in the team is not known here. */
export type TeamDevices =
  | { kind: 'team'; devices: [fingerprint: string, device: TeamDevice][] }
  | { kind: 'alone' }
  | { kind: 'unread' };

export function teamDevices(state: TeamState): TeamDevices {
  switch (state.kind) {
    case 'alone':
    case 'prepared':
    case 'founding':
    case 'joining':
      return { kind: 'alone' };
    case 'unreadable':
      return { kind: 'unread' };
    case 'shared':
      // Nobody is in a log that was not read yet; whoever founded the workspace is in one that was.
      if (state.members.length === 0) return { kind: 'unread' };
      return {
        kind: 'team',
        devices: state.members.flatMap(({ name, devices }) =>
          devices.map(({ fingerprint, label, removedAt }): [string, TeamDevice] => [
            fingerprint,
            { member: name, label, removedAt },
          ]),
        ),
      };
  }
}
