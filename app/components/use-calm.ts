import { useMemo } from 'react';
import { createCalm } from '../services/calm.ts';
import type { Watchable } from '../services/watchable.ts';
import { useWatchable } from './use-watchable.ts';

const isWriting = () => document.activeElement?.hasAttribute('data-shared-text') === true;

/** The value now; while somebody writes in a shared text, the one of their last pause. What is decided by a click shows at once. */
export function useCalm<State>(source: Watchable<State>): State {
  return useWatchable(useMemo(() => createCalm(source, isWriting), [source]));
}
