import type { AuditPackInput } from '#core/pack/audit-pack.ts';
import type { Bytes } from '#core/shared/bytes.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/pack.ts?worker&url';
import type {
  PackAnswer,
  PackNews,
  PackOrder,
  PackOutcome,
  PackQuestion,
  PackRequest,
} from './pack-messages.ts';
import { workerUrl } from './worker-url.ts';

type BuildInput = Omit<AuditPackInput, 'readFile' | 'drawPdf' | 'onManifest'> & {
  /** Has the report that waits in this port drawn, and the PDF sent there. */
  drawPdf: (port: MessagePort) => Promise<void>;
  onManifest: (outcome: PackOutcome, manifestSha256: string) => void;
  signal: AbortSignal;
};

/** The error that was thrown in the worker, by the name under which the reader of a failed run knows it. */
function errorOf({ name, message }: { name: string; message: string }): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

type SigningQuestion = Exclude<PackQuestion, { kind: 'draw' }>;

const answerOf = async ({ sealing }: BuildInput, { kind, bytes }: SigningQuestion) =>
  kind === 'sign' ? sealing.signer.sign(bytes) : sealing.stamp?.(bytes);

function orderOf(input: BuildInput): PackOrder {
  const { drawPdf: _draw, onManifest: _manifest, onProgress: _progress, signal: _signal, ...order } = input;
  const { signer, stamp, ...sealing } = input.sealing;
  const { fingerprint, publicKeySpki } = signer;
  return {
    ...order,
    // To hand over thousands of records would hold the page up.
    exhibits: input.exhibits.map(({ id }) => id),
    sealing: { ...sealing, signer: { fingerprint, publicKeySpki }, stamps: stamp !== undefined },
  };
}

/**
 * `auditPack` in a worker of its own, which reads the exhibits' files from this device's storage and ends with the archive: the page's
 * thread stays free, and a cancelled run stops at once. Gives the archive piece by piece. A piece holds good until the next is asked for;
 * then its memory goes back to the worker, which fills it anew: two of them are all that the page ever holds, however large the pack.
 * Fails as `auditPack` does; the error has its name and message.
 */
export async function* buildPack(input: BuildInput): AsyncGenerator<Bytes, void, undefined> {
  const { signal, onProgress, onManifest } = input;
  signal.throwIfAborted();
  const worker = new Worker(workerUrl(workerScript), { type: 'module' });
  const over = new AbortController();
  const until = { signal: over.signal };
  const failed = Promise.withResolvers<never>();
  // It may come while the page writes and awaits nothing of ours.
  failed.promise.catch(() => undefined);
  let coming = Promise.withResolvers<Bytes | undefined>();
  const tell = (request: PackRequest, transfer: Transferable[] = []) => worker.postMessage(request, transfer);
  const askForPiece = (used: ArrayBuffer | undefined) => {
    coming = Promise.withResolvers();
    tell({ kind: 'more', used }, used ? [used] : []);
    return coming.promise;
  };
  const answer = async (question: PackQuestion, port: MessagePort) => {
    if (question.kind === 'draw') return input.drawPdf(port).catch(failed.reject);
    const answered = await answerOf(input, question).then(
      (value): PackAnswer => ({ ok: true, value }),
      (error: unknown): PackAnswer => ({ ok: false, error: { message: String(error) } }),
    );
    port.postMessage(answered);
  };
  signal.addEventListener('abort', () => failed.reject(signal.reason), until);
  worker.addEventListener('error', ({ message }) => failed.reject(new Error(message)), until);
  worker.addEventListener(
    'message',
    ({ data, ports }: MessageEvent<PackNews>) => {
      switch (data.kind) {
        case 'asked':
          // Each question comes with its port.
          return ports[0] && void answer(data.question, ports[0]);
        case 'progress':
          return onProgress?.(data.progress);
        case 'manifest':
          return onManifest(data.manifest, data.sha256);
        case 'piece':
          return coming.resolve(data.bytes);
        case 'end':
          return coming.resolve(undefined);
        case 'failed':
          return failed.reject(errorOf(data));
      }
    },
    until,
  );
  try {
    tell({ kind: 'begin', order: orderOf(input) });
    let used: ArrayBuffer | undefined;
    let next = askForPiece(used);
    for (;;) {
      const piece = await Promise.race([next, failed.promise]);
      if (!piece) return;
      // Made while this one is written.
      next = askForPiece(used);
      yield piece;
      used = piece.buffer;
    }
  } finally {
    over.abort();
    worker.terminate();
  }
}
