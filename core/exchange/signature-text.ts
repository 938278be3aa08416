/** What documents say of a signed statement: who signed, when, with whose key, and whether that holds. */
import { fingerprintGroups } from '../crypto/device-key.ts';
import type { CheckedSignature } from '../signing/checked-signature.ts';
import type { SignatureDoubt } from '../signing/holder.ts';

const faultWords: Record<NonNullable<CheckedSignature['fault']>, string> = {
  malformed: 'it is damaged',
  'unknown-device': 'its device is not known',
  'bad-signature': 'the signature does not hold',
  'revoked-key': 'its key had been revoked',
  'content-differs': 'it is about another content',
  'other-member': 'the device belongs to somebody else',
  'too-early': 'it is older than its device',
};

const doubtWords: Record<Exclude<SignatureDoubt, 'other-than-named'>, string> = {
  'removed-before': 'its device was out of the team when it signed',
  'not-a-member': 'its device belongs to no member of the workspace',
  'not-this-device': 'its device is not the one that holds this workspace',
  'other-name': 'the member signed in another name than the team knows',
};

const labelText = ({ label }: { label: string }): string => (label ? ` (${label})` : '');

/** Whose device signed. */
function holderText({ holder, member }: CheckedSignature): string {
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

/** What is said of a signature that holds: for what, and that its signer is not who is named there. */
type SignatureWords = { holds: string; otherThanNamed: string };

function verdictText({ fault, doubts }: CheckedSignature, { holds, otherThanNamed }: SignatureWords): string {
  if (fault) return `DOES NOT COUNT: ${faultWords[fault]}`;
  if (doubts.length === 0) return holds;
  const said = doubts.map((one) => (one === 'other-than-named' ? otherThanNamed : doubtWords[one]));
  return `${holds}, BUT ${said.join('; ')}`;
}

/** What is to be said of a signature beside its signer's name: when, whether it holds, whose device it was, and its key. */
export const signatureText = (signature: CheckedSignature, words: SignatureWords): string =>
  [
    new Date(signature.signedAt).toISOString(),
    verdictText(signature, words),
    holderText(signature),
    `Fingerprint of the key: ${fingerprintGroups(signature.device)}`,
  ].join('\n');

/** The signer's name, by the device's own word. */
export const signerText = ({ member }: CheckedSignature): string => member || 'A device without a name';
