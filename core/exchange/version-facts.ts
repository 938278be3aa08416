/** What a document says of the frozen version that it shows: which one, why, by whose approval, and whether that is signed. */
import { fingerprintGroups } from '../crypto/device-key.ts';
import type { ApprovalDoubt } from '../signing/approval-holder.ts';
import type { CheckedApproval } from '../signing/approval.ts';
import type { FrozenSoa } from '../soa/soa-version.ts';
import { utcDay } from './exhibit-names.ts';

/** A frozen version with its label and the signed approvals of it, checked when it is exported. */
export type ExportedVersion = FrozenSoa & { label: string; approvals: readonly CheckedApproval[] };

/** Which state a document shows. */
export type ExportedState = {
  /** ISO 8601; shown in UTC. */
  generatedAt: string;
  /** The frozen version that it shows; left out when that is none. */
  version?: ExportedVersion | undefined;
  /** The end of the day (ISO 8601) whose state was worked out from the history of changes; left out when it is what stands now. */
  asOf?: string | undefined;
};

/** `Version 2`, or what stands in its place before a version is frozen. */
export const stateText = ({ version, generatedAt, asOf }: ExportedState): string =>
  version
    ? `Version ${version.label}, approved by ${version.version.approver}, frozen ${utcDay(version.version.frozenAt)}`
    : `Not frozen: as it stood on ${utcDay(asOf ?? generatedAt)}`;

/** Which version it is, who approved it and why it was frozen. */
export const versionFacts = ({ version, asOf }: ExportedState): [name: string, value: string][] =>
  version
    ? [
        ['Version', version.label],
        ['Reason for the version', version.version.reason],
        ['Approved by', version.version.approver],
        ...approvalFacts(version),
        ['Frozen (UTC)', version.version.frozenAt],
        ['Frozen by', version.version.frozenBy],
        ['SHA-256 of the version', version.sha256],
      ]
    : [
        asOf
          ? ['Version', `Not frozen: as it stood at ${asOf}, worked out from the history of changes`]
          : ['Version', 'Not frozen: as it stood when this was generated'],
      ];

const approvalFaults: Record<NonNullable<CheckedApproval['fault']>, string> = {
  malformed: 'it is damaged',
  'unknown-device': 'its device is not known',
  'bad-signature': 'the signature does not hold',
  'revoked-key': 'its key had been revoked',
  'content-differs': 'it is about another content',
  'other-member': 'the device belongs to somebody else',
  'too-early': 'it is older than its device',
};

const doubtWords: Record<ApprovalDoubt, string> = {
  'removed-before': 'its device was out of the team when it signed',
  'not-a-member': 'its device belongs to no member of the workspace',
  'not-this-device': 'its device is not the one that holds this workspace',
  'other-name': 'the member signed in another name than the team knows',
  'other-approver': 'the signer is not the approver who is named above',
};

const labelText = ({ label }: { label: string }): string => (label ? ` (${label})` : '');

/** Whose device signed. */
function holderText({ holder, member }: CheckedApproval): string {
  const claimed = member || 'somebody without a name';
  switch (holder.kind) {
    case 'member':
      return `Device of ${holder.member || 'a member without a name'}${labelText(holder)}, by the list of the team's members${
        holder.removedAt ? `; removed from the team ${holder.removedAt}` : ''
      }`;
    case 'own-device':
      return `The one device of this workspace${labelText(holder)}, which is shared with nobody; it calls its owner ${claimed}`;
    case 'stranger':
      return `A device that nobody here is known to have; it calls its owner ${claimed}`;
    case 'unread':
      return `Whose device it is was not known here; it calls its owner ${claimed}`;
  }
}

const verdictText = ({ fault, doubts }: CheckedApproval): string => {
  if (fault) return `DOES NOT COUNT: ${approvalFaults[fault]}`;
  const holds = 'The signature holds for the SHA-256 below';
  return doubts.length > 0 ? `${holds}, BUT ${doubts.map((one) => doubtWords[one]).join('; ')}` : holds;
};

/** Who approved by signature, when, with whose key, and whether that holds. */
function approvalFacts({ approvals }: ExportedVersion): [name: string, value: string][] {
  if (approvals.length === 0)
    return [['Signed approval', 'None: the name above was typed in when the version was frozen']];
  return approvals.map((approval) => [
    'Signed approval',
    `${approval.member || 'A device without a name'}, ${approvalText(approval)}`,
  ]);
}

/** What is to be said of an approval beside its signer's name. */
export const approvalText = (approval: CheckedApproval): string =>
  [
    new Date(approval.signedAt).toISOString(),
    verdictText(approval),
    holderText(approval),
    `Fingerprint of the key: ${fingerprintGroups(approval.device)}`,
  ].join('\n');
