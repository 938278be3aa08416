import type { TeamState } from './team-state.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** An auditor of a shared workspace reads and comments; what such a member wrote elsewhere would reach nobody. */
const mayEdit = (state: TeamState): boolean =>
  state.kind !== 'shared' || state.own?.role !== 'auditor' || state.own.removed;

/** Whether this person may change the workspace, or reads it and comments. */
export function createEditRight(team: Watchable<TeamState>): Watchable<boolean> {
  const right = createWatchable(mayEdit(team.getState()));
  team.subscribe(() => right.set(mayEdit(team.getState())));
  return right;
}
