import type { Known, PackReport } from '#core/verify/verification.ts';
import type { CheckAnswer, CheckQuestion } from '../worker/verify.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/verify.ts?worker&url';
import { askWorker } from './ask-worker.ts';

type CheckRun = {
  known: Known;
  signal: AbortSignal;
  onProgress: (progress: { doneBytes: number; totalBytes: number }) => void;
};

/**
 * What is wrong with the pack in this file, found in a worker of its own (the promise rejects with the signal's reason when that fires).
 * The file is read piece by piece; undefined when it can no longer be read.
 */
export function checkPack(
  file: File,
  { known, signal, onProgress }: CheckRun,
): Promise<PackReport | undefined> {
  return askWorker(workerScript, { file, known } satisfies CheckQuestion, {
    signal,
    read(message: CheckAnswer) {
      if (message.kind === 'progress') {
        onProgress(message);
        return undefined;
      }
      return { answer: message.kind === 'checked' ? message.report : undefined };
    },
  }).catch(() => {
    signal.throwIfAborted();
    return undefined;
  });
}
