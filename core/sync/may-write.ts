/** Who may write what: enforced by every replica on receipt, whatever the transport let through. */
import type { Role } from './control-entry.ts';
import { isPresent, type ControlState, type MemberDevice } from './control-state.ts';
import type { RefusalKind } from './refusal.ts';
import { subjectKind, type SubjectKind } from './subject.ts';

const writers: Record<SubjectKind, readonly Role[]> = {
  control: ['owner'],
  document: ['owner', 'editor'],
  notes: ['owner', 'editor', 'auditor'],
  presence: ['owner', 'editor', 'auditor'],
};

/** Whether a member of this role may write to the subject. */
export function roleMayWrite(role: Role, subject: string): boolean {
  const kind = subjectKind(subject);
  return kind !== undefined && writers[kind].includes(role);
}

/** Why what the device sealed with this counter does not count; undefined when it does. */
export function writeRefusal(
  state: ControlState,
  device: MemberDevice,
  subject: string,
  counter: number,
): Extract<RefusalKind, 'device-removed' | 'role-may-not-write'> | undefined {
  const role = state.members.get(device.member)?.role;
  const present = isPresent(state, device);
  if (present && role && roleMayWrite(role, subject)) return undefined;
  if (subjectKind(subject) !== 'presence' && counter <= (device.lastCounters.get(subject) ?? 0))
    return undefined;
  return present ? 'role-may-not-write' : 'device-removed';
}
