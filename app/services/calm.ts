import type { Watchable } from './watchable.ts';

/** Milliseconds: a pause in writing, and how long who never pauses is kept waiting. */
const pauseMs = 200;
const longestMs = 2_000;

/**
 * The same value, told in the next pause of whoever is writing; what changes while nobody writes is told at once. A letter then costs
 * nothing but itself, and what is drawn from the text comes when the hands rest. Nothing is told before there is a listener.
 */
export function createCalm<State>(source: Watchable<State>, isWriting: () => boolean): Watchable<State> {
  let told = source.getState();
  return {
    getState: () => told,
    subscribe(listener) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let latest = Infinity;
      const tell = () => {
        clearTimeout(timer);
        latest = Infinity;
        told = source.getState();
        listener();
      };
      const stop = source.subscribe(() => {
        if (!isWriting()) return tell();
        const now = performance.now();
        latest = Math.min(latest, now + longestMs);
        clearTimeout(timer);
        timer = setTimeout(tell, Math.min(pauseMs, latest - now));
      });
      // What came since the value was asked for.
      told = source.getState();
      return () => {
        clearTimeout(timer);
        stop();
      };
    },
  };
}
