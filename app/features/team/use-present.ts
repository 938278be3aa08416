import { use, useRef, useSyncExternalStore } from 'react';
import { useWatchable } from '../../components/use-watchable.ts';
import type { PresentMember, TeamState } from '../../services/team-state.ts';
import type { Watchable } from '../../services/watchable.ts';
import { TeamContext } from './team-context.ts';

const noTeam: TeamState = { kind: 'alone' };
const alone: Watchable<TeamState> = { getState: () => noTeam, subscribe: () => () => undefined };
const nobody: readonly PresentMember[] = [];
const presentIn = (state: TeamState) => (state.kind === 'shared' ? state.present : nobody);
export const useTeamState = (): Watchable<TeamState> => use(TeamContext)?.state ?? alone;

/** The others who are here now. */
export const usePresent = (): readonly PresentMember[] => presentIn(useWatchable(useTeamState()));

/** The names of the others who look at this place now, by device; told only when somebody comes or goes, not with each letter of theirs. */
export function usePresentAt(place: string): ReadonlyMap<string, string> {
  const team = useTeamState();
  const last = useRef<ReadonlyMap<string, string>>(new Map());
  return useSyncExternalStore(team.subscribe, () => {
    const here = presentIn(team.getState()).filter((one) => one.place === place);
    const same =
      here.length === last.current.size &&
      here.every(({ device, name }) => last.current.get(device) === name);
    if (!same) last.current = new Map(here.map(({ device, name }) => [device, name]));
    return last.current;
  });
}
