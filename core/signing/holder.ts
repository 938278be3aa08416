/**
 * Whose device signed an approval. A signature proves a key and nothing more; who holds the key is what the team's control log says
 * (core/sync), or, where the workspace is shared with nobody, that there is this one device. The approver that is named in a version
 * was typed in, so what the two say is compared.
 */
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

export type ApprovalHolder =
  | ({ kind: 'member' } & TeamDevice)
  /** The one device of a workspace that is shared with nobody. */
  | { kind: 'own-device'; label: string }
  /** No device that is known here; `inTeam`: although the workspace has a team. */
  | { kind: 'stranger'; inTeam: boolean }
  | { kind: 'unread' };

/**
 * What speaks against an approval whose signature holds. `removed-before`: the device was out of the team when it signed.
 * `not-a-member`, `not-this-device`: nobody known here has the device. `other-name`: the member signed in another name than the team
 * knows. `other-approver`: the version names somebody else as its approver.
 */
export type ApprovalDoubt =
  'removed-before' | 'not-a-member' | 'not-this-device' | 'other-name' | 'other-approver';

export function holderOf(device: string, known: KnownDevices): ApprovalHolder {
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

/** The words of a name, without what writing it in another way changes. */
const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKC')
    .toLocaleLowerCase('en')
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Whether the approver, such as "Zoë Brandt, managing director", names this member: all words of the member's name, one after the other. */
export function namesMember(approver: string, member: string): boolean {
  const [said, name] = [wordsOf(approver), wordsOf(member)];
  return name.length > 0 && ` ${said.join(' ')} `.includes(` ${name.join(' ')} `);
}

/** `approver`: as the version names them; empty where the version is not known. */
export function doubtsOf(
  holder: ApprovalHolder,
  { member, signedAt }: Pick<Statement, 'member' | 'signedAt'>,
  approver: string,
): ApprovalDoubt[] {
  const doubts: ApprovalDoubt[] = [];
  if (holder.kind === 'stranger') doubts.push(holder.inTeam ? 'not-a-member' : 'not-this-device');
  if (holder.kind === 'member') {
    const { removedAt } = holder;
    if (removedAt !== undefined && Date.parse(signedAt) >= Date.parse(removedAt))
      doubts.push('removed-before');
    if (wordsOf(holder.member).join(' ') !== wordsOf(member).join(' ')) doubts.push('other-name');
  }
  const signer = holder.kind === 'member' ? holder.member : member;
  if (approver !== '' && !namesMember(approver, signer)) doubts.push('other-approver');
  return doubts;
}
