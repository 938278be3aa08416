/** The port ControlClassifier in front of a worker, so that no page of passages holds up the thread that draws. */
import type { Classification, ControlClassifier } from '#core/recognition/control-classifier.ts';
import type { ModelPlace } from './encoder.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

type Waiting = { resolve: (classification: Classification) => void; reject: (error: unknown) => void };

/**
 * Starts `models/classify/worker.ts`; the caller makes the worker, because its bundler must see the address. Rejects when the
 * model folder's files are missing. After `close` the worker is gone, and `classify` rejects.
 */
export async function createWorkerClassifier(
  place: ModelPlace,
  makeWorker: () => Worker,
): Promise<ControlClassifier> {
  const worker = makeWorker();
  const waiting = new Map<number, Waiting>();
  const tell = (message: ToWorker) => worker.postMessage(message);
  let calls = 0;
  let ended: Error | undefined;

  const end = (error: Error) => {
    ended ??= error;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };

  const started = await new Promise<Extract<FromWorker, { kind: 'started' }>>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'started') resolve(data);
      else if (data.kind === 'failed' && data.call === undefined) reject(new Error(data.message));
      else settle(data);
    };
    worker.onerror = (event) => {
      const error = new Error(event.message || 'the classifier’s worker could not be loaded');
      reject(error);
      end(error);
    };
    tell({ kind: 'start', place });
  }).catch((error: unknown) => {
    worker.terminate();
    throw error;
  });

  function settle(message: FromWorker): void {
    if (message.kind !== 'classified' && message.kind !== 'failed') return;
    const call = waiting.get(message.call ?? -1);
    waiting.delete(message.call ?? -1);
    if (message.kind === 'classified') call?.resolve(message.classification);
    else
      call?.reject(
        message.name === 'AbortError'
          ? new DOMException(message.message, 'AbortError')
          : new Error(message.message),
      );
  }

  return {
    model: started.model,
    threshold: started.threshold,
    classify: (passages, { signal, reviewed } = {}) =>
      new Promise((resolve, reject) => {
        if (ended) throw ended;
        signal?.throwIfAborted();
        const call = (calls += 1);
        const abort = () => tell({ kind: 'abort', call });
        const done = () => signal?.removeEventListener('abort', abort);
        waiting.set(call, {
          resolve: (classification) => {
            done();
            resolve(classification);
          },
          reject: (error) => {
            done();
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        });
        signal?.addEventListener('abort', abort, { once: true });
        tell({ kind: 'classify', call, passages, reviewed });
      }),
    close: async () => {
      end(new Error('the classifier was closed'));
    },
  };
}
