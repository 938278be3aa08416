import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { checkRemains, parseOriginal } from '#core/remains/original.ts';
import { bytesToHex, textToBytes, type Bytes } from '#core/shared/bytes.ts';
import { filled, pngOf, somePixels, type Pixels } from '../../tests/fixtures/redacted-pictures.ts';
import { newFile, removeClip, replaceFiles, type NewFile } from '../outbox/clips.ts';
import { ExtensionDatabase, type Clip } from '../outbox/database.ts';
import { remainsAfter, signClip } from './sign-clip.ts';

const original = somePixels(130, 70);
const box = { x: 0, y: 0, width: 20, height: 20 };
let db: ExtensionDatabase;
let count = 0;
beforeEach(() => {
  db = new ExtensionDatabase(`sign-clip-${(count += 1)}`);
});

const pageOf = (texts: readonly string[]): Bytes =>
  textToBytes(JSON.stringify({ blocks: texts.map((text) => ({ kind: 'paragraph', text })) }));

const filesOf = ({ width, height, rgba }: Pixels, texts: readonly string[]): Promise<NewFile[]> =>
  Promise.all([
    newFile('original', 'image/png', pngOf({ width, height, rgba }), { width, height }),
    newFile('page', 'application/json', pageOf(texts)),
  ]);

const said = ['PIN 4711', 'Two-factor authentication is required'];

/** A clip that was read and is not classified yet. */
async function readClip(changes: Partial<Clip> = {}): Promise<Clip> {
  const files = await filesOf(original, said);
  await db.files.bulkPut(files.map(({ entry, content }) => ({ sha256: entry.sha256, content })));
  const clip: Clip = {
    id: '0199a000-0000-7000-8000-000000000001',
    state: 'read',
    provenance: {
      url: 'https://console.example/',
      title: 'Users',
      capturedAt: '2026-03-04T05:06:07.000Z',
      utcOffsetMinutes: 0,
      timeZone: 'UTC',
      collectedBy: '',
      mode: 'viewport',
      scroll: null,
      language: 'en',
      userAgent: '',
      extensionVersion: '0.1.0',
    },
    files: files.map(({ entry }) => entry),
    proposals: [],
    addedControls: [],
    note: '',
    tries: 0,
    ...changes,
  };
  await db.clips.put(clip);
  return clip;
}

/** What `redactClip` stores, without its canvas. */
async function redact(clip: Clip): Promise<NewFile | undefined> {
  const files = await filesOf(filled(original, box), ['PIN █', said[1] ?? '']);
  const left = await remainsAfter(db, clip, files, [box]);
  const redactions = [{ at: '2026-03-04T05:07:00.000Z', by: '', words: 1, areas: [box] }];
  const { provenance, note } = clip;
  const changes = { provenance, note, redactions, ...(left && { remains: left.remains }) };
  await replaceFiles(db, clip, left ? [...files, left.file] : files, changes, left?.original);
  return left?.file;
}

/** Everything that is stored, as hexadecimal and as text. */
async function stored(): Promise<string> {
  const parts: string[] = [];
  for (const table of db.tables)
    for (const row of (await table.toArray()) as Record<string, unknown>[])
      for (const value of Object.values(row)) {
        if (value instanceof Uint8Array) parts.push(bytesToHex(value));
        else if (value instanceof Blob) parts.push(bytesToHex(new Uint8Array(await value.arrayBuffer())));
        else parts.push(JSON.stringify(value));
      }
  return parts.join('\n');
}

it('signs a clip once, before it is redacted, and shows afterwards what is left', async () => {
  const clip = await readClip();
  await signClip(db, clip.id);
  const before = await db.originals.get(clip.id);
  await signClip(db, clip.id);
  expect(await db.originals.get(clip.id)).toEqual(before);
  const file = await redact(clip);
  const now = await db.clips.get(clip.id);
  expect(now?.remains).toMatchObject({ tiles: 6, tilesLeft: 5, texts: 2, textsLeft: 1 });
  expect(now?.files.map(({ role }) => role)).toEqual(['original', 'page', 'remains']);
  const statement = await parseOriginal(now?.remains?.statement ?? '');
  const [picture, page] = await filesOf(filled(original, box), ['PIN █', said[1] ?? '']);
  const bytes = async (of: NewFile | undefined) => new Uint8Array((await of?.content.arrayBuffer()) ?? []);
  const contents = { picture: await bytes(picture), page: await page?.content.text(), ocr: undefined };
  if (!statement) throw new Error('the clip has a statement');
  expect(await checkRemains(statement.body, contents, await bytes(file))).toMatchObject({ tilesLeft: 5 });
});

it('leaves the salts of what was redacted in no store', async () => {
  const clip = await readClip();
  await signClip(db, clip.id);
  const salts = (await db.originals.get(clip.id))?.salts ?? new Uint8Array();
  const saltOf = (leaf: number) => bytesToHex(salts.slice(leaf * 16, (leaf + 1) * 16));
  expect(await stored()).toContain(saltOf(0));
  await redact(clip);
  const left = await stored();
  // The tile below the box, and the text with the PIN.
  for (const leaf of [0, 6]) expect(left).not.toContain(saltOf(leaf));
  for (const leaf of [1, 5, 7]) expect(left).toContain(saltOf(leaf));
});

it('signs anew what was read anew, and forgets all of it with the clip', async () => {
  const clip = await readClip();
  await signClip(db, clip.id);
  const first = (await db.originals.get(clip.id))?.statement;
  const ocr = await newFile('ocr', 'application/json', textToBytes('{"text":"PIN 4711"}'));
  await db.files.put({ sha256: ocr.entry.sha256, content: ocr.content });
  await db.clips.update(clip.id, { files: [...clip.files, ocr.entry] });
  await signClip(db, clip.id);
  const second = await db.originals.get(clip.id);
  expect(second?.statement).not.toBe(first);
  expect((await parseOriginal(second?.statement ?? ''))?.body).toMatchObject({ blocks: 2, lines: 1 });
  await removeClip(db, clip.id);
  expect(await db.originals.count()).toBe(0);
});

it('shows nothing where the original was signed only after a redaction, or is another one', async () => {
  const redactions = [{ at: '2026-03-04T05:07:00.000Z', by: '', words: 1, areas: [] }];
  await signClip(db, (await readClip({ redactions })).id);
  expect(await db.originals.count()).toBe(0);
  const clip = await readClip();
  await signClip(db, clip.id);
  await db.originals.update(clip.id, { of: 'another' });
  expect(await redact(clip)).toBeUndefined();
  expect((await db.clips.get(clip.id))?.remains).toBeUndefined();
  expect(await db.originals.count()).toBe(0);
});
