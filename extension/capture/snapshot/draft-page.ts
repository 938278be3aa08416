import type { SnapshotDraft } from '#core/evidence/snapshot.ts';
import { forgetLabels } from '../page/labels.ts';
import { NoSnapshot } from './budget.ts';
import { writePage } from './write-page.ts';

/** The draft of a snapshot, or why there is none. Never rejects: the picture and the text go on without it. */
export async function draftPage(): Promise<SnapshotDraft> {
  try {
    forgetLabels();
    return await writePage();
  } catch (error) {
    return { kind: 'skipped', why: error instanceof NoSnapshot ? error.why : 'failed' };
  } finally {
    forgetLabels();
  }
}
