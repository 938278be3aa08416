/** The control log as the screens show it. */
import { isPresent, ownerOf, type ControlState } from '#core/sync/control-state.ts';
import { invitationText } from '#core/sync/invitation.ts';
import type { InvitationView, TeamMemberView } from '../../services/team-state.ts';
import type { StoredInvitation } from '../../storage/team-row.ts';

/** Members in the order in which they came, with their devices. */
export function memberViews(
  state: ControlState | undefined,
  own: string,
  relayUsers: Readonly<Record<string, string>>,
): TeamMemberView[] {
  if (!state) return [];
  const devices = [...state.devices.values()];
  return [...state.members.values()].map(({ id, name, role, removed, removedAt }) => ({
    id,
    name,
    role,
    removed,
    devices: devices
      .filter((device) => device.member === id)
      .map((device) => ({
        fingerprint: device.fingerprint,
        label: device.label,
        removed: device.removed,
        removedAt: [device.removedAt, removedAt].filter((at) => at !== undefined).toSorted()[0],
        own: device.fingerprint === own,
        relayUser: relayUsers[device.fingerprint],
      })),
  }));
}

/** What this device is and may do; `mayWrite` is about the workspace's document. */
export function ownStanding(state: ControlState | undefined, device: string) {
  const known = state?.devices.get(device);
  const member = state?.members.get(known?.member ?? '');
  if (!state || !known || !member) return { own: undefined, mayWrite: false, isOwner: false };
  const present = isPresent(state, known);
  return {
    own: { member: member.id, role: member.role, removed: !present },
    mayWrite: present && member.role !== 'auditor' && !state.rotationDue,
    isOwner: ownerOf(state, device) !== undefined,
  };
}

export function invitationView(
  invitation: StoredInvitation,
  guest: InvitationView['guest'],
  now: Date,
): InvitationView {
  const { answer } = invitation.progress;
  const state = (): InvitationView['state'] => {
    if (answer) return answer.kind === 'welcome' ? 'used' : 'refused';
    if (now >= invitation.expiresAt) return 'expired';
    return guest ? 'asking' : 'open';
  };
  return {
    id: invitation.id,
    text: invitationText(invitation),
    role: invitation.wish.kind === 'member' ? invitation.wish.role : undefined,
    name: invitation.wish.kind === 'member' ? invitation.wish.name : '',
    expiresAt: invitation.expiresAt,
    state: state(),
    ...(guest && { guest }),
  };
}
