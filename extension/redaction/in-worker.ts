/** Redaction off the thread that shows pages. */
import type { Found } from './find-in-clip.ts';
import type { RedactionWish } from './redact-clip.ts';
import type { Reply, Task } from './redaction-task.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from './redaction-worker.ts?worker&url';

type Options = { signal?: AbortSignal; onProgress?: (fraction: number) => void };

/** A worker for one task. Whoever aborts it stops it at once: what it had not committed has not happened. */
function perform(task: Task, { signal, onProgress }: Options): Promise<Reply> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(workerScript, { type: 'module' });
    const end = (settle: () => void) => {
      worker.terminate();
      settle();
    };
    signal?.addEventListener('abort', () => end(() => reject(new Error('the redaction was stopped'))));
    worker.addEventListener('error', ({ message }) => end(() => reject(new Error(message))));
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      if (data.kind === 'progress') onProgress?.(data.fraction);
      else if (data.kind === 'failed') end(() => reject(new Error(data.message)));
      else end(() => resolve(data));
    });
    worker.postMessage(task);
  });
}

/** What is found in a clip by the rules that hold now; undefined when the clip is gone. Rejects when it cannot be read. */
export async function findInWorker(clip: string, options: Options = {}): Promise<Found | undefined> {
  const reply = await perform({ kind: 'find', clip }, options);
  return reply.kind === 'found' ? reply.found : undefined;
}

/** `redactClip` in a worker; `onProgress` gets 0 to 1. */
export async function redactInWorker(
  clip: string,
  wish: RedactionWish,
  options: Options = {},
): Promise<boolean> {
  const reply = await perform({ kind: 'redact', clip, wish }, options);
  return reply.kind === 'redacted' && reply.done;
}

/** `maskClip` in a worker. */
export const maskInWorker = async (clip: string, options: Options = {}): Promise<void> =>
  void (await perform({ kind: 'mask', clip }, options));

/** `signClip` in a worker. */
export const signInWorker = async (clip: string, options: Options = {}): Promise<void> =>
  void (await perform({ kind: 'sign', clip }, options));
