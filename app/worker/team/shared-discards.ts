/** That exhibits were discarded, and that it was taken back, in the shared document and in this device's storage. */
import type * as Y from 'yjs';
import { shareDiscard, sharedDiscards, sharedExhibits } from '#core/sync/shared-evidence.ts';
import type { AppDatabase } from '../../storage/database.ts';
import type { createEvidenceStore } from '../../storage/evidence-store.ts';
import type { ReplicaDatabase } from '../../storage/replica-database.ts';

type DiscardExchangeParts = {
  db: AppDatabase;
  replicaDb: ReplicaDatabase;
  evidence: Pick<ReturnType<typeof createEvidenceStore>, 'discard' | 'undoDiscard'>;
  doc: Y.Doc;
  mayWrite: () => boolean;
  /** The member's name and the device's. */
  ownName: () => string;
};

/**
 * One step that brings both to one state: what changed here since they last agreed goes to the document, what changed there is done here.
 * Where both changed, this device's change is written, and the document decides between members. Rejects when storage fails.
 */
export function createDiscardExchange({
  db,
  replicaDb,
  evidence,
  doc,
  mayWrite,
  ownName,
}: DiscardExchangeParts) {
  async function doHere(exhibit: string, at: string): Promise<void> {
    const done = at === '' ? await evidence.undoDiscard(exhibit) : await evidence.discard(exhibit, at);
    if (!done.ok) throw new Error(done.error.sentence);
    // Not here yet: it is done when the exhibit has come.
    if (done.value) await replicaDb.discards.put({ exhibit, at });
  }

  async function share(exhibit: string, at: string): Promise<void> {
    // Longer ones are read by nobody.
    const by = ownName().slice(0, 200);
    shareDiscard(doc, exhibit, at === '' ? undefined : { at, by });
    await replicaDb.discards.put({ exhibit, at });
  }

  return async function exchange(): Promise<void> {
    const rows = await db.exhibits.where('discardedAt').above('').toArray();
    const here = new Map(rows.map(({ id, discardedAt = '' }) => [id, discardedAt]));
    const agreed = new Map((await replicaDb.discards.toArray()).map(({ exhibit, at }) => [exhibit, at]));
    const there = new Map([...sharedDiscards(doc)].map(([exhibit, { at }]) => [exhibit, at]));
    const shared = sharedExhibits(doc);
    for (const exhibit of new Set([...here.keys(), ...agreed.keys(), ...there.keys()])) {
      const mine = here.get(exhibit) ?? '';
      const before = agreed.get(exhibit) ?? '';
      const theirs = there.get(exhibit) ?? '';
      if (mine !== before) {
        // What nobody else has is nobody else's business.
        if (shared.has(exhibit) && mayWrite()) await share(exhibit, mine);
      } else if (theirs !== before) await doHere(exhibit, theirs);
    }
  };
}
