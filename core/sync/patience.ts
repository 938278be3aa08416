/**
 * How long the answer to a request may take. A request that reaches a cluster while it elects a leader is answered by nobody, and the sooner it
 * is made again the shorter the pause; on a slow line the answer only takes its time, and more of it after each that was not waited for.
 */
const usualMs = 1_500;
const mostMs = 20_000;
/** A line of a quarter of a megabit a second. */
const bytesPerMs = 32;
/** An answer may take so many times what the last one took. */
const factor = 4;
/** After each that did not come. Slowly: an election takes some seconds, and may swallow several requests. */
const usualGrowth = 1.25;

export type Patience = {
  /** Milliseconds for a request of so many bytes. */
  for: (bytes: number) => number;
  answered: (tookMs: number, bytes: number) => void;
  /** `waitedMs`: how long the answer was waited for. */
  timedOut: (waitedMs: number, bytes: number) => void;
};

/** `leastMs`: what an answer is waited for at the least; `growth`: how much longer after each that did not come. */
export function createPatience(leastMs = usualMs, growth = usualGrowth): Patience {
  let ms = leastMs;
  return {
    for: (bytes) => ms + bytes / bytesPerMs,
    answered(tookMs, bytes) {
      const fitting = factor * (tookMs - bytes / bytesPerMs);
      ms = Math.min(Math.max(fitting, leastMs), mostMs);
    },
    timedOut(waitedMs, bytes) {
      // Of several that were made at once the first makes it longer.
      const longer = growth * (waitedMs - bytes / bytesPerMs);
      ms = Math.min(Math.max(ms, longer), mostMs);
    },
  };
}
