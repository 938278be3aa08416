import { useState } from 'react';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import type { CheckedApproval } from '#core/signing/approval.ts';
import { Icon } from '../../components/Icon.tsx';
import { formatMinute } from '../../messages/format.ts';
import type { Messages } from '../../messages/en.ts';
import { useMessages } from '../../messages/use-messages.ts';

type VersionApprovalsProps = {
  label: string;
  /** Undefined until they were checked. */
  approvals: readonly CheckedApproval[] | undefined;
  /** Undefined where nobody can sign: the version is damaged, or this person has no name yet. */
  onApprove: (() => Promise<void>) | undefined;
  isIntact: boolean;
};

/** Whose device it is, in words. */
function holderWords(
  { holder, member }: Pick<CheckedApproval, 'holder' | 'member'>,
  words: Messages['versions']['holder'],
): string {
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

function Approval(approval: CheckedApproval) {
  const { versions: words, signing } = useMessages();
  const { member, signedAt, device, fault, doubts } = approval;
  const isClear = !fault && doubts.length === 0;
  return (
    <li data-holds={isClear}>
      <Icon name={isClear ? 'check' : 'warning'} />
      <span>
        {signing.signedBy(member, formatMinute(signedAt))}{' '}
        {fault ? `${words.approvalBroken} ${signing.faults[fault]}` : words.approvalHolds}{' '}
        {doubts.map((doubt) => words.doubts[doubt]).join(' ')}
        <span className="help block">
          {holderWords(approval, words.holder)} {words.fingerprint}{' '}
          <code className="long-hash">{fingerprintGroups(device)}</code>
        </span>
      </span>
    </li>
  );
}

/** Who approved this version by signature, whether that holds, and the button that signs it with this device's key. */
export function VersionApprovals({ label, approvals, onApprove, isIntact }: VersionApprovalsProps) {
  const { versions: words, signing } = useMessages();
  const [state, setState] = useState<'idle' | 'signing' | 'failed'>('idle');

  async function approve(sign: () => Promise<void>) {
    setState('signing');
    setState(
      await sign().then(
        () => 'idle' as const,
        () => 'failed' as const,
      ),
    );
  }

  return (
    <div className="version-approvals">
      <ul className="log-faults" aria-label={words.approvals(label)} aria-live="polite">
        {approvals?.map((one) => (
          <Approval key={one.device + one.signedAt} {...one} />
        ))}
      </ul>
      {approvals?.length === 0 && <p className="help">{words.notSigned}</p>}
      {isIntact && !onApprove && <p className="help">{words.nameFirst}</p>}
      <p role="alert">{state === 'failed' && signing.failed}</p>
      {onApprove && (
        <button
          type="button"
          className="button"
          data-size="small"
          disabled={state === 'signing'}
          aria-label={words.approveVersion(label)}
          onClick={() => void approve(onApprove)}
        >
          <Icon name="check" />
          {words.approve}
        </button>
      )}
    </div>
  );
}
