import type { SaveState } from '../storage/workspace-store.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** Milliseconds: longer than changes are gathered before they are stored. */
const settledMs = 600;

/**
 * The state of saving for the eye: "saved" is told when it has held for a moment, and not several times a second while somebody types.
 * That something is not saved is told at once.
 */
export function createSavingMark(saving: Watchable<SaveState>): Watchable<SaveState['kind']> {
  const mark = createWatchable(saving.getState().kind);
  let timer: ReturnType<typeof setTimeout> | undefined;
  saving.subscribe(() => {
    const { kind } = saving.getState();
    clearTimeout(timer);
    if (kind === 'saved') timer = setTimeout(() => mark.set(kind), settledMs);
    else mark.set(kind);
  });
  return { getState: mark.getState, subscribe: mark.subscribe };
}
