/** Makes one audit pack away from the page's thread, a piece whenever the page can take one. */
import { auditPack, type PackProgress } from '#core/pack/audit-pack.ts';
import type { PackStamp } from '#core/pack/pack-integrity.ts';
import { joinBytes, type Bytes } from '#core/shared/bytes.ts';
import type {
  PackAnswer,
  PackNews,
  PackOrder,
  PackQuestion,
  PackRequest,
} from '../services/pack-messages.ts';
import { AppDatabase } from '../storage/database.ts';
import { createEvidenceStore } from '../storage/evidence-store.ts';

/** An archive has some ten parts for each exhibit; a message and a write for each of them would take longer than the parts themselves. */
const pieceBytes = 1024 * 1024;
/** More often than this nobody sees it. */
const progressEveryMs = 50;

const tell = (news: PackNews, transfer: Transferable[] = []) => postMessage(news, { transfer });

function ask<Value extends Bytes | PackStamp | undefined>(question: PackQuestion): Promise<Value> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }: MessageEvent<PackAnswer>) => {
      port1.close();
      // The page answers each question in its own kind.
      if (data.ok) resolve(data.value as Value);
      else reject(new Error(data.error.message));
    };
    tell({ kind: 'asked', question }, [port2]);
  });
}

function begin({ sealing, ...order }: PackOrder): ReadableStreamDefaultReader<Uint8Array> {
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
    sealing: {
      ...rest,
      signer: { ...signer, sign: (bytes) => ask<Bytes>({ kind: 'sign', bytes }) },
      ...(stamps && { stamp: (bytes: Bytes) => ask<PackStamp | undefined>({ kind: 'stamp', bytes }) }),
    },
    readFile: async (sha256) => {
      const found = await evidence.file(sha256);
      if (!found.ok) throw new Error(found.error.sentence);
      return found.value;
    },
    drawPdf: (report) => ask<Bytes>({ kind: 'draw', report }),
    onManifest: (manifest, sha256) => tell({ kind: 'manifest', manifest, sha256 }),
    onProgress,
  }).getReader();
}

/** The next piece of the archive; undefined at its end. */
async function nextPiece(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Bytes | undefined> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  while (sizeBytes < pieceBytes) {
    const { value, done } = await reader.read();
    if (done) break;
    parts.push(value);
    sizeBytes += value.length;
  }
  return sizeBytes === 0 ? undefined : joinBytes(...parts);
}

let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

async function perform(request: PackRequest): Promise<void> {
  if (request.kind === 'begin') {
    reader = begin(request.order);
    return;
  }
  if (!reader) throw new Error('the pack was not begun');
  const bytes = await nextPiece(reader);
  if (bytes) tell({ kind: 'piece', bytes }, [bytes.buffer]);
  else tell({ kind: 'end' });
}

addEventListener('message', ({ data }: MessageEvent<PackRequest>) => {
  perform(data).catch((error: unknown) => {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    tell({ kind: 'failed', name, message });
  });
});
