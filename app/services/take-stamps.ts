/** Timestamps that other members got for seals that are here: checked, and stored where there was none. */
import { pemBlocks } from '#core/crypto/pem.ts';
import type { QueuedStamp } from '#core/timestamp/stamp-queue.ts';
import type { SharedStamp } from '#core/sync/shared-evidence.ts';
import type { AppDatabase } from '../storage/database.ts';
import { storedAuthorities } from '../storage/stamp-authorities.ts';

/**
 * Stores each stamp that is over a seal that is here and, where authorities were chosen in this browser, is one of theirs. Its authority is
 * named by the token's own word: the member's who sent it is no better. Rejects when storage fails.
 */
export async function takeStamps(db: AppDatabase, stamps: readonly SharedStamp[]): Promise<void> {
  if (stamps.length === 0) return;
  const { heldStamp } = await import('#core/timestamp/held-stamp.ts');
  const chosen = (await storedAuthorities(db)) ?? [];
  const roots = chosen.flatMap(({ rootPem }) => pemBlocks(rootPem, 'CERTIFICATE'));
  for (const { seal, ...token } of stamps) {
    if ((await db.stamps.get(seal))?.state === 'stamped') continue;
    const line = (await db.seals.get(seal))?.line;
    const stamp = line === undefined ? undefined : await heldStamp(token, line, roots);
    if (!stamp) continue;
    const { at, authority } = stamp;
    const row: QueuedStamp = { state: 'stamped', subject: seal, at, authority, ...token };
    await db.stamps.put(row);
  }
}
