// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/workspace.ts?worker&url';
import type { WorkspaceAnswer, WorkspaceQuestion } from '../worker/workspace.ts';
import { askWorker } from './ask-worker.ts';

/** The answer is of the question's own kind. Rejects with the signal's reason when that aborts, and with an Error when the worker fails. */
export const askWorkspaceWorker = <Kind extends WorkspaceQuestion['kind']>(
  question: WorkspaceQuestion & { kind: Kind },
  signal?: AbortSignal,
): Promise<Extract<WorkspaceAnswer, { kind: Kind }>> =>
  askWorker(workerScript, question, {
    signal,
    read(message: WorkspaceAnswer) {
      if (message.kind === 'failed') throw new Error(message.detail);
      return { answer: message as Extract<WorkspaceAnswer, { kind: Kind }> };
    },
  });
