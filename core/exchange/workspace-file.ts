/**
 * The whole workspace as one file, and back. A ZIP of `workspace.json` (what it is), `document.bin` (the document as one Yjs update of
 * version 1), `exhibits/<id>.json` (canonical records) and `files/<sha256>`, each file once, all of them stored as they are.
 */
import { makeZip } from 'client-zip';
import * as v from 'valibot';
import * as Y from 'yjs';
import { canonicalRecord } from '../evidence/canonical-record.ts';
import { exhibitRecordSchema, type ExhibitRecord } from '../evidence/exhibit.ts';
import { openZip, type ZipReader } from '../files/zip-reader.ts';
import { bytesToText, joinBytes, sha256Hex, type Bytes } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import { isYjsUpdate } from '../sync/yjs-update.ts';
import { checkSchema, schemaVersion } from '../workspace/schema-version.ts';

/** A workspace with its exhibits and their files by SHA-256. */
export type WholeWorkspace = {
  organization: string;
  /** The document as one Yjs update (version 1 encoding). */
  update: Uint8Array;
  exhibits: { record: ExhibitRecord; recordSha256: string; files: Map<string, Bytes> }[];
};

export type WorkspaceFileProblem =
  /** Damaged, or made by something else; `entry` is where. */
  | { kind: 'broken-workspace'; entry: string }
  /** Made by a later version of Exhibit. */
  | { kind: 'newer-workspace' }
  | { kind: 'too-large' };

/** Larger ones do not fit into a browser's memory twice. */
export const mostWorkspaceBytes = 256 * 1024 * 1024;
const mostEntries = 60_000;
const mostDocumentBytes = 64 * 1024 * 1024;
const mostRecordBytes = 4 * 1024 * 1024;

const aboutSchema = v.strictObject({
  format: v.literal('exhibit-workspace/1'),
  schema: v.pipe(v.number(), v.integer(), v.minValue(1)),
  organization: v.pipe(v.string(), v.maxLength(500)),
});

type Input = {
  organization: string;
  update: Uint8Array;
  records: readonly ExhibitRecord[];
  /** A file's content by its SHA-256; undefined where it is not here. */
  readFile: (sha256: string) => Promise<Blob | Bytes | undefined>;
  /** The date that all entries bear. */
  lastModified: Date;
};

async function* entriesOf({ organization, update, records, readFile, lastModified }: Input) {
  const about = { format: 'exhibit-workspace/1', schema: schemaVersion, organization };
  yield { name: 'workspace.json', input: canonicalJson(about), lastModified };
  yield { name: 'document.bin', input: new Uint8Array(update), lastModified };
  for (const record of records)
    yield { name: `exhibits/${record.id}.json`, input: canonicalRecord(record), lastModified };
  const written = new Set<string>();
  for (const { sha256 } of records.flatMap(({ files }) => files)) {
    if (written.has(sha256)) continue;
    written.add(sha256);
    const input = await readFile(sha256);
    // A file without all of its parts would pass for the whole workspace.
    if (!input) throw new Error(`workspaceFile: the file ${sha256} is not here`);
    yield { name: `files/${sha256}`, input, lastModified };
  }
}

/** The file, made while it is read: one exhibit's file is in memory at a time. Equal input gives equal bytes. Fails when a file is missing. */
export const workspaceFile = (input: Input): ReadableStream<Uint8Array> => makeZip(entriesOf(input));

/** Whether an archive is a workspace's. Looks at names alone. */
export function isWorkspaceFile(bytes: Bytes): boolean {
  const zip = openZip(bytes, { entries: mostEntries, output: Number.MAX_SAFE_INTEGER });
  return zip.ok && zip.value.names.includes('workspace.json');
}

/** Names the entry that is to blame; caught where the file is read. */
class BrokenEntry extends Error {}

function contentOf(zip: ZipReader, name: string, mostBytes: number): Bytes {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const read = zip.read(name, (piece) => {
    length += piece.length;
    if (length > mostBytes) throw new BrokenEntry(name);
    pieces.push(piece);
  });
  if (!read.ok) throw new BrokenEntry(name);
  return joinBytes(...pieces);
}

function jsonOf(bytes: Bytes, name: string): unknown {
  try {
    return JSON.parse(bytesToText(bytes)) as unknown;
  } catch {
    throw new BrokenEntry(name);
  }
}

/** Tries the update on a document of its own: what cannot be applied whole is refused. */
function checkDocument(update: Bytes): 'fits' | 'newer' {
  if (!isYjsUpdate(update)) throw new BrokenEntry('document.bin');
  const shadow = new Y.Doc();
  try {
    Y.applyUpdate(shadow, update);
  } catch {
    throw new BrokenEntry('document.bin');
  }
  // Parts that wait for others that are not in the file.
  if (shadow.store.pendingStructs ?? shadow.store.pendingDs) throw new BrokenEntry('document.bin');
  return checkSchema(shadow).ok ? 'fits' : 'newer';
}

async function exhibitOf(zip: ZipReader, name: string): Promise<WholeWorkspace['exhibits'][number]> {
  const bytes = contentOf(zip, name, mostRecordBytes);
  const parsed = v.safeParse(exhibitRecordSchema, jsonOf(bytes, name));
  if (!parsed.success || name !== `exhibits/${parsed.output.id}.json`) throw new BrokenEntry(name);
  const record = parsed.output;
  const recordSha256 = await sha256Hex(bytes);
  // What a record's seal and versions speak about is these bytes.
  if ((await sha256Hex(canonicalRecord(record))) !== recordSha256) throw new BrokenEntry(name);
  const files = new Map<string, Bytes>();
  for (const { sha256, sizeBytes } of record.files) {
    const file = `files/${sha256}`;
    const content = contentOf(zip, file, sizeBytes);
    if (content.length !== sizeBytes || (await sha256Hex(content)) !== sha256) throw new BrokenEntry(file);
    files.set(sha256, content);
  }
  return { record, recordSha256, files };
}

async function readEntries(zip: ZipReader): Promise<Result<WholeWorkspace, WorkspaceFileProblem>> {
  const about = jsonOf(contentOf(zip, 'workspace.json', 64 * 1024), 'workspace.json');
  const format = (about as { format?: unknown } | null)?.format;
  if (typeof format === 'string' && /^exhibit-workspace\/[2-9]/.test(format))
    return failure({ kind: 'newer-workspace' });
  const parsed = v.safeParse(aboutSchema, about);
  if (!parsed.success) throw new BrokenEntry('workspace.json');
  const update = contentOf(zip, 'document.bin', mostDocumentBytes);
  if (checkDocument(update) === 'newer') return failure({ kind: 'newer-workspace' });
  const exhibits: WholeWorkspace['exhibits'] = [];
  const known = new Set(['workspace.json', 'document.bin']);
  for (const name of zip.names.filter((one) => one.startsWith('exhibits/'))) {
    const exhibit = await exhibitOf(zip, name);
    exhibits.push(exhibit);
    known.add(name);
    for (const sha256 of exhibit.files.keys()) known.add(`files/${sha256}`);
  }
  const stranger = zip.names.find((name) => !known.has(name));
  if (stranger !== undefined) throw new BrokenEntry(stranger);
  return ok({ organization: parsed.output.organization, update, exhibits });
}

/**
 * The workspace in the file, every record and file checked against its hash and the document tried. Call it in a worker that is ended
 * after a while: a forged document can keep Yjs busy for ever.
 */
export async function readWorkspaceFile(bytes: Bytes): Promise<Result<WholeWorkspace, WorkspaceFileProblem>> {
  if (bytes.length > mostWorkspaceBytes) return failure({ kind: 'too-large' });
  // The entries are stored, not packed: what unpacks to more than the file is not ours.
  const zip = openZip(bytes, { entries: mostEntries, output: bytes.length });
  if (!zip.ok) return failure({ kind: 'broken-workspace', entry: '' });
  try {
    return await readEntries(zip.value);
  } catch (error) {
    if (error instanceof BrokenEntry)
      return failure({ kind: 'broken-workspace', entry: error.message.slice(0, 200) });
    throw error;
  }
}
