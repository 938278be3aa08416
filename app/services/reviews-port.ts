import type * as Y from 'yjs';
import type { PackSealing } from '#core/pack/pack-integrity.ts';
import { reviewStatement, type ManagementReview } from '#core/reviews/management-review.ts';
import type { CheckedReview } from '#core/signing/signed-review.ts';
import { addSignedReview, readSignedReviews, signedReviewMap } from '#core/workspace/management-reviews.ts';
import type { AppDatabase } from '../storage/database.ts';
import type { SealStore } from '../storage/seal-store.ts';
import { rosterOf } from './roster.ts';
import { signHere } from './sign-here.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** Signed management reviews. They stand in the workspace, so that every member sees and checks them. */
export interface ReviewsPort {
  /** By the review's id, oldest first; undefined until they were checked. */
  readonly checked: Watchable<ReadonlyMap<string, readonly CheckedReview[]> | undefined>;
  /** Signs the review as it stands with this device's key. Rejects when the key cannot be read or stored. */
  sign(review: ManagementReview): Promise<void>;
  /** What a pack is sealed with, and the signed reviews with what they need to be checked. */
  withReviews(sealing: PackSealing): Promise<PackSealing>;
}

type Parts = { doc: Y.Doc; db: AppDatabase; seals: SealStore; memberName: () => string; now: () => Date };

/** The code that checks is loaded with the first screen that asks. */
export function createReviewsPort({ doc, db, seals, memberName, now }: Parts): ReviewsPort {
  const state = createWatchable<ReadonlyMap<string, readonly CheckedReview[]> | undefined>(undefined);
  let started = false;
  let newest = 0;

  async function check() {
    newest += 1;
    const own = newest;
    const { checkReviews } = await import('#core/signing/signed-review.ts');
    const logs = await seals.logs();
    const roster = await rosterOf(
      db,
      logs.map(({ stored }) => stored),
    );
    const checked = await checkReviews(readSignedReviews(doc), roster);
    if (own === newest) state.set(Map.groupBy(checked, ({ subject }) => subject));
  }

  function start() {
    started = true;
    // What cannot be checked is shown as not checked.
    const refresh = () => void check().catch(() => state.set(undefined));
    signedReviewMap(doc).observe(refresh);
    refresh();
  }

  return {
    checked: {
      getState: state.getState,
      subscribe(listener) {
        if (!started) start();
        return state.subscribe(listener);
      },
    },

    async sign(review) {
      const [{ canonicalJson }, { bytesToText }] = await Promise.all([
        import('#core/shared/canonical-json.ts'),
        import('#core/shared/bytes.ts'),
      ]);
      const wish = reviewStatement(review);
      const signed = await signHere(db, wish, memberName(), now());
      await addSignedReview(doc, { ...signed, text: bytesToText(canonicalJson(wish.content)) });
    },

    async withReviews(sealing) {
      const { rosterWith } = await import('#core/signing/approval.ts');
      const signed = readSignedReviews(doc);
      const statements = signed.map(({ line, text }) => ({ line, content: JSON.parse(text) as object }));
      return {
        ...sealing,
        roster: await rosterWith(sealing.roster, signed),
        statements: [...sealing.statements, ...statements.toSorted((a, b) => (a.line < b.line ? -1 : 1))],
      };
    },
  };
}
