import type { StoreAnswer, StoreQuestion } from '../worker/store-check.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/store-check.ts?worker&url';
import { workerUrl } from './worker-url.ts';

type StoreCheckRun = StoreQuestion & {
  signal: AbortSignal;
  onProgress: (progress: { doneBytes: number; totalBytes: number }) => void;
};

/**
 * What is stored here and is not as it was sealed, found in a worker of its own that ends with its answer or when `signal` fires (the
 * promise rejects then with the signal's reason). Undefined when the storage cannot be read.
 */
export async function runStoreCheck({
  files,
  signal,
  onProgress,
}: StoreCheckRun): Promise<Extract<StoreAnswer, { kind: 'checked' }> | undefined> {
  signal.throwIfAborted();
  const worker = new Worker(workerUrl(workerScript), { type: 'module' });
  const over = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      const until = { signal: over.signal };
      signal.addEventListener('abort', () => reject(signal.reason as Error), until);
      worker.addEventListener('error', () => resolve(undefined), until);
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<StoreAnswer>) => {
          if (data.kind === 'progress') onProgress(data);
          else resolve(data.kind === 'checked' ? data : undefined);
        },
        until,
      );
      worker.postMessage({ files } satisfies StoreQuestion);
    });
  } finally {
    over.abort();
    worker.terminate();
  }
}
