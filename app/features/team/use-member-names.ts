import { useRef, useSyncExternalStore } from 'react';
import type { TeamState } from '../../services/team-state.ts';
import { useTeamState } from './use-present.ts';

/** The names of those who are in the team now; none where the workspace is shared with nobody. */
export const memberNamesOf = (team: TeamState): string[] =>
  team.kind === 'shared'
    ? team.members.flatMap(({ name, removed }) => (removed || name.trim() === '' ? [] : name.trim()))
    : [];

/** The same list until somebody comes, goes or is renamed: the team's state changes more often than that. */
export function useMemberNames(): readonly string[] {
  const team = useTeamState();
  const last = useRef<readonly string[]>([]);
  return useSyncExternalStore(team.subscribe, () => {
    const names = memberNamesOf(team.getState());
    if (names.join('\n') !== last.current.join('\n')) last.current = names;
    return last.current;
  });
}
