import { useSyncExternalStore } from 'react';
import type { Watchable } from '../services/watchable.ts';

/** The value now; the component is drawn again when it changes. */
export const useWatchable = <State>(source: Watchable<State>): State =>
  useSyncExternalStore(source.subscribe, source.getState);
