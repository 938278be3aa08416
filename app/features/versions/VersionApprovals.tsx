import type { CheckedSignature } from '#core/signing/checked-signature.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { SignatureItem } from '../signing/SignatureItem.tsx';
import { SignButton } from '../signing/SignButton.tsx';

type VersionApprovalsProps = {
  label: string;
  /** Undefined until they were checked. */
  approvals: readonly CheckedSignature[] | undefined;
  /** Undefined where nobody can sign: the version is damaged, or this person has no name yet. */
  onApprove: (() => Promise<void>) | undefined;
  isIntact: boolean;
};

/** Who approved this version by signature, whether that holds, and the button that signs it with this device's key. */
export function VersionApprovals({ label, approvals, onApprove, isIntact }: VersionApprovalsProps) {
  const { versions: words } = useMessages();
  return (
    <div className="version-approvals">
      <ul className="log-faults" aria-label={words.approvals(label)} aria-live="polite">
        {approvals?.map((one) => (
          <SignatureItem
            key={one.device + one.signedAt}
            signature={one}
            holds={words.approvalHolds}
            otherThanNamed={words.otherThanApprover}
          />
        ))}
      </ul>
      {approvals?.length === 0 && <p className="help">{words.notSigned}</p>}
      {isIntact && !onApprove && <p className="help">{words.nameFirst}</p>}
      <SignButton text={words.approve} label={words.approveVersion(label)} small onSign={onApprove} />
    </div>
  );
}
