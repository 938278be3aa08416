import type { TeamLink, TeamProblem } from '../../services/team-state.ts';

/** What a failed attempt to connect means: refused by the relay, or not reached. */
export function relayProblem(error: unknown): TeamProblem {
  const reason = error instanceof Error ? error.message : String(error);
  if (/permission|authoriz|authentication|expired|maximum.*connections/i.test(reason))
    return { kind: 'refused', reason };
  if (/storage|insufficient|resources|maximum bytes/i.test(reason)) return { kind: 'full', reason };
  return { kind: 'offline', reason };
}

/** What a failed attempt to use the folder means: no permission any more, or not there. */
export function folderProblem(error: unknown): TeamProblem {
  const reason = error instanceof Error ? error.message : String(error);
  const name = error instanceof DOMException ? error.name : '';
  return { kind: name === 'NotAllowedError' ? 'refused' : 'offline', reason };
}

export const connecting: TeamLink = {
  link: 'connecting',
  waiting: 0,
  problem: undefined,
  inStepSince: undefined,
};
