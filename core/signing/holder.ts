/**
 * Whose device signed a statement. A signature proves a key and nothing more; who holds the key is what the team's control log says
 * (core/sync), or, where the workspace is shared with nobody, that there is this one device. The approver, owner or chair that is named
 * in what was signed was typed in, so what the two say is compared.
 */
import { isSameName, namesMember } from '../shared/same-name.ts';
import type { Statement } from './statement.ts';

/**
 * A device by the control log. `label`: such as "Firefox, Windows"; may be empty. `removedAt`: since when it or its member is out of the
 * team (ISO 8601, UTC).
 */
export type TeamDevice = { member: string; label: string; removedAt: string | undefined };

/** Who may have signed, as far as it is known here. */
export type KnownDevices =
  /** The workspace is shared; devices by fingerprint. */
  | { kind: 'team'; devices: ReadonlyMap<string, TeamDevice> }
  /** It is shared with nobody; `own` is this device, undefined while it has no key. */
  | { kind: 'alone'; own: { fingerprint: string; label: string } | undefined }
  /** It is shared, and who is in the team was not read yet, or cannot be. */
  | { kind: 'unread' };

export type SignatureHolder =
  | ({ kind: 'member' } & TeamDevice)
  /** The one device of a workspace that is shared with nobody. */
  | { kind: 'own-device'; label: string }
  /** No device that is known here; `inTeam`: although the workspace has a team. */
  | { kind: 'stranger'; inTeam: boolean }
  | { kind: 'unread' };

/**
 * What speaks against a statement whose signature holds. `removed-before`: the device was out of the team when it signed.
 * `not-a-member`, `not-this-device`: nobody known here has the device. `other-name`: the member signed in another name than the team
 * knows. `other-than-named`: what was signed names somebody else as its approver, the risk's owner or the review's chair.
 */
export type SignatureDoubt =
  'removed-before' | 'not-a-member' | 'not-this-device' | 'other-name' | 'other-than-named';

export function holderOf(device: string, known: KnownDevices): SignatureHolder {
  switch (known.kind) {
    case 'unread':
      return known;
    case 'alone':
      return known.own?.fingerprint === device
        ? { kind: 'own-device', label: known.own.label }
        : { kind: 'stranger', inTeam: false };
    case 'team': {
      const found = known.devices.get(device);
      return found ? { kind: 'member', ...found } : { kind: 'stranger', inTeam: true };
    }
  }
}

/** `named`: who was to sign, as the content says; empty where it says nobody or is not known. */
export function doubtsOf(
  holder: SignatureHolder,
  { member, signedAt }: Pick<Statement, 'member' | 'signedAt'>,
  named: string,
): SignatureDoubt[] {
  const doubts: SignatureDoubt[] = [];
  if (holder.kind === 'stranger') doubts.push(holder.inTeam ? 'not-a-member' : 'not-this-device');
  if (holder.kind === 'member') {
    const { removedAt } = holder;
    if (removedAt !== undefined && Date.parse(signedAt) >= Date.parse(removedAt))
      doubts.push('removed-before');
    if (!isSameName(holder.member, member)) doubts.push('other-name');
  }
  const signer = holder.kind === 'member' ? holder.member : member;
  if (named !== '' && !namesMember(named, signer)) doubts.push('other-than-named');
  return doubts;
}
