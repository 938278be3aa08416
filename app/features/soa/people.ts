import type { SoaEntry } from '#core/soa/soa-entry.ts';
import type { EvidenceLink } from '#core/workspace/workspace.ts';
import type { Comments } from '../../services/comment-projection.ts';
import type { Registers } from '../../services/register-projection.ts';
import type { TeamState } from '../../services/team-state.ts';
import { memberNamesOf } from '../team/use-member-names.ts';

/** The team's members and everybody else whom the document names: owners, reviewers, who linked, decided or commented, and who was called. By name. */
export function peopleOf(
  entries: readonly SoaEntry[],
  links: readonly EvidenceLink[],
  registers: Registers,
  comments: Comments,
  team: TeamState,
): string[] {
  const said = [...comments.values()].flat().flatMap((thread) => thread.comments);
  const names = [
    ...memberNamesOf(team),
    ...entries.flatMap(({ owner, reviewer, contested }) => [
      owner,
      reviewer,
      ...[...contested.applicability, ...contested.status].map(({ by }) => by),
    ]),
    ...links.map(({ linkedBy }) => linkedBy),
    ...[...registers.risks, ...registers.asset, ...registers.supplier, ...registers.obligation].map(
      ({ owner }) => owner,
    ),
    ...said.flatMap(({ by, mentions }) => [by, ...mentions]),
  ];
  return [...new Set(names.map((name) => name.trim()).filter(Boolean))].sort((a, b) => a.localeCompare(b));
}
