import { expect, it } from 'vitest';
import { teamDevices } from './team-devices.ts';
import type { TeamMemberView, TeamState } from './team-state.ts';

const device = (fingerprint: string, removedAt?: string) => ({
  fingerprint,
  label: 'Firefox, Linux',
  removed: removedAt !== undefined,
  removedAt,
  own: false,
  relayUser: undefined,
});
const member = (name: string, devices: TeamMemberView['devices']): TeamMemberView => ({
  id: name.toLowerCase(),
  name,
  role: 'editor',
  removed: false,
  devices,
});
const shared = (members: TeamMemberView[]): TeamState => ({
  kind: 'shared',
  way: 'relay',
  relay: 'wss://relay.example',
  folder: '',
  account: undefined,
  own: undefined,
  mayWrite: false,
  mayInvite: false,
  members,
  invitations: [],
  present: [],
  evidence: { toSend: 0, unsendable: 0, arriving: [], logsRead: false, discarded: new Map() },
  refusals: [],
  notices: [],
  link: 'connecting',
  waiting: 0,
  problem: undefined,
  inStepSince: undefined,
});

it('knows whose each device of the team is, and that nobody is known before the log was read', () => {
  const left = '2026-05-01T00:00:00.000Z';
  const team = shared([member('Anna', [device('a'), device('b', left)]), member('Ben', [device('c')])]);
  const label = 'Firefox, Linux';
  expect(teamDevices(team)).toEqual({
    kind: 'team',
    devices: [
      ['a', { member: 'Anna', label, removedAt: undefined }],
      ['b', { member: 'Anna', label, removedAt: left }],
      ['c', { member: 'Ben', label, removedAt: undefined }],
    ],
  });
  expect(teamDevices(shared([]))).toEqual({ kind: 'unread' });
  expect(teamDevices({ kind: 'unreadable', reason: 'disk' })).toEqual({ kind: 'unread' });
  expect(teamDevices({ kind: 'prepared', account: 'A', relay: '' })).toEqual({ kind: 'alone' });
});
