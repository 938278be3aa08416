import type { Watchable } from './watchable.ts';

/** A watchable value that is made when somebody first asks: what only some screens show costs nothing before. */
export function later<State>(make: () => Watchable<State>): Watchable<State> {
  let made: Watchable<State> | undefined;
  const get = () => (made ??= make());
  return { getState: () => get().getState(), subscribe: (listener) => get().subscribe(listener) };
}
