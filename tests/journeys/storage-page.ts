/** The page under test of storage.long.test.ts: the app's storage as the app uses it, without the app's screens. */
import type { ControlId } from '#core/catalogue/control.ts';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { justificationText, readSoaEntry } from '#core/workspace/workspace.ts';
import { AppDatabase } from '../../app/storage/database.ts';
import { createEvidenceStore } from '../../app/storage/evidence-store.ts';
import { startTabSync } from '../../app/storage/tab-sync.ts';
import type { SaveState, WorkspaceStore } from '../../app/storage/workspace-store.ts';
import { openWorkspaceStore } from '../../app/storage/workspace-store.ts';

/** One change of the state: `edits` had been made, `at` is milliseconds since the page started. */
type StateChange = { state: SaveState; edits: number; at: number };

async function openStore(): Promise<WorkspaceStore> {
  const store = await openWorkspaceStore(db);
  if (!store.ok) throw new Error(`${store.error.kind}: ${store.error.sentence}`);
  return store.value;
}

const db = new AppDatabase();
const evidence = createEvidenceStore(db);
const store = await openStore();
const sync = startTabSync(store);
const changes: StateChange[] = [];
const editTimes: number[] = [];
store.subscribe(() => changes.push({ state: store.state, edits: editTimes.length, at: performance.now() }));
addEventListener('pagehide', () => void store.flush());

/** Letters that no compression makes small. */
function noise(length: number): string {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return Array.from(bytes, (byte) => String.fromCharCode(48 + (byte % 64))).join('');
}

async function exhibitOf(number: number, sizeBytes: number) {
  const content = new Blob([noise(sizeBytes)], { type: 'text/plain' });
  const sha256 = await sha256Hex(new Uint8Array(await content.arrayBuffer()));
  const at = '2026-03-01T10:00:00.000Z';
  const record: ExhibitRecord = {
    format: 'exhibit/1',
    id: `01890a5d-ac96-774b-bcce-${String(number).padStart(12, '0')}`,
    provenance: {
      url: location.href,
      title: '',
      capturedAt: at,
      utcOffsetMinutes: 0,
      timeZone: 'UTC',
      collectedBy: '',
      mode: 'viewport',
      viewport: { width: 1, height: 1 },
      scroll: { x: 0, y: 0 },
      devicePixelRatio: 1,
      language: 'en',
      userAgent: 'test',
      extensionVersion: '0.1.0',
    },
    files: [{ role: 'text', mediaType: 'text/plain', sizeBytes, sha256 }],
    reading: { engine: 'none', meanConfidence: null, wordCount: 0 },
    model: { name: 'none', sha256: 'a'.repeat(64), threshold: 0.5 },
    proposals: [],
    controls: [],
    note: '',
    reviewedAt: at,
  };
  return { record, recordSha256: sha256, receivedAt: at, files: new Map([[sha256, content]]) };
}

const textOf = ({ doc }: WorkspaceStore, control: ControlId) => readSoaEntry(doc, control).justification;

const page = {
  changes,
  editTimes,
  state: () => store.state,
  flush: () => store.flush(),
  text: (control: ControlId) => textOf(store, control),
  rows: () => db.updates.count(),
  stopSync: () => sync.close(),

  /** Adds the words to the end of the control's justification, as one edit. */
  type(control: ControlId, words: string): void {
    editTimes.push(performance.now());
    const text = justificationText(store.doc, control);
    text.insert(text.length, words);
  },

  /** One edit: the marker and so many bytes of noise. */
  typeLarge(control: ControlId, marker: string, sizeBytes: number): void {
    page.type(control, `<${marker}>${noise(sizeBytes)}`);
  },

  /** The markers in the order in which they stand in the open document. */
  markers: (control: ControlId) => markersIn(textOf(store, control)),

  /** The same as a fresh start would find them in storage. */
  async storedMarkers(control: ControlId): Promise<string[]> {
    const fresh = await openStore();
    const markers = markersIn(textOf(fresh, control));
    await fresh.close();
    return markers;
  },

  async putExhibit(number: number, sizeBytes: number): Promise<string> {
    const put = await evidence.put(await exhibitOf(number, sizeBytes));
    return put.ok ? put.value : put.error.kind;
  },

  /** Rows of the tables for evidence. */
  evidenceRows: async () => ({ exhibits: await db.exhibits.count(), files: await db.files.count() }),
};

// Noise has no letters of this form: it holds `<` and `>` but no marker's `-`.
const markersIn = (text: string) => [...text.matchAll(/<(edit-\d+)>/g)].map((match) => match[1] ?? '');

export type StoragePage = typeof page;

declare global {
  /** Set once the store is open. */
  var storagePage: StoragePage;
}

globalThis.storagePage = page;
