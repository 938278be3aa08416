import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import { sha256Hex, textToBytes } from '#core/shared/bytes.ts';
import { AppDatabase } from './database.ts';
import type { EvidenceStore, NewExhibit } from './evidence-store.ts';
import { createEvidenceStore } from './evidence-store.ts';

let count = 0;
let db: AppDatabase;
let evidence: EvidenceStore;

beforeEach(() => {
  db = new AppDatabase(`evidence-${(count += 1)}`);
  evidence = createEvidenceStore(db);
});

const idOf = (number: number) => `01890a5d-ac96-774b-bcce-${String(number).padStart(12, '0')}`;

/** An exhibit with one text file per content; `number` sets its id and the minute of its capture. */
async function makeExhibit(number: number, contents: string[] = [`content ${number}`]): Promise<NewExhibit> {
  const files = new Map<string, Blob>();
  const described: ExhibitRecord['files'] = [];
  for (const content of contents) {
    const bytes = textToBytes(content);
    const sha256 = await sha256Hex(bytes);
    files.set(sha256, new Blob([bytes], { type: 'text/plain' }));
    described.push({ role: 'text', mediaType: 'text/plain', sizeBytes: bytes.length, sha256 });
  }
  const capturedAt = `2026-03-01T10:${String(number).padStart(2, '0')}:00.000Z`;
  const record: ExhibitRecord = {
    format: 'exhibit/1',
    id: idOf(number),
    provenance: {
      url: 'https://console.example/users',
      title: 'Users',
      capturedAt,
      utcOffsetMinutes: 60,
      timeZone: 'Europe/Berlin',
      collectedBy: 'Alice',
      mode: 'viewport',
      viewport: { width: 1280, height: 800 },
      scroll: { x: 0, y: 0 },
      devicePixelRatio: 1,
      language: 'en',
      userAgent: 'test',
      extensionVersion: '0.1.0',
    },
    files: described,
    reading: { engine: 'none', meanConfidence: null, wordCount: 0 },
    model: { name: 'none', sha256: 'a'.repeat(64), threshold: 0.5 },
    proposals: [],
    controls: ['A.8.5'],
    note: '',
    reviewedAt: capturedAt,
  };
  const recordSha256 = await sha256Hex(textToBytes(JSON.stringify(record)));
  return { record, recordSha256, receivedAt: capturedAt, files };
}

const shaOf = (exhibit: NewExhibit) => exhibit.record.files[0]?.sha256 ?? '';

async function listedIds(): Promise<string[]> {
  const page = await evidence.list();
  if (!page.ok) throw new Error(page.error.sentence);
  return page.value.exhibits.map((exhibit) => exhibit.id);
}

describe('put', () => {
  it('stores record and files and removes the incoming parts', async () => {
    const exhibit = await makeExhibit(1);
    const sha256 = shaOf(exhibit);
    await evidence.putPart({ exhibit: idOf(1), sha256, offset: 0, content: new Blob(['content']) });
    expect(await evidence.put(exhibit)).toEqual({ ok: true, value: 'stored' });
    const file = await evidence.file(sha256);
    expect(file.ok && (await file.value?.text())).toBe('content 1');
    expect(await evidence.get(idOf(1))).toMatchObject({ ok: true, value: { record: exhibit.record } });
    expect(await db.incoming.count()).toBe(0);
  });

  it('is exactly once by id: the same again is already here, another is refused', async () => {
    const exhibit = await makeExhibit(1);
    const answers = await Promise.all([evidence.put(exhibit), evidence.put(exhibit)]);
    expect(
      answers.map((answer) => String(answer.ok && answer.value)).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['already-here', 'stored']);
    const other = { ...exhibit, recordSha256: 'b'.repeat(64) };
    expect(await evidence.put(other)).toEqual({
      ok: false,
      error: { kind: 'different-exhibit', storedSha256: exhibit.recordSha256 },
    });
    expect(await db.exhibits.count()).toBe(1);
  });

  it('stores a shared file once and accepts it without its content', async () => {
    const [one, two] = [await makeExhibit(1, ['shared']), await makeExhibit(2, ['shared'])];
    await evidence.put(one);
    expect(await evidence.put({ ...two, files: new Map() })).toEqual({ ok: true, value: 'stored' });
    expect(await db.files.count()).toBe(1);
  });

  it('refuses a file that is missing or not what the record says, and keeps the parts', async () => {
    const exhibit = await makeExhibit(1, ['first', 'second']);
    const [first, second] = exhibit.record.files;
    await evidence.putPart({
      exhibit: idOf(1),
      sha256: shaOf(exhibit),
      offset: 0,
      content: new Blob(['fi']),
    });
    const without = new Map(exhibit.files);
    without.delete(second?.sha256 ?? '');
    expect(await evidence.put({ ...exhibit, files: without })).toEqual({
      ok: false,
      error: { kind: 'file-missing', sha256: second?.sha256 },
    });
    for (const wrong of ['First', 'first and more']) {
      const files = new Map(exhibit.files).set(first?.sha256 ?? '', new Blob([wrong]));
      expect(await evidence.put({ ...exhibit, files })).toEqual({
        ok: false,
        error: { kind: 'file-differs', sha256: first?.sha256 },
      });
    }
    expect([await db.exhibits.count(), await db.files.count(), await db.incoming.count()]).toEqual([0, 0, 1]);
  });

  it.each(['exhibits', 'files'])(
    'writes nothing by half when %s is refused for lack of room',
    async (table) => {
      const exhibit = await makeExhibit(1, ['first', 'second']);
      await evidence.putPart({
        exhibit: idOf(1),
        sha256: shaOf(exhibit),
        offset: 0,
        content: new Blob(['fi']),
      });
      let rows = 0;
      const refuse = () => {
        rows += 1;
        if (table === 'exhibits' || rows === 2) throw new DOMException('full', 'QuotaExceededError');
      };
      db.table(table).hook('creating', refuse);
      expect(await evidence.put(exhibit)).toMatchObject({ ok: false, error: { kind: 'storage-full' } });
      expect([await db.exhibits.count(), await db.files.count(), await db.incoming.count()]).toEqual([
        0, 0, 1,
      ]);
      db.table(table).hook('creating').unsubscribe(refuse);
      expect(await evidence.put(exhibit)).toEqual({ ok: true, value: 'stored' });
    },
  );
});

describe('list', () => {
  it('shows the newest capture first, in pages', async () => {
    for (const number of [2, 5, 1, 4, 3]) await evidence.put(await makeExhibit(number));
    expect(await listedIds()).toEqual([5, 4, 3, 2, 1].map(idOf));
    const page = await evidence.list({ offset: 1, limit: 2 });
    expect(page.ok && page.value.exhibits.map((exhibit) => exhibit.id)).toEqual([4, 3].map(idOf));
  });

  it('names a row that it cannot read and keeps it', async () => {
    await evidence.put(await makeExhibit(1));
    const provenance = { capturedAt: '2026-01-01T00:00:00.000Z' };
    await db.table('exhibits').add({ id: 'damaged', record: { provenance } });
    const page = await evidence.list();
    expect(page).toMatchObject({ ok: true, value: { exhibits: [{ id: idOf(1) }], unreadable: ['damaged'] } });
    expect(await db.exhibits.count()).toBe(2);
  });

  it('tells a watcher about each change until it stops', async () => {
    const seen: number[] = [];
    const stop = evidence.watchList({}, (page) => page.ok && seen.push(page.value.exhibits.length));
    await vi.waitFor(() => expect(seen).toEqual([0]));
    await evidence.put(await makeExhibit(1));
    await vi.waitFor(() => expect(seen.at(-1)).toBe(1));
    stop();
    await evidence.put(await makeExhibit(2));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen.at(-1)).toBe(1);
  });

  it('hides a discarded exhibit until that is undone, and keeps its files', async () => {
    const exhibit = await makeExhibit(1);
    await evidence.put(exhibit);
    expect(await evidence.discard(idOf(1), '2026-03-02T00:00:00.000Z')).toEqual({ ok: true, value: true });
    expect(await listedIds()).toEqual([]);
    expect(await evidence.put(exhibit)).toEqual({ ok: true, value: 'already-here' });
    expect(await evidence.undoDiscard(idOf(1))).toEqual({ ok: true, value: true });
    expect(await listedIds()).toEqual([idOf(1)]);
    expect(await evidence.file(shaOf(exhibit))).toMatchObject({ ok: true, value: { size: 9 } });
    expect(await evidence.discard(idOf(2), '2026-03-02T00:00:00.000Z')).toEqual({ ok: true, value: false });
  });
});

describe('incoming parts', () => {
  const part = (offset: number, text: string) => ({
    exhibit: idOf(1),
    sha256: 'c'.repeat(64),
    offset,
    content: new Blob([text]),
  });

  it('resume where they stopped, whatever is sent twice', async () => {
    expect(await evidence.putPart(part(0, 'abc'))).toEqual({ ok: true, value: 3 });
    expect(await evidence.putPart(part(0, 'abc'))).toEqual({ ok: true, value: 3 });
    expect(await evidence.putPart(part(1, 'bcde'))).toEqual({ ok: true, value: 5 });
    expect(await evidence.putPart(part(9, 'z'))).toEqual({
      ok: false,
      error: { kind: 'part-gap', expectedOffset: 5 },
    });
    expect(await evidence.bytesReceived(idOf(1), 'c'.repeat(64))).toEqual({ ok: true, value: 5 });
    const parts = await evidence.partsOf(idOf(1), 'c'.repeat(64));
    expect(parts.ok && parts.value.map(({ offset }) => offset)).toEqual([0, 3]);
    const joined = await evidence.joinedParts(idOf(1), 'c'.repeat(64), 'text/plain');
    expect(joined.ok && (await joined.value.text())).toBe('abcde');
  });

  it('are refused past the largest file and can be dropped', async () => {
    expect(await evidence.putPart(part(64 * 1024 * 1024, 'a'))).toEqual({
      ok: false,
      error: { kind: 'file-too-large' },
    });
    await evidence.putPart(part(0, 'abc'));
    expect(await evidence.dropParts(idOf(1))).toEqual({ ok: true, value: 1 });
    expect(await evidence.bytesReceived(idOf(1), 'c'.repeat(64))).toEqual({ ok: true, value: 0 });
  });
});
