/** Fills the app's real stores from a page of the app's own origin, before the app is opened. */
import * as Y from 'yjs';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import { base64ToBytes, sha256Hex } from '#core/shared/bytes.ts';
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
import { ReplicaDatabase } from '../../app/storage/replica-database.ts';
import { createReplicaStore } from '../../app/storage/replica-store.ts';
import { startTabSync } from '../../app/storage/tab-sync.ts';
import { readTeamRow, replicaDatabaseName } from '../../app/storage/team-row.ts';
import { openWorkspaceStore } from '../../app/storage/workspace-store.ts';
import { makeEdits, notesState, prepareEdits, wholeState } from './random-edits.ts';

export type SeedExhibit = {
  record: ExhibitRecord;
  recordSha256: string;
  files: [sha256: string, base64: string][];
};
export type SeedRow = Partial<SoaEntry> & Pick<SoaEntry, 'control'>;

async function keepExhibit(db: AppDatabase, { record, recordSha256, files }: SeedExhibit): Promise<void> {
  const contents = new Map(files.map(([sha256, base64]) => [sha256, new Blob([base64ToBytes(base64)])]));
  const receivedAt = record.reviewedAt;
  const put = await createEvidenceStore(db).put({ record, recordSha256, receivedAt, files: contents });
  if (!put.ok) throw new Error(put.error.kind);
}

async function seed(exhibits: readonly SeedExhibit[], rows: readonly SeedRow[]): Promise<void> {
  const db = new AppDatabase();
  for (const exhibit of exhibits) await keepExhibit(db, exhibit);
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

async function withStore<Value>(use: (db: AppDatabase) => Promise<Value>): Promise<Value> {
  const db = new AppDatabase();
  try {
    return await use(db);
  } finally {
    db.close();
  }
}

async function sharedRow(db: AppDatabase) {
  const row = await readTeamRow(db);
  if (row?.kind !== 'shared') throw new Error('expected a shared workspace');
  return row;
}

/** The comments that stand beside the document: tabs have them from the replica alone. */
const notes = () =>
  withStore(async (db) => {
    const replica = new ReplicaDatabase(replicaDatabaseName((await sharedRow(db)).workspace.id));
    const doc = new Y.Doc();
    for (const update of await createReplicaStore(replica).updates('note.workspace'))
      Y.applyUpdate(doc, update);
    replica.close();
    return notesState(doc);
  });

/** The ids of the exhibits of which every file is here and has its hash. */
const wholeExhibits = () =>
  withStore(async (db) => {
    const evidence = createEvidenceStore(db);
    const isWhole = async (sha256: string) => {
      const file = await evidence.file(sha256);
      if (!file.ok || !file.value) return false;
      return (await sha256Hex(new Uint8Array(await file.value.arrayBuffer()))) === sha256;
    };
    const whole: string[] = [];
    for (const { id, record } of await db.exhibits.toArray()) {
      const files = await Promise.all(record.files.map(({ sha256 }) => isWhole(sha256)));
      if (files.every(Boolean)) whole.push(id);
    }
    return whole;
  });

const edits = {
  keepExhibit: (exhibit: SeedExhibit) => withStore((db) => keepExhibit(db, exhibit)),
  wholeExhibits,
  /** With it whoever runs the relay's account may do everything there. */
  accountSeed: () => withStore(async (db) => (await sharedRow(db)).accountSeed),
  notes,
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
