import type { Work } from './pixels.ts';

/** Milliseconds a slice may take before the page gets its turn: under one frame at 60 Hz. */
const sliceMs = 12;

/**
 * Runs the work in slices, so that no single one holds the thread for long. Throws the signal's reason when it fires.
 * A message channel makes the pause: timers are slowed to one a second in pages that nobody sees, and the offscreen
 * document is such a page.
 */
export const inSlices = async <Result>(work: Work<Result>, signal?: AbortSignal): Promise<Result> => {
  for (;;) {
    signal?.throwIfAborted();
    const end = performance.now() + sliceMs;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < end);
    await pause();
  }
};

const pause = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
