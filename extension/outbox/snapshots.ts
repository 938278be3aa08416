/** Drafts of snapshots on their way from the page to the clip. Each function is one transaction. */
import type { SkippedSnapshot, WrittenDraft } from '#core/evidence/snapshot.ts';
import type { NewFile } from './clips.ts';
import type { Clip, ExtensionDatabase, StoredDraft } from './database.ts';

/** A page that stops the reader so often is not tried again. */
const maxTries = 2;

/** True while a snapshot may still be added: not once the record is fixed, and not once the rules were applied or something was struck. */
const mayGetSnapshot = (clip: Clip | undefined): clip is Clip =>
  clip !== undefined &&
  clip.state !== 'accepted' &&
  clip.state !== 'delivered' &&
  clip.redactions === undefined &&
  clip.masked === undefined &&
  !clip.files.some(({ role }) => role === 'snapshot');

/** Keeps what the page gave until the reader has made it inert. Nothing is kept for a clip that can get no snapshot any more. */
export const storeDraft = (db: ExtensionDatabase, id: string, draft: WrittenDraft): Promise<void> =>
  db.transaction('rw', db.clips, db.drafts, async () => {
    if (mayGetSnapshot(await db.clips.get(id)))
      await db.drafts.put({ clip: id, content: new Blob([JSON.stringify(draft)]), tries: 0 });
  });

/** Notes why the clip has no snapshot. */
export const noteNoSnapshot = (db: ExtensionDatabase, id: string, why: SkippedSnapshot): Promise<void> =>
  db.transaction('rw', db.clips, db.drafts, async () => {
    await db.drafts.delete(id);
    if (mayGetSnapshot(await db.clips.get(id))) await db.clips.update(id, { noSnapshot: why });
  });

export const hasDrafts = async (db: ExtensionDatabase): Promise<boolean> => (await db.drafts.count()) > 0;

/** The next draft to work on, counted as tried. One that was tried too often is given up. */
export const nextDraft = (db: ExtensionDatabase): Promise<StoredDraft | undefined> =>
  db.transaction('rw', db.clips, db.drafts, async () => {
    for (const draft of await db.drafts.toArray()) {
      if (draft.tries < maxTries) {
        await db.drafts.update(draft.clip, { tries: draft.tries + 1 });
        return draft;
      }
      await noteNoSnapshot(db, draft.clip, 'failed');
    }
    return undefined;
  });

/** Adds the snapshot to its clip; the draft is gone in either case. */
export const storeSnapshot = (db: ExtensionDatabase, id: string, file: NewFile): Promise<void> =>
  db.transaction('rw', db.clips, db.files, db.drafts, async () => {
    // A redaction in between took the draft with it: what was struck must not come back.
    const isWanted = (await db.drafts.get(id)) !== undefined;
    await db.drafts.delete(id);
    const clip = await db.clips.get(id);
    if (!isWanted || !mayGetSnapshot(clip)) return;
    await db.files.put({ sha256: file.entry.sha256, content: file.content });
    await db.clips.update(id, { files: [...clip.files, file.entry] });
  });
