/** A value that screens can watch. `getState` gives the same object until something changed, as React's external stores ask. */
export type Watchable<State> = {
  getState(): State;
  /** Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
};

/** A watchable value with its setter, for whoever owns the value. */
export function createWatchable<State>(initial: State): Watchable<State> & { set(next: State): void } {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set(next) {
      if (Object.is(next, state)) return;
      state = next;
      for (const listener of listeners) listener();
    },
  };
}
