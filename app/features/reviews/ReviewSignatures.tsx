import { isComplete, reviewStatement, type ManagementReview } from '#core/reviews/management-review.ts';
import { bytesToText } from '#core/shared/bytes.ts';
import { canonicalJson } from '#core/shared/canonical-json.ts';
import { namesMember } from '#core/shared/same-name.ts';
import { isClear } from '#core/signing/checked-signature.ts';
import type { CheckedContent } from '#core/signing/signed-content.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { SignatureItem } from '../signing/SignatureItem.tsx';
import { SignButton } from '../signing/SignButton.tsx';

type ReviewSignaturesProps = {
  review: ManagementReview;
  /** Undefined until they were checked. */
  signatures: readonly CheckedContent[] | undefined;
  memberName: string;
  onSign: (review: ManagementReview) => Promise<void>;
};

/** Who signed the review and whether that holds for what stands there; the chair's button that signs it with this device's key. */
export function ReviewSignatures({ review, signatures, memberName, onSign }: ReviewSignaturesProps) {
  const { reviews: words } = useMessages();
  const now = bytesToText(canonicalJson(reviewStatement(review).content));
  const isSigned = signatures?.some((one) => one.text === now && isClear(one));
  const maySign = isComplete(review) && namesMember(review.chair, memberName);
  return (
    <section className="panel-part" aria-label={words.signatures}>
      <h3 className="label">{words.signatures}</h3>
      <ul className="log-faults" aria-live="polite">
        {signatures?.map((one) => (
          <SignatureItem
            key={one.device + one.signedAt}
            signature={one}
            holds={one.text === now ? words.holds : words.editedSince}
            isCurrent={one.text === now}
            otherThanNamed={words.otherThanChair}
          />
        ))}
      </ul>
      {!maySign && (
        <p className="help">{isComplete(review) ? words.chairSigns(review.chair) : words.incomplete}</p>
      )}
      <SignButton text={words.sign} onSign={maySign && !isSigned ? () => onSign(review) : undefined} />
    </section>
  );
}
