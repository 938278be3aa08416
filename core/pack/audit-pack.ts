import { makeZip } from 'client-zip';
import { bytesToHex, hexToBytes, sha256Hex, textToBytes, type Bytes } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { canonicalRecord, canonicalRecordSha256 } from '../evidence/canonical-record.ts';
import type { ExhibitRecord } from '../evidence/exhibit.ts';
import { csv } from '../exchange/csv.ts';
import { columnsOfPack, evidenceIndex, evidenceTable, type EvidenceRow } from '../exchange/evidence-index.ts';
import { plainText } from '../exchange/plain-text.ts';
import { soaRows, type SoaRow } from '../exchange/soa-rows.ts';
import { riskCsv, riskWorkbook } from '../exchange/risk-xlsx.ts';
import { riskReport } from '../exchange/risk-report.ts';
import { soaReport } from '../exchange/soa-report.ts';
import { indexWorkbook, soaWorkbook, type SoaExport } from '../exchange/soa-xlsx.ts';
import { treeRoot } from '../merkle/tree.ts';
import { auditPackName } from './audit-pack-name.ts';
import { mostFiles, type Manifest } from './manifest.ts';
import { fileError, tooManyFiles, type FileInPack } from './pack-error.ts';
import { deviceFiles, manifestSignatures, stampFiles, type PackSealing } from './pack-integrity.ts';
import {
  hasBlanks,
  isFileLeftOut,
  recordName,
  shownClause,
  shownEntry,
  shownRecord,
  unnamedApproval,
} from './left-out.ts';
import { chooseExhibits, type ChosenExhibits, type PackChoice } from './pack-choice.ts';
import { riskJson, soaJson } from './pack-json.ts';
import { exhibitsFolder, paths, proofName } from './pack-paths.ts';
import { allLeftOut, leftOutText, scopeText, type LeftOut } from './pack-scope.ts';
import { readMeText } from './pack-texts.ts';
import { isReadAgain, viewerData, viewerManifest } from './pack-viewer.ts';
import { verifyText } from './verify-text.ts';
import type { DrawPdf } from '../typeset/report.ts';
import { UtcDate } from './utc-date.ts';

export type PackProgress = { doneFiles: number; totalFiles: number; doneBytes: number; totalBytes: number };

export type AuditPackInput = SoaExport & {
  /** Who signs the pack, and what is known of the devices that sealed its exhibits. */
  sealing: PackSealing;
  /** Which exhibits the pack holds; all of them unless something else is wanted. */
  choice?: PackChoice | undefined;
  /** What is left out of them and beside them. */
  leftOut?: readonly LeftOut[] | undefined;
  /** The built page that shows a pack (`app/viewer`); without it the pack has none. */
  viewer?: Bytes | undefined;
  /** The stored bytes with this SHA-256 (lower-case hexadecimal); `undefined` when there are none. */
  readFile: (sha256: string) => Promise<Blob | Bytes | undefined>;
  /** Called with the manifest and its SHA-256, by which a reply names this pack. */
  onManifest?: (manifest: Manifest, sha256: string) => void;
  /** Makes the PDFs; in a browser away from the page's thread. */
  drawPdf: DrawPdf;
  /** Called after each file. Bytes count the exhibits' files alone. */
  onProgress?: (progress: PackProgress) => void;
  signal?: AbortSignal;
};

/** The viewer's page and its two scripts. */
const viewerFiles = 3;
/** The risk register as PDF, workbook, CSV and JSON, where there is one. */
const riskFiles = 4;

const hasRisks = ({ registers }: SoaExport): boolean => registers !== undefined && registers.risks.length > 0;

/**
 * The audit pack as a zip (stored, ZIP64 when it must be), made while it is read: one file of an exhibit is in memory at a time.
 * Equal input gives equal bytes, in whatever order exhibits and entries come; the signer's answers are part of the input, as ECDSA
 * signs the same bytes differently each time.
 *
 * Every file is compared with its record before it is written. The stream fails with an `AuditPackError` that names exhibit and
 * file when one is missing or differs, and with the signal's reason when that aborts: discard what was read until then.
 * A wrong `entries` (a control missing) fails it with an Error, which is ours.
 */
export function auditPack(input: AuditPackInput): ReadableStream<Uint8Array> {
  const files = packFiles(input);
  // client-zip hands a cancelled stream on by `throw`; there is nothing to clean up that `return` does not reach.
  const source: AsyncIterable<PackedFile> = {
    [Symbol.asyncIterator]: () => ({ next: () => files.next(), throw: () => files.return(undefined) }),
  };
  return makeZip(source);
}

type PackedFile = { name: string; input: Bytes; lastModified: Date };

/** What the pack is made of, once choice and blanks are laid over what the workspace has. */
type PackParts = {
  input: AuditPackInput;
  chosen: ChosenExhibits;
  leftOut: readonly LeftOut[];
  evidence: readonly EvidenceRow[];
  rows: readonly SoaRow[];
};

async function partsOf(whole: AuditPackInput): Promise<PackParts> {
  const leftOut = allLeftOut(whole.leftOut ?? []);
  const chosen = await chooseExhibits(whole.choice ?? { kind: 'all' }, whole);
  const { version, registers, sealing } = whole;
  const unnamed = { approver: '(left out)', frozenBy: '' };
  const input = {
    ...whole,
    entries: whole.entries.map((entry) => shownEntry(entry, leftOut)),
    clauses: whole.clauses?.map((entry) => shownClause(entry, leftOut)),
    approver: leftOut.includes('names') ? undefined : whole.approver,
    exhibits: chosen.exhibits.map((record) => shownRecord(record, leftOut)),
    registers: leftOut.includes('risks') ? undefined : registers,
    version:
      version && leftOut.includes('names')
        ? {
            ...version,
            version: { ...version.version, ...unnamed },
            approvals: version.approvals.map(unnamedApproval),
          }
        : version,
    // They name people, in their texts as well.
    comments: leftOut.includes('names') ? undefined : whole.comments,
    acceptances: leftOut.includes('statements') ? undefined : whole.acceptances,
    sealing: leftOut.includes('statements') ? { ...sealing, statements: [] } : sealing,
  };
  const evidence = evidenceIndex(input.entries, input.exhibits);
  return { input, chosen, leftOut, evidence, rows: soaRows(input.entries, evidence) };
}

async function* packFiles(whole: AuditPackInput): AsyncGenerator<PackedFile, void, undefined> {
  const parts = await partsOf(whole);
  const { input, chosen, leftOut, evidence } = parts;
  const { sealing } = input;
  const devices = await deviceFiles(sealing);
  const progress = startProgress(parts, devices.files.length);
  const top = auditPackName(input);
  const lastModified = new UtcDate(input.generatedAt);
  const listed: Manifest['files'] = [];
  const readAgain: [path: string, bytes: Bytes][] = [];

  const packed = (path: string, bytes: Bytes, sha256: string): PackedFile => {
    listed.push({ path, sizeBytes: bytes.length, sha256 });
    if (input.viewer && isReadAgain(path)) readAgain.push([path, bytes]);
    return { name: `${top}/${path}`, input: bytes, lastModified };
  };
  const made = async (path: string, bytes: Bytes) => packed(path, bytes, await sha256Hex(bytes));

  for await (const [path, bytes] of frontMatter(parts)) {
    input.signal?.throwIfAborted();
    yield await made(path, bytes);
    progress(0);
  }
  const recordHashes = new Map<string, string>();
  for (const row of evidence) {
    const folder = `${exhibitsFolder}${row.folder}`;
    for (const file of filesOf(row, leftOut)) {
      input.signal?.throwIfAborted();
      const bytes = await verifiedFile(input, row, file);
      yield packed(`${folder}/${file.name}`, bytes, file.sha256);
      progress(bytes.length);
    }
    yield await made(`${folder}/${recordName(leftOut)}`, canonicalRecord(row.record));
    recordHashes.set(row.id, listed.at(-1)?.sha256 ?? '');
    progress(0);
    const proof = chosen.proofs.get(row.id);
    if (proof === undefined) continue;
    yield await made(`${folder}/${proofName}`, textToBytes(proof));
    progress(0);
  }
  if (hasBlanks(leftOut)) await noteSealedHashes(recordHashes, chosen.exhibits);
  const exhibits = evidence.map(({ number, id, folder }) => ({
    number,
    id,
    folder,
    recordSha256: recordHashes.get(id) ?? '',
  }));
  const exhibitsRoot = bytesToHex(
    await treeRoot(exhibits.map(({ recordSha256 }) => hexToBytes(recordSha256))),
  );
  const said = { scope: chosen.scope, leftOut: [...leftOut], heads: devices.heads, exhibits, exhibitsRoot };
  const deviceNames = devices.files.map(([path]) => path);
  yield await made(paths.verify, textToBytes(verifyText(said, deviceNames)));
  progress(0);
  for (const [path, bytes] of devices.files) {
    yield await made(path, bytes);
    progress(0);
  }
  if (input.viewer) {
    yield await made(paths.viewerData, viewerData(readAgain.splice(0)));
    progress(0);
  }
  input.signal?.throwIfAborted();
  const manifest: Manifest = {
    format: 'exhibit-pack/2',
    folder: top,
    organization: oneLine(input.organization),
    workspaceName: oneLine(input.workspaceName),
    generatedAt: new Date(input.generatedAt).toISOString(),
    signer: sealing.signer.fingerprint,
    files: [...listed],
    ...said,
  };
  const manifestBytes = canonicalJson(manifest);
  yield await made(paths.manifest, manifestBytes);
  input.onManifest?.(manifest, listed.at(-1)?.sha256 ?? '');
  progress(0);
  const { signature, files: signatures } = await manifestSignatures(sealing.signer, manifestBytes);
  for (const [path, bytes] of [...signatures, ...(await stampFiles(sealing, signature))]) {
    input.signal?.throwIfAborted();
    yield await made(path, bytes);
    progress(0);
  }
  if (input.viewer) {
    yield await made(paths.viewerManifest, viewerManifest(readAgain));
    progress(0);
  }
  const sums = listed.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
  yield { name: `${top}/${paths.sums}`, input: textToBytes(sums), lastModified };
  progress(0);
}

/** The files of an exhibit that are not left out. */
const filesOf = ({ files, record }: EvidenceRow, leftOut: readonly LeftOut[]) =>
  files.filter((_, at) => {
    const role = record.files[at]?.role;
    return role !== undefined && !isFileLeftOut(role, leftOut);
  });

/** A record with blanks has another hash than the one that was sealed; seals and tree go by the sealed one. */
async function noteSealedHashes(hashes: Map<string, string>, exhibits: readonly ExhibitRecord[]) {
  for (const record of exhibits) hashes.set(record.id, await canonicalRecordSha256(record));
}

/** Files of the pack that always are and are no exhibit's: six in front, VERIFY, manifest, its two signatures, SHA256SUMS. */
const frameFiles = 11;

function startProgress(
  { input, chosen, leftOut, evidence }: PackParts,
  integrityFiles: number,
): (bytes: number) => void {
  const { onProgress, sealing } = input;
  const stored = evidence.flatMap((row) => filesOf(row, leftOut));
  const optional =
    chosen.files.length +
    chosen.proofs.size +
    (sealing.stamp ? 3 : 0) +
    (hasRisks(input) ? riskFiles : 0) +
    (hasVersionFile(input, leftOut) ? 1 : 0) +
    (input.viewer ? viewerFiles : 0);
  const totalFiles = stored.length + evidence.length + frameFiles + integrityFiles + optional;
  if (totalFiles > mostFiles) throw tooManyFiles(totalFiles, mostFiles);
  const totalBytes = stored.reduce((sum, file) => sum + file.sizeBytes, 0);
  let doneFiles = 0;
  let doneBytes = 0;
  return (bytes) => {
    doneFiles += 1;
    doneBytes += bytes;
    onProgress?.({ doneFiles, totalFiles, doneBytes, totalBytes });
  };
}

/** The frozen text names people and cannot have blanks. */
const hasVersionFile = ({ version }: AuditPackInput, leftOut: readonly LeftOut[]) =>
  version !== undefined && !leftOut.includes('names');

async function* frontMatter({
  input,
  chosen,
  leftOut,
  evidence,
  rows,
}: PackParts): AsyncGenerator<[path: string, bytes: Bytes]> {
  const scope = scopeText(chosen.scope);
  const summary = {
    scope,
    leftOut: leftOutText(leftOut),
    isAll: chosen.scope.kind === 'all',
    isSample: chosen.scope.kind === 'sample',
    hasProofs: chosen.proofs.size > 0,
    recordName: recordName(leftOut),
    organization: oneLine(input.organization),
    workspaceName: oneLine(input.workspaceName),
    generatedAt: input.generatedAt,
    exhibitCount: evidence.length,
    riskCount: input.registers?.risks.length ?? 0,
    linkCount: rows.reduce((sum, row) => sum + row.evidence.length, 0),
    missingLinkCount: rows.reduce((sum, row) => sum + row.missing.length, 0),
    viewer: input.viewer !== undefined,
  };
  yield [paths.readMe, textToBytes(readMeText(summary))];
  if (input.viewer) yield [paths.viewer, input.viewer];
  yield [paths.indexCsv, textToBytes(csv(evidenceTable(evidence, columnsOfPack(scope))))];
  yield [paths.indexXlsx, await blobBytes(await indexWorkbook(input, scope))];
  const { registers } = input;
  if (registers && hasRisks(input)) {
    const { organization, generatedAt, acceptances } = input;
    const risks = { organization, generatedAt, registers, acceptances };
    yield [paths.riskPdf, await input.drawPdf(riskReport(risks))];
    yield [paths.riskXlsx, await blobBytes(riskWorkbook(risks))];
    yield [paths.riskCsv, textToBytes(riskCsv(risks))];
    yield [paths.riskJson, canonicalJson(riskJson(input, registers))];
  }
  yield [paths.soaPdf, await input.drawPdf(soaReport(input))];
  yield [paths.soaXlsx, await blobBytes(await soaWorkbook(input))];
  yield [paths.soaJson, canonicalJson(soaJson(input, rows, evidence))];
  if (input.version && hasVersionFile(input, leftOut))
    yield [paths.soaVersion, textToBytes(input.version.text)];
  yield* chosen.files;
}

const oneLine = (text: string) => plainText(text).replace(/\s+/g, ' ').trim();

async function verifiedFile(
  { readFile, signal }: AuditPackInput,
  row: EvidenceRow,
  file: EvidenceRow['files'][number],
): Promise<Bytes> {
  const where: FileInPack = { evidence: row.number, exhibitId: row.id, file: file.name };
  let bytes: Bytes | undefined;
  try {
    const stored = await readFile(file.sha256);
    bytes = stored && (await blobBytes(stored));
  } catch (cause) {
    signal?.throwIfAborted();
    throw fileError('file-unreadable', where, { cause });
  }
  if (!bytes) throw fileError('file-missing', where);
  if (bytes.length !== file.sizeBytes || (await sha256Hex(bytes)) !== file.sha256)
    throw fileError('file-changed', where);
  return bytes;
}

const blobBytes = async (content: Blob | Bytes): Promise<Bytes> =>
  content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content;
