/** Timestamps over seals, in the shared document and in this device's storage: one that came after the hand-over reaches every member. */
import type * as Y from 'yjs';
import * as v from 'valibot';
import { pemBlocks } from '#core/crypto/pem.ts';
import { queuedStampSchema, type QueuedStamp } from '#core/timestamp/stamp-queue.ts';
import { shareStamp, sharedStamps, type SharedStamp } from '#core/sync/shared-evidence.ts';
import type { AppDatabase } from '../../storage/database.ts';
import { storedAuthorities } from '../../storage/stamp-authorities.ts';

type Stamped = Extract<QueuedStamp, { state: 'stamped' }>;

// Large, and needed only where there are stamps.
const checker = () => import('#core/timestamp/held-stamp.ts');

export function createStampExchange(db: AppDatabase, doc: Y.Doc) {
  /** By seal, what was refused: a member's device may write anything, and it is looked at once. */
  const refused = new Map<string, string>();

  async function stampedHere(): Promise<Map<string, Stamped>> {
    const here = new Map<string, Stamped>();
    for (const row of await db.stamps.toArray()) {
      const parsed = v.safeParse(queuedStampSchema, row);
      if (parsed.success && parsed.output.state === 'stamped') here.set(parsed.output.subject, parsed.output);
    }
    return here;
  }

  /** The stamp as it is stored here, when it holds for a seal that is here and, where authorities were chosen here, is one of theirs. */
  async function accepted(seal: string, shared: SharedStamp): Promise<Stamped | undefined> {
    const line = (await db.seals.get(seal))?.line;
    if (line === undefined) return undefined;
    const roots = ((await storedAuthorities(db)) ?? []).flatMap(({ rootPem }) =>
      pemBlocks(rootPem, 'CERTIFICATE'),
    );
    const stamp = await (await checker()).heldStamp(shared, line, roots);
    // By the token's own word: the member's who sent it is no better.
    return stamp && { state: 'stamped', subject: seal, at: stamp.at, authority: stamp.authority, ...shared };
  }

  return {
    /** Gives the document the stamps that it lacks, or has in a form that does not hold. */
    async share(): Promise<void> {
      const there = sharedStamps(doc);
      for (const [seal, { request, response, chainPem }] of await stampedHere()) {
        const shared = there.get(seal);
        const line = (await db.seals.get(seal))?.line;
        if (line === undefined || (shared && (await (await checker()).heldStamp(shared, line)))) continue;
        if (await (await checker()).heldStamp({ request, response, chainPem }, line))
          shareStamp(doc, seal, { request, response, chainPem });
      }
    },

    /** Stores the stamps that this device lacks, after each was checked. Rejects when storage fails. */
    async take(): Promise<void> {
      const here = await stampedHere();
      for (const [seal, shared] of sharedStamps(doc)) {
        if (here.has(seal) || refused.get(seal) === shared.response) continue;
        const stamp = await accepted(seal, shared);
        if (stamp) await db.stamps.put(stamp);
        // Without its seal nothing can be said yet.
        else if (await db.seals.get(seal)) refused.set(seal, shared.response);
      }
    },
  };
}
