import { makeZip } from 'client-zip';
import { bytesToHex, hexToBytes, sha256Hex, textToBytes, type Bytes } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { canonicalRecord } from '../evidence/canonical-record.ts';
import { csv } from '../exchange/csv.ts';
import { evidenceIndex, evidenceTable, type EvidenceRow } from '../exchange/evidence-index.ts';
import { plainText } from '../exchange/plain-text.ts';
import { reasonLetters, soaRows, type SoaRow } from '../exchange/soa-rows.ts';
import { riskCsv, riskWorkbook } from '../exchange/risk-xlsx.ts';
import type { RegisterState } from '../risks/register-state.ts';
import { riskReport } from '../exchange/risk-report.ts';
import { soaReport } from '../exchange/soa-report.ts';
import { indexWorkbook, soaWorkbook, standard, type SoaExport } from '../exchange/soa-xlsx.ts';
import { treeRoot } from '../merkle/tree.ts';
import { auditPackName } from './audit-pack-name.ts';
import { mostFiles, type Manifest } from './manifest.ts';
import { fileError, tooManyFiles, type FileInPack } from './pack-error.ts';
import { deviceFiles, manifestSignatures, stampFiles, type PackSealing } from './pack-integrity.ts';
import { exhibitsFolder, paths } from './pack-paths.ts';
import { readMeText, verifyText } from './pack-texts.ts';
import { isViewerText, viewerData, viewerManifest } from './pack-viewer.ts';
import type { DrawPdf } from '../typeset/report.ts';
import { UtcDate } from './utc-date.ts';

export type PackProgress = { doneFiles: number; totalFiles: number; doneBytes: number; totalBytes: number };

export type AuditPackInput = SoaExport & {
  /** Who signs the pack, and what is known of the devices that sealed its exhibits. */
  sealing: PackSealing;
  /** The built page that shows a pack (`app/viewer`); without it the pack has none. */
  viewer?: Bytes | undefined;
  /** The stored bytes with this SHA-256 (lower-case hexadecimal); `undefined` when there are none. */
  readFile: (sha256: string) => Promise<Blob | Bytes | undefined>;
  /** Called with the SHA-256 of `manifest.json`, by which a reply names this pack. */
  onManifest?: (sha256: string) => void;
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

async function* packFiles(input: AuditPackInput): AsyncGenerator<PackedFile, void, undefined> {
  const evidence = evidenceIndex(input.entries, input.exhibits);
  const rows = soaRows(input.entries, evidence);
  const { sealing } = input;
  const devices = await deviceFiles(sealing);
  const progress = startProgress(input, evidence, devices.files.length);
  const top = auditPackName(input);
  const lastModified = new UtcDate(input.generatedAt);
  const listed: Manifest['files'] = [];
  const shown: [path: string, bytes: Bytes][] = [];

  const packed = (path: string, bytes: Bytes, sha256: string): PackedFile => {
    listed.push({ path, sizeBytes: bytes.length, sha256 });
    if (input.viewer && isViewerText(path)) shown.push([path, bytes]);
    return { name: `${top}/${path}`, input: bytes, lastModified };
  };
  const made = async (path: string, bytes: Bytes) => packed(path, bytes, await sha256Hex(bytes));

  for await (const [path, bytes] of frontMatter(input, evidence, rows)) {
    input.signal?.throwIfAborted();
    yield await made(path, bytes);
    progress(0);
  }
  const recordHashes: string[] = [];
  for (const row of evidence) {
    const folder = `${exhibitsFolder}${row.folder}`;
    for (const file of row.files) {
      input.signal?.throwIfAborted();
      const bytes = await verifiedFile(input, row, file);
      yield packed(`${folder}/${file.name}`, bytes, file.sha256);
      progress(bytes.length);
    }
    yield await made(`${folder}/record.json`, canonicalRecord(row.record));
    recordHashes.push(listed.at(-1)?.sha256 ?? '');
    progress(0);
  }
  const seals = Object.keys(sealing.logs).length > 0;
  yield await made(paths.verify, textToBytes(verifyText({ seals })));
  progress(0);
  for (const [path, bytes] of devices.files) {
    yield await made(path, bytes);
    progress(0);
  }
  if (input.viewer) {
    yield await made(paths.viewerData, viewerData(shown.splice(0)));
    progress(0);
  }
  input.signal?.throwIfAborted();
  const manifest = canonicalJson({
    format: 'exhibit-pack/1',
    organization: oneLine(input.organization),
    workspaceName: oneLine(input.workspaceName),
    generatedAt: new Date(input.generatedAt).toISOString(),
    signer: sealing.signer.fingerprint,
    files: [...listed],
    exhibits: evidence.map(({ number, id, folder }, at) => ({
      number,
      id,
      folder,
      recordSha256: recordHashes[at] ?? '',
    })),
    heads: devices.heads,
    exhibitsRoot: bytesToHex(await treeRoot(recordHashes.map(hexToBytes))),
  } satisfies Manifest);
  yield await made(paths.manifest, manifest);
  input.onManifest?.(listed.at(-1)?.sha256 ?? '');
  progress(0);
  const { signature, files: signatures } = await manifestSignatures(sealing.signer, manifest);
  for (const [path, bytes] of [...signatures, ...(await stampFiles(sealing, signature))]) {
    input.signal?.throwIfAborted();
    yield await made(path, bytes);
    progress(0);
  }
  if (input.viewer) {
    yield await made(paths.viewerManifest, viewerManifest(shown));
    progress(0);
  }
  const sums = listed.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
  yield { name: `${top}/${paths.sums}`, input: textToBytes(sums), lastModified };
  progress(0);
}

/** Files of the pack that always are and are no exhibit's: six in front, VERIFY, manifest, its two signatures, SHA256SUMS. */
const frameFiles = 11;

function startProgress(
  input: AuditPackInput,
  evidence: readonly EvidenceRow[],
  integrityFiles: number,
): (bytes: number) => void {
  const { onProgress, sealing } = input;
  const stored = evidence.flatMap((row) => row.files);
  const optional =
    (sealing.stamp ? 3 : 0) +
    (hasRisks(input) ? riskFiles : 0) +
    (input.version ? 1 : 0) +
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

async function* frontMatter(
  input: AuditPackInput,
  evidence: readonly EvidenceRow[],
  rows: readonly SoaRow[],
): AsyncGenerator<[path: string, bytes: Bytes]> {
  const summary = {
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
  yield [paths.indexCsv, textToBytes(csv(evidenceTable(evidence)))];
  yield [paths.indexXlsx, await blobBytes(await indexWorkbook(input))];
  const { registers } = input;
  if (registers && hasRisks(input)) {
    const { organization, generatedAt } = input;
    const workbook = riskWorkbook({ organization, generatedAt, registers });
    yield [paths.riskPdf, await input.drawPdf(riskReport({ organization, generatedAt, registers }))];
    yield [paths.riskXlsx, await blobBytes(workbook)];
    yield [paths.riskCsv, textToBytes(riskCsv(registers))];
    yield [paths.riskJson, canonicalJson(riskJson(input, registers))];
  }
  yield [paths.soaPdf, await input.drawPdf(soaReport(input))];
  yield [paths.soaXlsx, await blobBytes(await soaWorkbook(input))];
  yield [paths.soaJson, canonicalJson(soaJson(input, rows))];
  if (input.version) yield [paths.soaVersion, textToBytes(input.version.text)];
}

const oneLine = (text: string) => plainText(text).replace(/\s+/g, ' ').trim();

/** The SoA for programs. `evidence` pairs the number in this pack with the exhibit's lasting id. */
function soaJson({ organization, workspaceName, generatedAt }: AuditPackInput, rows: readonly SoaRow[]) {
  return {
    format: 'exhibit-soa/1',
    standard,
    organization,
    workspaceName,
    generatedAt,
    entries: rows.map(({ entry, title, theme, evidence, missing }) => ({
      control: entry.control,
      title,
      theme,
      applicability: entry.applicability,
      reasons: reasonLetters.map(({ reason }) => reason).filter((reason) => entry.reasons.includes(reason)),
      justification: entry.justification,
      status: entry.status,
      derivedReasons: entry.derivedReasons,
      risks: entry.risks.map(({ id, reference }) => ({ id, reference })),
      obligations: entry.obligations.map(({ id, name }) => ({ id, name })),
      provider: entry.provider ?? null,
      plannedFor: entry.plannedFor,
      implementation: entry.implementation,
      maturity: entry.maturity,
      owner: entry.owner,
      reviewer: entry.reviewer,
      lastReview: entry.lastReview,
      remarks: entry.remarks,
      contested: entry.contested,
      evidence: evidence.map(({ number, id }) => ({ number, id })),
      notInThisPack: missing,
    })),
  };
}

/** The register for programs, with all that it rests on. */
const riskJson = ({ organization, generatedAt }: AuditPackInput, registers: RegisterState) => ({
  format: 'exhibit-risks/1',
  organization,
  generatedAt,
  criteria: registers.criteria,
  risks: registers.risks.map((risk) => ({ ...risk, acceptance: risk.acceptance ?? null })),
  assets: registers.asset,
  suppliers: registers.supplier,
  obligations: registers.obligation,
});

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
