import type { Known, PackReport } from '#core/verify/verification.ts';
import type { CheckAnswer, CheckQuestion } from '../worker/verify.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/verify.ts?worker&url';
import { workerUrl } from './worker-url.ts';

type CheckRun = {
  known: Known;
  signal: AbortSignal;
  onProgress: (progress: { doneBytes: number; totalBytes: number }) => void;
};

/**
 * What is wrong with the pack in this file, found in a worker of its own that ends with its answer or when `signal` fires (the promise
 * rejects then with the signal's reason). The file is read piece by piece; undefined when it can no longer be read.
 */
export async function checkPack(
  file: File,
  { known, signal, onProgress }: CheckRun,
): Promise<PackReport | undefined> {
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
        ({ data }: MessageEvent<CheckAnswer>) => {
          if (data.kind === 'progress') onProgress(data);
          else resolve(data.kind === 'checked' ? data.report : undefined);
        },
        until,
      );
      worker.postMessage({ file, known } satisfies CheckQuestion);
    });
  } finally {
    over.abort();
    worker.terminate();
  }
}
