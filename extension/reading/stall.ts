import { sentences } from '../messages/sentences.ts';

/** The work made no progress for too long and was ended. */
export class StalledError extends Error {
  override name = 'StalledError';
}

/**
 * Runs work that tells now and then that it is alive, and ends it when it does not for `stallMs`: its signal fires and the promise
 * rejects with `StalledError`, also when the work ignores the signal.
 */
export function endIfStalled<Value>(
  stallMs: number,
  work: (signal: AbortSignal, alive: () => void) => Promise<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stall = () => {
      const error = new StalledError(sentences.noProgress(Math.round(stallMs / 1_000)));
      controller.abort(error);
      reject(error);
    };
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(stall, stallMs);
    };
    alive();
    work(controller.signal, alive)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
