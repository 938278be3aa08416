import type { AuditPackInput } from '#core/pack/audit-pack.ts';
import type { Bytes } from '#core/shared/bytes.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/pack.ts?worker&url';
import type { PackAnswer, PackNews, PackOrder, PackQuestion, PackRequest } from './pack-messages.ts';
import { workerUrl } from './worker-url.ts';

type BuildInput = Omit<AuditPackInput, 'readFile'> & { signal: AbortSignal };

/** The error that was thrown in the worker, by the name under which the reader of a failed run knows it. */
function errorOf({ name, message }: { name: string; message: string }): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

async function answerOf({ sealing, drawPdf }: BuildInput, question: PackQuestion) {
  switch (question.kind) {
    case 'sign':
      return sealing.signer.sign(question.bytes);
    case 'stamp':
      return sealing.stamp?.(question.bytes);
    case 'draw':
      return drawPdf(question.report);
  }
}

function orderOf(input: BuildInput): PackOrder {
  const { drawPdf: _draw, onManifest: _manifest, onProgress: _progress, signal: _signal, ...order } = input;
  const { signer, stamp, ...sealing } = input.sealing;
  const { fingerprint, publicKeySpki } = signer;
  return {
    ...order,
    sealing: { ...sealing, signer: { fingerprint, publicKeySpki }, stamps: stamp !== undefined },
  };
}

/**
 * `auditPack` in a worker of its own, which reads the exhibits' files from this device's storage and ends with the stream: the page's
 * thread stays free, and a cancelled run stops at once. The worker makes a piece when one is read, so no more than a few files are ever
 * in memory. Fails as `auditPack` does; the error has its name and message.
 */
export function buildPack(input: BuildInput): ReadableStream<Bytes> {
  const { signal, onProgress, onManifest } = input;
  signal.throwIfAborted();
  const worker = new Worker(workerUrl(workerScript), { type: 'module' });
  const over = new AbortController();
  const until = { signal: over.signal };
  const tell = (request: PackRequest) => worker.postMessage(request);
  const end = () => {
    over.abort();
    worker.terminate();
  };
  const answer = async (question: PackQuestion, port: MessagePort | undefined) => {
    const answered = await answerOf(input, question).then(
      (value): PackAnswer => ({ ok: true, value }),
      (error: unknown): PackAnswer => ({ ok: false, error: { message: String(error) } }),
    );
    port?.postMessage(answered);
  };
  let arrived = () => {};
  return new ReadableStream<Bytes>({
    start(controller) {
      const fail = (error: unknown) => {
        end();
        controller.error(error);
        arrived();
      };
      signal.addEventListener('abort', () => fail(signal.reason), until);
      worker.addEventListener('error', ({ message }) => fail(new Error(message)), until);
      worker.addEventListener(
        'message',
        ({ data, ports }: MessageEvent<PackNews>) => {
          switch (data.kind) {
            case 'asked':
              return void answer(data.question, ports[0]);
            case 'progress':
              return onProgress?.(data.progress);
            case 'manifest':
              return onManifest?.(data.manifest, data.sha256);
            case 'piece':
              controller.enqueue(data.bytes);
              return arrived();
            case 'end':
              end();
              controller.close();
              return arrived();
            case 'failed':
              return fail(errorOf(data));
          }
        },
        until,
      );
      tell({ kind: 'begin', order: orderOf(input) });
    },
    pull: () =>
      new Promise<void>((resolve) => {
        arrived = resolve;
        tell({ kind: 'more' });
      }),
    cancel: end,
  });
}
