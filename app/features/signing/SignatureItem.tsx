import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { isClear, type CheckedSignature } from '#core/signing/checked-signature.ts';
import { Icon } from '../../components/Icon.tsx';
import { formatMinute } from '../../messages/format.ts';
import type { Messages } from '../../messages/en.ts';
import { useMessages } from '../../messages/use-messages.ts';

type SignatureItemProps = {
  signature: CheckedSignature;
  /** What is said of one that holds: for what. */
  holds: string;
  /** Whether it is about what stands here, not about an earlier state. */
  isCurrent?: boolean;
  /** What is said where the signer is not who is named in what was signed. */
  otherThanNamed: string;
};

/** Whose device it is, in words. */
function holderWords({ holder, member }: CheckedSignature, words: Messages['signing']['holder']): string {
  switch (holder.kind) {
    case 'member':
      return holder.removedAt === undefined
        ? words.member(holder.member, holder.label)
        : words.removedMember(holder.member, holder.label, formatMinute(holder.removedAt));
    case 'own-device':
      return words.ownDevice(holder.label);
    case 'stranger':
      return holder.inTeam ? words.stranger(member) : words.elsewhere(member);
    case 'unread':
      return words.unread;
  }
}

/** One signature in a list: who signed and when, whether that holds, what speaks against it, and whose device it was. */
export function SignatureItem({ signature, holds, isCurrent = true, otherThanNamed }: SignatureItemProps) {
  const { signing: words } = useMessages();
  const { member, signedAt, device, fault, doubts } = signature;
  const isGood = isClear(signature) && isCurrent;
  return (
    <li data-holds={isGood}>
      <Icon name={isGood ? 'check' : 'warning'} />
      <span>
        {words.signedBy(member, formatMinute(signedAt))}{' '}
        {fault ? `${words.doesNotCount} ${words.faults[fault]}` : holds}{' '}
        {doubts
          .map((doubt) => (doubt === 'other-than-named' ? otherThanNamed : words.doubts[doubt]))
          .join(' ')}
        <span className="help block">
          {holderWords(signature, words.holder)} {words.fingerprint}{' '}
          <code className="long-hash">{fingerprintGroups(device)}</code>
        </span>
      </span>
    </li>
  );
}
