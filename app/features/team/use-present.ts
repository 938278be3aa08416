import { use } from 'react';
import { useWatchable } from '../../components/use-watchable.ts';
import type { PresentMember, TeamState } from '../../services/team-state.ts';
import type { Watchable } from '../../services/watchable.ts';
import { TeamContext } from './team-context.ts';

const noTeam: TeamState = { kind: 'alone' };
const alone: Watchable<TeamState> = { getState: () => noTeam, subscribe: () => () => undefined };
const nobody: readonly PresentMember[] = [];

/** The others who are here now. */
export function usePresent(): readonly PresentMember[] {
  const state = useWatchable(use(TeamContext)?.state ?? alone);
  return state.kind === 'shared' ? state.present : nobody;
}
