import 'fake-indexeddb/auto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillSealedStore } from '../../../tests/fixtures/sealed-store.ts';
import { seededDraw } from '../../../tests/fixtures/seeded-draw.ts';
import { tamperings, type Altered } from '../../../tests/fixtures/tampered-store.ts';
import type { StoreFinding } from '../../services/store-finding.ts';
import { AppDatabase } from '../../storage/database.ts';
import { checkStore } from './check-store.ts';

/** All tables of a database, to begin anew from after each change. */
async function contentOf(db: AppDatabase) {
  return Promise.all(db.tables.map(async (table) => ({ name: table.name, rows: await table.toArray() })));
}
async function restore(db: AppDatabase, content: Awaited<ReturnType<typeof contentOf>>): Promise<void> {
  for (const { name, rows } of content) {
    await db.table(name).clear();
    await db.table(name).bulkPut(rows);
  }
}

const names = ({ exhibits = [], devices = [], kinds = [] }: Altered, finding: StoreFinding): boolean =>
  ('exhibit' in finding && exhibits.includes(finding.exhibit)) ||
  ('device' in finding && devices.includes(finding.device.fingerprint)) ||
  kinds.includes(finding.kind);

let db: AppDatabase;
let whole: Awaited<ReturnType<typeof contentOf>>;
beforeAll(async () => {
  db = new AppDatabase('store-check');
  await fillSealedStore(db);
  whole = await contentOf(db);
});
afterAll(() => db.delete());

const check = async (): Promise<StoreFinding[]> => (await checkStore(db, { files: true })).findings;

describe('a check of what is stored', () => {
  it('finds nothing where nothing was changed, and reads every file', async () => {
    const read: number[] = [];
    const checked = await checkStore(db, {
      files: true,
      onProgress: (done, total) => read.push(done / total),
    });
    expect(checked).toEqual({ findings: [], exhibits: 6 });
    expect(read.at(-1)).toBe(1);
  });

  // Each kind several times, with other rows, fields and bytes each time; the name of the test has the seed.
  const seeds = [1, 2, 3, 4];
  const cases = Object.keys(tamperings).flatMap((kind) => seeds.map((seed) => ({ kind, seed })));
  it.each(cases)('names what was hit: $kind, seed $seed', async ({ kind, seed }) => {
    await restore(db, whole);
    const altered = await tamperings[kind]!(db, seededDraw(seed * 1_000 + kind.length));
    const findings = await check();
    expect(findings.filter((finding) => names(altered, finding))).not.toEqual([]);
  });

  it('says which file of which exhibit is not the one that was sealed', async () => {
    await restore(db, whole);
    const exhibit = (await db.exhibits.toArray()).find(({ record }) => record.provenance.title === 'Page 2');
    const picture = exhibit?.record.files.find(({ role }) => role === 'original');
    const file = await db.files.get(picture?.sha256 ?? '');
    if (!file) throw new Error('the picture is stored');
    await db.files.put({ ...file, content: new Blob([new Uint8Array(file.sizeBytes)]) });
    expect(await check()).toEqual([
      { kind: 'file-changed', role: 'original', exhibit: exhibit?.id, title: 'Page 2' },
    ]);
    expect((await checkStore(db, { files: false })).findings).toEqual([]);
  });
});
