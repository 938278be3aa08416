import { workerUrl } from './worker-url.ts';

type Asking<Message, Answer> = {
  signal?: AbortSignal | undefined;
  /** What the question takes along. */
  transfer?: Transferable[];
  /** The answer that a message brings; undefined while more is to come. Throws where the message says that the worker failed. */
  read: (message: Message) => { answer: Answer } | undefined;
};

/**
 * Asks a module worker of its own, which ends with its answer. Rejects with the signal's reason when that aborts, with what `read` throws,
 * and with an Error when the worker itself fails.
 */
export async function askWorker<Message, Answer>(
  script: string,
  question: unknown,
  { signal, transfer = [], read }: Asking<Message, Answer>,
): Promise<Answer> {
  signal?.throwIfAborted();
  const worker = new Worker(workerUrl(script), { type: 'module' });
  const over = new AbortController();
  const until = { signal: over.signal };
  try {
    return await new Promise<Answer>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), until);
      worker.addEventListener('error', ({ message }) => reject(new Error(message)), until);
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<Message>) => {
          try {
            const got = read(data);
            if (got) resolve(got.answer);
          } catch (error) {
            reject(error);
          }
        },
        until,
      );
      worker.postMessage(question, transfer);
    });
  } finally {
    over.abort();
    worker.terminate();
  }
}
