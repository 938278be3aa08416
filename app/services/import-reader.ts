import type { ImportProblem } from '#core/exchange/import-file.ts';
import type { NamedTable } from '#core/files/table-blocks.ts';
import type { Result } from '#core/shared/result.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/import.ts?worker&url';
import { workerUrl } from './worker-url.ts';

/** As long as a file may be read. The largest that are taken need a third of it. */
const deadlineMs = 10_000;

type Answer = Result<NamedTable[], ImportProblem>;

/**
 * The tables of a file, read in a worker of its own that is ended with its answer, after 10 s, or when `signal` fires (the promise
 * rejects then with an `AbortError`). `mostBytes` is asked before anything is read.
 */
export async function readImport(file: File, mostBytes: number, signal: AbortSignal): Promise<Answer> {
  if (file.size > mostBytes) return { ok: false, error: { kind: 'too-large' } };
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => undefined,
  );
  if (!bytes) return { ok: false, error: { kind: 'unreadable' } };
  signal.throwIfAborted();
  const worker = new Worker(workerUrl(workerScript), { type: 'module' });
  const over = new AbortController();
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const once = { signal: over.signal };
      const late = setTimeout(() => resolve({ ok: false, error: { kind: 'too-slow' } }), deadlineMs);
      over.signal.addEventListener('abort', () => clearTimeout(late));
      worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => resolve(data), once);
      // Memory ran out, most likely: what cannot be read is a broken file to its owner.
      worker.addEventListener('error', () => resolve({ ok: false, error: { kind: 'broken' } }), once);
      signal.addEventListener('abort', () => reject(signal.reason as Error), once);
      worker.postMessage({ bytes, name: file.name }, [bytes.buffer]);
    });
  } finally {
    over.abort();
    worker.terminate();
  }
}
