import type * as Y from 'yjs';
import type { PackSealing } from '#core/pack/pack-integrity.ts';
import { reviewStatement, type ManagementReview } from '#core/reviews/management-review.ts';
import type { CheckedReview } from '#core/signing/signed-review.ts';
import { addSignedReview, readSignedReviews, signedReviewMap } from '#core/workspace/management-reviews.ts';
import type { AppDatabase } from '../storage/database.ts';
import type { SealStore } from '../storage/seal-store.ts';
import { createChecked, withStatements } from './checked-statements.ts';
import type { CheckedBy } from './checked-statements.ts';
import { signHere } from './sign-here.ts';
import type { Watchable } from './watchable.ts';

/** Signed management reviews. They stand in the workspace, so that every member sees and checks them. */
export interface ReviewsPort {
  /** By the review's id. */
  readonly checked: Watchable<CheckedBy<CheckedReview>>;
  /** Signs the review as it stands with this device's key. Rejects when the key cannot be read or stored. */
  sign(review: ManagementReview): Promise<void>;
  /** What a pack is sealed with, and the signed reviews with what they need to be checked. */
  withReviews(sealing: PackSealing): Promise<PackSealing>;
}

type Parts = { doc: Y.Doc; db: AppDatabase; seals: SealStore; memberName: () => string; now: () => Date };

export function createReviewsPort({ doc, db, seals, memberName, now }: Parts): ReviewsPort {
  return {
    checked: createChecked({
      db,
      seals,
      async check(roster) {
        const { checkReviews } = await import('#core/signing/signed-review.ts');
        return Map.groupBy(await checkReviews(readSignedReviews(doc), roster), ({ subject }) => subject);
      },
      observe: (refresh) => signedReviewMap(doc).observe(refresh),
    }),

    async sign(review) {
      const [{ canonicalJson }, { bytesToText }] = await Promise.all([
        import('#core/shared/canonical-json.ts'),
        import('#core/shared/bytes.ts'),
      ]);
      const wish = reviewStatement(review);
      const signed = await signHere(db, wish, memberName(), now());
      await addSignedReview(doc, { ...signed, text: bytesToText(canonicalJson(wish.content)) });
    },

    withReviews: (sealing) =>
      withStatements(
        sealing,
        readSignedReviews(doc).map(({ text, ...signed }) => ({
          ...signed,
          content: JSON.parse(text) as object,
        })),
      ),
  };
}
