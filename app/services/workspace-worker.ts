// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/workspace.ts?worker&url';
import type { WorkspaceAnswer, WorkspaceQuestion } from '../worker/workspace.ts';
import { workerUrl } from './worker-url.ts';

/**
 * Asks a worker of its own, which ends with the answer. Rejects with the signal's reason when that aborts, and with an Error when the
 * worker fails.
 */
export function askWorkspaceWorker<Kind extends WorkspaceQuestion['kind']>(
  question: WorkspaceQuestion & { kind: Kind },
  signal?: AbortSignal,
): Promise<Extract<WorkspaceAnswer, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(workerUrl(workerScript), { type: 'module' });
    const over = new AbortController();
    const end = () => {
      worker.terminate();
      over.abort();
    };
    const fail = (reason: unknown) => {
      end();
      reject(reason);
    };
    signal?.addEventListener('abort', () => fail(signal.reason), { signal: over.signal });
    worker.addEventListener('error', (event) => fail(new Error(event.message)));
    worker.addEventListener('message', ({ data }: MessageEvent<WorkspaceAnswer>) => {
      if (data.kind === 'failed') return fail(new Error(data.detail));
      end();
      // The worker answers a question in its own kind.
      resolve(data as Extract<WorkspaceAnswer, { kind: Kind }>);
    });
    worker.postMessage(question);
  });
}
