import type { TeamState } from './team-state.ts';
import { createWatchable, type Watchable } from './watchable.ts';

/** Until then a browser that has not said yet that it is of a team may be about to. */
const undecidedMs = 15_000;

/**
 * Whether everything that other members shared about devices' logs was read: while it was not, seals that are missing may be on their way.
 * True where nothing is shared.
 */
export function createLogsComplete(team: Watchable<TeamState>): Watchable<boolean> {
  let isDecided = false;
  function isComplete(): boolean {
    const state = team.getState();
    return state.kind === 'shared' ? state.link === 'in-step' && state.evidence.logsRead : isDecided;
  }
  const complete = createWatchable(isComplete());
  team.subscribe(() => complete.set(isComplete()));
  setTimeout(() => {
    isDecided = true;
    complete.set(isComplete());
  }, undecidedMs);
  return complete;
}
