/** What a document says of the frozen version that it shows: which one, why, by whose approval, and whether that is signed. */
import type { CheckedSignature } from '../signing/checked-signature.ts';
import type { FrozenSoa } from '../soa/soa-version.ts';
import { utcDay } from './exhibit-names.ts';
import { signatureText, signerText } from './signature-text.ts';

/** A frozen version with its label and the signed approvals of it, checked when it is exported. */
export type ExportedVersion = FrozenSoa & { label: string; approvals: readonly CheckedSignature[] };

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

const approvalWords = {
  holds: 'The signature holds for the SHA-256 below',
  otherThanNamed: 'the signer is not the approver who is named above',
};

/** Who approved by signature, when, with whose key, and whether that holds. */
function approvalFacts({ approvals }: ExportedVersion): [name: string, value: string][] {
  if (approvals.length === 0)
    return [['Signed approval', 'None: the name above was typed in when the version was frozen']];
  return approvals.map((approval) => [
    'Signed approval',
    `${signerText(approval)}, ${approvalText(approval)}`,
  ]);
}

/** What is to be said of an approval beside its signer's name. */
export const approvalText = (approval: CheckedSignature): string => signatureText(approval, approvalWords);
