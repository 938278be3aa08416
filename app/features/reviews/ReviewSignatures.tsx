import { useEffect, useState } from 'react';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { isComplete, reviewStatement, type ManagementReview } from '#core/reviews/management-review.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { canonicalJson } from '#core/shared/canonical-json.ts';
import type { CheckedReview } from '#core/signing/signed-review.ts';
import { Icon } from '../../components/Icon.tsx';
import { formatMinute } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';

type ReviewSignaturesProps = {
  review: ManagementReview;
  /** Undefined until they were checked. */
  signatures: readonly CheckedReview[] | undefined;
  memberName: string;
  onSign: (review: ManagementReview) => Promise<void>;
};

/** The hash of the review as it stands; undefined while it is being worked out. */
function useContentSha256(review: ManagementReview): string | undefined {
  const [sha256, setSha256] = useState<string>();
  const text = JSON.stringify(reviewStatement(review).content);
  useEffect(() => {
    let wanted = true;
    const done = (found: string) => wanted && setSha256(found);
    void sha256Hex(canonicalJson(JSON.parse(text) as object)).then(done);
    return () => void (wanted = false);
  }, [text]);
  return sha256;
}

/** Who signed the review and whether that holds for what stands there; the chair's button that signs it with this device's key. */
export function ReviewSignatures({ review, signatures, memberName, onSign }: ReviewSignaturesProps) {
  const { reviews: words, signing } = useMessages();
  const [state, setState] = useState<'idle' | 'signing' | 'failed'>('idle');
  const sha256 = useContentSha256(review);
  const isSigned = signatures?.some(
    ({ contentSha256, member, fault }) => !fault && member === review.chair && contentSha256 === sha256,
  );
  const standing = ({ fault, member, contentSha256 }: CheckedReview): string | undefined => {
    if (fault) return signing.faults[fault];
    if (member !== review.chair) return words.notChair;
    return contentSha256 === sha256 ? undefined : words.editedSince;
  };

  async function sign() {
    setState('signing');
    setState(
      await onSign(review).then(
        () => 'idle' as const,
        () => 'failed' as const,
      ),
    );
  }

  return (
    <section className="panel-part" aria-label={words.signatures}>
      <h3 className="label">{words.signatures}</h3>
      <ul className="log-faults" aria-live="polite">
        {signatures?.map((one) => (
          <li key={one.device + one.signedAt}>
            <Icon name={standing(one) === undefined ? 'check' : 'warning'} />
            <span>
              {signing.signedBy(one.member, formatMinute(one.signedAt))} {standing(one) ?? words.holds}
              <code className="long-hash block">{fingerprintGroups(one.device)}</code>
            </span>
          </li>
        ))}
      </ul>
      <p role="alert">{state === 'failed' && signing.failed}</p>
      {isComplete(review) && memberName !== '' && memberName === review.chair ? (
        !isSigned && (
          <button type="button" className="button" disabled={state === 'signing'} onClick={() => void sign()}>
            <Icon name="check" />
            {words.sign}
          </button>
        )
      ) : (
        <p className="help">{isComplete(review) ? words.chairSigns(review.chair) : words.incomplete}</p>
      )}
    </section>
  );
}
