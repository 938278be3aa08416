import * as Y from 'yjs';
import { expect, it } from 'vitest';
import { zipSync, unzipSync, strToU8, strFromU8, type Zippable } from 'fflate';
import { bombWorkbook } from '../../tests/fixtures/files.ts';
import { makeSampleWorkspace } from '../sample/sample-workspace.ts';
import { sha256Hex, type Bytes } from '../shared/bytes.ts';
import { readRisks } from '../workspace/risks.ts';
import { readVersions } from '../workspace/soa-versions.ts';
import { readLinks, readSoa } from '../workspace/workspace.ts';
import { isWorkspaceFile, readWorkspaceFile, workspaceFile } from './workspace-file.ts';

const sample = await makeSampleWorkspace();
const files = new Map(sample.exhibits.flatMap(({ files: own }) => [...own]));
const write = async (readFile = (sha256: string) => Promise.resolve(files.get(sha256))): Promise<Bytes> =>
  new Uint8Array(
    await new Response(
      workspaceFile({
        organization: sample.organization,
        update: sample.update,
        records: sample.exhibits.map(({ record }) => record),
        readFile,
        lastModified: new Date('2026-11-02T10:00:00.000Z'),
      }),
    ).arrayBuffer(),
  );
const whole = await write();

it('comes back as it was: document, records and files', async () => {
  expect(isWorkspaceFile(whole)).toBe(true);
  const read = await readWorkspaceFile(whole);
  if (!read.ok) throw new Error(read.error.kind);
  expect(read.value.organization).toBe(sample.organization);
  expect(new Set(read.value.exhibits)).toEqual(new Set(sample.exhibits));
  const [before, after] = [sample.update, read.value.update].map((update) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    return { soa: readSoa(doc), risks: readRisks(doc), links: readLinks(doc), versions: readVersions(doc) };
  });
  expect(after).toEqual(before);
});

it('is the same bytes for the same workspace', async () =>
  expect(await sha256Hex(await write())).toBe(await sha256Hex(whole)));

it('is not made where a file is missing', async () => {
  await expect(write(() => Promise.resolve(undefined))).rejects.toThrow('is not here');
});

const changed = (change: (parts: Record<string, Uint8Array>) => void): Bytes => {
  const parts = unzipSync(whole);
  change(parts);
  const stored: Zippable = {};
  for (const [name, bytes] of Object.entries(parts)) stored[name] = [bytes, { level: 0 }];
  return zipSync(stored);
};
const firstNamed = (parts: Record<string, Uint8Array>, start: string) =>
  Object.keys(parts).find((name) => name.startsWith(start)) ?? '';
const altered = (bytes: Uint8Array, from: string, to: string) => strToU8(strFromU8(bytes).replace(from, to));

it.each<[string, () => Bytes, string]>([
  ['an archive of something else', () => bombWorkbook(3), 'broken-workspace'],
  ['a cut file', () => whole.slice(0, whole.length - 100), 'broken-workspace'],
  ['no document', () => changed((parts) => delete parts['document.bin']), 'broken-workspace'],
  [
    'a document that is none',
    () => changed((parts) => (parts['document.bin'] = strToU8('hello'))),
    'broken-workspace',
  ],
  [
    'half a document',
    () => changed((parts) => (parts['document.bin'] = parts['document.bin']!.slice(0, 5_000))),
    'broken-workspace',
  ],
  [
    'a document of a later version',
    () =>
      changed((parts) => {
        const doc = new Y.Doc();
        doc.getMap('workspace').set('schema', 99);
        parts['document.bin'] = Y.encodeStateAsUpdate(doc);
      }),
    'newer-workspace',
  ],
  [
    'a later form of file',
    () =>
      changed(
        (parts) =>
          (parts['workspace.json'] = altered(parts['workspace.json']!, 'workspace/1', 'workspace/2')),
      ),
    'newer-workspace',
  ],
  [
    'keys that pollute prototypes',
    () =>
      changed(
        (parts) =>
          (parts['workspace.json'] = altered(parts['workspace.json']!, '{', '{"__proto__":{"x":1},')),
      ),
    'broken-workspace',
  ],
  [
    'a record that is not canonical',
    () =>
      changed((parts) => {
        const name = firstNamed(parts, 'exhibits/');
        parts[name] = altered(parts[name]!, '{', '{ ');
      }),
    'broken-workspace',
  ],
  [
    'a changed file',
    () =>
      changed((parts) => {
        const file = parts[firstNamed(parts, 'files/')]!;
        file[20] = (file[20] ?? 0) ^ 1;
      }),
    'broken-workspace',
  ],
  ['a missing file', () => changed((parts) => delete parts[firstNamed(parts, 'files/')]), 'broken-workspace'],
  ['a file too many', () => changed((parts) => (parts['files/../x'] = strToU8('x'))), 'broken-workspace'],
])('of %s: %s', async (_what, make, kind) => {
  const read = await readWorkspaceFile(make());
  expect(read.ok ? 'read' : read.error.kind).toBe(kind);
  expect(({} as { x?: unknown }).x).toBeUndefined();
});
