import * as v from 'valibot';
import { snapshotDraftSchema } from '#core/evidence/snapshot.ts';
import type { SnapshotDraft } from '#core/evidence/snapshot.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';
import { noteNoSnapshot, storeDraft } from '../outbox/snapshots.ts';
import { injectScript } from './inject-script.ts';

/** The page gives up by itself before that, unless it hangs. */
const draftTimeoutMs = 15_000;

/** What the page in this tab gives for a snapshot. Never rejects. */
export async function draftOfTab(tabId: number): Promise<SnapshotDraft> {
  const asked = injectScript({ target: { tabId }, files: ['/page-snapshot.js'], injectImmediately: true })
    .then(([injection]) => v.parse(snapshotDraftSchema, injection?.result))
    .catch((): SnapshotDraft => ({ kind: 'skipped', why: 'failed' }));
  const late = new Promise<SnapshotDraft>((resolve) =>
    setTimeout(() => resolve({ kind: 'skipped', why: 'too-slow' }), draftTimeoutMs),
  );
  return Promise.race([asked, late]);
}

/** Keeps the draft for the reader, or notes why there is none. A draft of a page that came after the picture is none of this clip. */
export async function addDraft(db: ExtensionDatabase, id: string, draft: SnapshotDraft): Promise<void> {
  const clip = await db.clips.get(id);
  if (!clip) return;
  if (draft.kind === 'skipped') await noteNoSnapshot(db, id, draft.why);
  else if (draft.page !== clip.provenance.url) await noteNoSnapshot(db, id, 'page-left');
  else await storeDraft(db, id, draft);
}
