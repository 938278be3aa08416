import type * as Y from 'yjs';
import type { PackSealing } from '#core/pack/pack-integrity.ts';
import { reviewStatement, type ManagementReview } from '#core/reviews/management-review.ts';
import type { CheckedContent } from '#core/signing/signed-content.ts';
import { addSignedReview, readSignedReviews, signedReviewMap } from '#core/workspace/management-reviews.ts';
import type { AppDatabase } from '../storage/database.ts';
import type { SealStore } from '../storage/seal-store.ts';
import { createChecked, withContents } from './checked-statements.ts';
import type { CheckedBy } from './checked-statements.ts';
import type { KnownDevicesSource } from './known-devices.ts';
import { signContentHere } from './sign-here.ts';
import type { Watchable } from './watchable.ts';

/** Signed management reviews. They stand in the workspace, so that every member sees and checks them. */
export interface ReviewsPort {
  /** By the review's id. */
  readonly checked: Watchable<CheckedBy<CheckedContent>>;
  /** Signs the review as it stands with this device's key. Rejects when the key cannot be read or stored. */
  sign(review: ManagementReview): Promise<void>;
  /** What a pack is sealed with, and the signed reviews with what they need to be checked. */
  withReviews(sealing: PackSealing): Promise<PackSealing>;
}

type Parts = {
  doc: Y.Doc;
  db: AppDatabase;
  seals: SealStore;
  known: KnownDevicesSource;
  memberName: () => string;
  now: () => Date;
};

export function createReviewsPort({ doc, db, seals, known, memberName, now }: Parts): ReviewsPort {
  return {
    checked: createChecked({
      db,
      seals,
      known,
      async check(roster, devices) {
        const { checkContents } = await import('#core/signing/signed-content.ts');
        const checked = await checkContents('management-review', readSignedReviews(doc), roster, devices);
        return Map.groupBy(checked, ({ subject }) => subject);
      },
      observe: (refresh) => signedReviewMap(doc).observe(refresh),
    }),

    async sign(review) {
      await addSignedReview(doc, await signContentHere(db, reviewStatement(review), memberName(), now()));
    },

    withReviews: (sealing) => withContents(sealing, 'management-review', readSignedReviews(doc)),
  };
}
