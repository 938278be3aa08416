import { isPresent, type ControlState } from '#core/sync/control-state.ts';
import type { Witness } from './shared-logs.ts';

/** All devices that the control log ever named; present are those of members who are there and may write. */
export function witnessesOf(state: ControlState | undefined): Map<string, Witness> {
  const found = new Map<string, Witness>();
  for (const device of state?.devices.values() ?? []) {
    const member = state?.members.get(device.member);
    if (!state || !member) continue;
    found.set(device.fingerprint, {
      publicKeySpki: device.publicKeySpki,
      name: device.label ? `${member.name} (${device.label})` : member.name,
      isPresent: member.role !== 'auditor' && isPresent(state, device),
    });
  }
  return found;
}
