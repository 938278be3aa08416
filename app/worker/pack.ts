/** Makes one audit pack away from the page's thread, a piece whenever the page can take one. */
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import { auditPack, type PackProgress } from '#core/pack/audit-pack.ts';
import type { PackStamp } from '#core/pack/pack-integrity.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import type { Report } from '#core/typeset/report.ts';
import type {
  PackAnswer,
  PackNews,
  PackOrder,
  PackQuestion,
  PackRequest,
} from '../services/pack-messages.ts';
import { AppDatabase } from '../storage/database.ts';
import { createEvidenceStore, type EvidenceStore } from '../storage/evidence-store.ts';

/** An archive has some ten parts for each exhibit; a message and a write for each of them would take longer than the parts themselves. */
const pieceBytes = 1024 * 1024;
/** More often than this nobody sees it. */
const progressEveryMs = 50;

const tell = (news: PackNews, transfer: Transferable[] = []) => postMessage(news, { transfer });

/** `report`: waits for whoever draws it. */
function ask<Value extends Bytes | PackStamp | undefined>(
  question: PackQuestion,
  report?: Report,
): Promise<Value> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }: MessageEvent<PackAnswer>) => {
      port1.close();
      // The page answers each question in its own kind.
      if (data.ok) resolve(data.value as Value);
      else reject(new Error(data.error.message));
    };
    if (report) port1.postMessage(report);
    tell({ kind: 'asked', question }, [port2]);
  });
}

/** The file that was read last. */
let held: ArrayBuffer | undefined;

/**
 * Reads a file of an exhibit. By the time that the next one is read, the last one is checked and stands in a piece: its memory is given
 * back at once, as the collector would let hundreds of megabytes wait.
 */
async function readFile(evidence: EvidenceStore, sha256: string): Promise<Bytes | undefined> {
  held?.transfer(0);
  held = undefined;
  const found = await evidence.file(sha256);
  if (!found.ok) throw new Error(found.error.sentence);
  held = await found.value?.arrayBuffer();
  return held && new Uint8Array(held);
}

/** As many as the lists of the app show. */
const mostExhibits = 50_000;

/** The records of these exhibits. Rejects when one of them is not here any more. */
async function recordsOf(evidence: EvidenceStore, ids: readonly string[]): Promise<ExhibitRecord[]> {
  const page = await evidence.list({ limit: mostExhibits });
  if (!page.ok) throw new Error(page.error.sentence);
  const wanted = new Set(ids);
  const records = page.value.exhibits.map(({ record }) => record).filter(({ id }) => wanted.has(id));
  if (records.length !== wanted.size) throw new Error('an exhibit was discarded meanwhile');
  return records;
}

async function begin({
  sealing,
  exhibits,
  ...order
}: PackOrder): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const evidence = createEvidenceStore(new AppDatabase());
  const { signer, stamps, ...rest } = sealing;
  let toldAt = -progressEveryMs;
  const onProgress = (progress: PackProgress) => {
    const isLast = progress.doneFiles === progress.totalFiles;
    if (!isLast && performance.now() - toldAt < progressEveryMs) return;
    toldAt = performance.now();
    tell({ kind: 'progress', progress });
  };
  return auditPack({
    ...order,
    exhibits: await recordsOf(evidence, exhibits),
    sealing: {
      ...rest,
      signer: { ...signer, sign: (bytes) => ask<Bytes>({ kind: 'sign', bytes }) },
      ...(stamps && { stamp: (bytes: Bytes) => ask<PackStamp | undefined>({ kind: 'stamp', bytes }) }),
    },
    readFile: (sha256) => readFile(evidence, sha256),
    drawPdf: (report) => ask<Bytes>({ kind: 'draw' }, report),
    onManifest: ({ generatedAt, scope, exhibits: packed, exhibitsRoot }, sha256) =>
      tell({ kind: 'manifest', manifest: { generatedAt, scope, exhibits: packed, exhibitsRoot }, sha256 }),
    onProgress,
  }).getReader();
}

let archive: Promise<ReadableStreamDefaultReader<Uint8Array>> | undefined;
/** What came of the archive and did not fit into the piece before. */
let rest: Uint8Array = new Uint8Array();

/** The next piece of the archive, in the memory of one that was written; undefined at the archive's end. */
async function nextPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  used = new ArrayBuffer(pieceBytes),
): Promise<Bytes | undefined> {
  const piece = new Uint8Array(used);
  let sizeBytes = 0;
  while (sizeBytes < piece.length) {
    if (rest.length === 0) {
      const { value, done } = await reader.read();
      if (done) break;
      rest = value;
    }
    const part = rest.subarray(0, piece.length - sizeBytes);
    piece.set(part, sizeBytes);
    sizeBytes += part.length;
    rest = rest.subarray(part.length);
  }
  return sizeBytes === 0 ? undefined : piece.subarray(0, sizeBytes);
}

async function perform(request: PackRequest): Promise<void> {
  if (request.kind === 'begin') {
    archive = begin(request.order);
    return;
  }
  if (!archive) throw new Error('the pack was not begun');
  const bytes = await nextPiece(await archive, request.used);
  if (bytes) tell({ kind: 'piece', bytes }, [bytes.buffer]);
  else tell({ kind: 'end' });
}

addEventListener('message', ({ data }: MessageEvent<PackRequest>) => {
  perform(data).catch((error: unknown) => {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    tell({ kind: 'failed', name, message });
  });
});
