/** Makes the drafts that pages gave inert and adds them to their clips. Needs a DOM. */
import { mostFileBytes } from '#core/evidence/exhibit.ts';
import * as v from 'valibot';
import { snapshotDraftSchema } from '#core/evidence/snapshot.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { newFile } from '../../outbox/clips.ts';
import type { ExtensionDatabase } from '../../outbox/database.ts';
import { nextDraft, noteNoSnapshot, storeSnapshot } from '../../outbox/snapshots.ts';
import { inertHtml } from './inert-html.ts';

function madeInert(text: string): string | undefined {
  try {
    const draft = v.parse(snapshotDraftSchema, JSON.parse(text));
    return draft.kind === 'draft' ? inertHtml(draft) : undefined;
  } catch {
    // Better no snapshot than one of which this code is not sure.
    return undefined;
  }
}

/** Works through all drafts. A page that cannot be made inert gets no snapshot, and its clip says so. */
export async function makeSnapshots(db: ExtensionDatabase): Promise<void> {
  for (let draft = await nextDraft(db); draft; draft = await nextDraft(db)) {
    const html = madeInert(await draft.content.text());
    const bytes = html === undefined ? undefined : textToBytes(html);
    if (bytes === undefined) await noteNoSnapshot(db, draft.clip, 'failed');
    else if (bytes.length > mostFileBytes) await noteNoSnapshot(db, draft.clip, 'too-large');
    else await storeSnapshot(db, draft.clip, await newFile('snapshot', 'text/html', bytes));
  }
}
