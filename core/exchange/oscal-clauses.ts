/**
 * Clauses 4 to 10 in an OSCAL system security plan: each part is a process of the organisation, a component of the type
 * `process-procedure`. They are no controls of the catalogue that the plan implements.
 */
import { findClause } from '../catalogue/clauses.ts';
import type { ClauseEntry, ClauseStatus } from '../soa/clause-entry.ts';
import type { EvidenceRow } from './evidence-index.ts';
import { evidenceLinks, idOf, listed, properties, remarkedProperty, roles, tokenOf } from './oscal-parts.ts';

const states: Record<ClauseStatus, 'operational' | 'under-development' | 'other'> = {
  met: 'operational',
  partly: 'under-development',
  'not-met': 'other',
  unverified: 'other',
};

export const clauseComponents = (clauses: readonly ClauseEntry[], evidence: readonly EvidenceRow[]) =>
  clauses.map(({ clause, status, how, owner, documents, exhibits, contested }) => {
    const held = evidence.filter(({ id }) => exhibits.includes(id));
    const missing = exhibits.filter((id) => !held.some((row) => row.id === id));
    return {
      uuid: idOf('clause', clause),
      type: 'process-procedure',
      title: `${clause} ${findClause(clause)?.title ?? ''}`.trim(),
      description: how.trim() || 'Nobody has described yet how it is met.',
      props: [
        ...properties('clause', clause),
        ...properties('clause-status', status),
        ...documents.flatMap(({ title, place }) => remarkedProperty('document', title, place)),
        ...missing.flatMap((id) => properties('evidence-not-in-export', id)),
        ...contested.status.flatMap(({ value, by }) => properties('contested-status', value, tokenOf(by))),
      ],
      ...listed('links', evidenceLinks(held)),
      status: { state: states[status] },
      ...listed('responsible-roles', roles({ owner })),
    };
  });
