import { mostWorkspaceBytes } from '#core/exchange/workspace-file.ts';
import type { ReadAnswer } from '../worker/import.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/import.ts?worker&url';
import { workerUrl } from './worker-url.ts';

/** As long as a file may be read. The largest that are taken need a third of it. */
const deadlineMs = 10_000;

/**
 * What is in a file, read in a worker of its own that is ended with its answer, after 10 s, or when `signal` fires (the promise
 * rejects then with an `AbortError`).
 */
export async function readImport(file: File, signal: AbortSignal): Promise<ReadAnswer> {
  if (file.size > mostWorkspaceBytes) return { ok: false, error: { kind: 'too-large' } };
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => undefined,
  );
  if (!bytes) return { ok: false, error: { kind: 'unreadable' } };
  signal.throwIfAborted();
  const worker = new Worker(workerUrl(workerScript), { type: 'module' });
  const over = new AbortController();
  try {
    return await new Promise<ReadAnswer>((resolve, reject) => {
      const once = { signal: over.signal };
      const late = setTimeout(() => resolve({ ok: false, error: { kind: 'too-slow' } }), deadlineMs);
      over.signal.addEventListener('abort', () => clearTimeout(late));
      worker.addEventListener('message', ({ data }: MessageEvent<ReadAnswer>) => resolve(data), once);
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
