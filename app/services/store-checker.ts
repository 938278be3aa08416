import type { StoreAnswer, StoreQuestion } from '../worker/store-check.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/store-check.ts?worker&url';
import { askWorker } from './ask-worker.ts';

type Checked = Extract<StoreAnswer, { kind: 'checked' }>;
type StoreCheckRun = StoreQuestion & {
  signal: AbortSignal;
  onProgress: (progress: { doneBytes: number; totalBytes: number }) => void;
};

/**
 * What is stored here and is not as it was sealed, found in a worker of its own (the promise rejects with the signal's reason when that
 * fires). Undefined when the storage cannot be read.
 */
export function runStoreCheck({ files, signal, onProgress }: StoreCheckRun): Promise<Checked | undefined> {
  return askWorker(workerScript, { files } satisfies StoreQuestion, {
    signal,
    read(message: StoreAnswer): { answer: Checked | undefined } | undefined {
      if (message.kind === 'progress') {
        onProgress(message);
        return undefined;
      }
      return { answer: message.kind === 'checked' ? message : undefined };
    },
  }).catch(() => {
    signal.throwIfAborted();
    return undefined;
  });
}
