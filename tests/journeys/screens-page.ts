/** Fills the app's real stores from a page of the app's own origin, before the app is opened. */
import type * as Y from 'yjs';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import { base64ToBytes } from '#core/shared/bytes.ts';
import {
  justificationText,
  linkExhibit,
  setApplicability,
  setOwner,
  setPlannedFor,
  setReason,
  setStatus,
} from '#core/workspace/workspace.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { AppDatabase } from '../../app/storage/database.ts';
import { createEvidenceStore } from '../../app/storage/evidence-store.ts';
import { startTabSync } from '../../app/storage/tab-sync.ts';
import { openWorkspaceStore } from '../../app/storage/workspace-store.ts';

import { makeEdits, prepareEdits, wholeState } from './random-edits.ts';

export type SeedExhibit = {
  record: ExhibitRecord;
  recordSha256: string;
  files: [sha256: string, base64: string][];
};
export type SeedRow = Partial<SoaEntry> & Pick<SoaEntry, 'control'>;

async function seed(exhibits: readonly SeedExhibit[], rows: readonly SeedRow[]): Promise<void> {
  const db = new AppDatabase();
  const evidence = createEvidenceStore(db);
  for (const { record, recordSha256, files } of exhibits) {
    const contents = new Map(files.map(([sha256, base64]) => [sha256, new Blob([base64ToBytes(base64)])]));
    const put = await evidence.put({ record, recordSha256, receivedAt: record.reviewedAt, files: contents });
    if (!put.ok) throw new Error(put.error.kind);
  }
  const opened = await openWorkspaceStore(db);
  if (!opened.ok) throw new Error(opened.error.sentence);
  const { doc } = opened.value;
  for (const { record } of exhibits) {
    for (const control of record.controls) {
      const { reviewedAt: linkedAt, provenance, id: exhibit } = record;
      linkExhibit(doc, { control, exhibit, linkedBy: provenance.collectedBy, linkedAt });
    }
  }
  for (const row of rows) {
    const { control } = row;
    if (row.applicability) setApplicability(doc, control, row.applicability);
    for (const reason of row.reasons ?? []) setReason(doc, control, reason, true);
    if (row.justification) justificationText(doc, control).insert(0, row.justification);
    if (row.status) setStatus(doc, control, row.status);
    if (row.plannedFor) setPlannedFor(doc, control, row.plannedFor);
    if (row.owner) setOwner(doc, control, row.owner);
  }
  const saved = await opened.value.close();
  if (saved.kind !== 'saved') throw new Error(saved.kind);
  db.close();
}

/** The workspace as another tab of this profile has it; what is done to it is stored, and heard by the other tabs. */
async function inAnotherTab<Value>(use: (doc: Y.Doc) => Value): Promise<Value> {
  const db = new AppDatabase();
  const opened = await openWorkspaceStore(db);
  if (!opened.ok) throw new Error(opened.error.sentence);
  const tabs = startTabSync(opened.value);
  const value = use(opened.value.doc);
  const saved = await opened.value.close();
  if (saved.kind !== 'saved') throw new Error(saved.kind);
  tabs.close();
  db.close();
  return value;
}

const edits = {
  prepare: () => inAnotherTab(prepareEdits),
  make: (name: string, count: number, seed?: number) =>
    inAnotherTab((doc) => makeEdits(doc, name, count, seed)),
  state: () => inAnotherTab(wholeState),
};

declare global {
  var seedApp: typeof seed;
  var randomEdits: typeof edits;
}

globalThis.seedApp = seed;
globalThis.randomEdits = edits;
