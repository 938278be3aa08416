/** What a frozen version holds of clauses 4 to 10: how far each part was met, how, by whom, and by which documents and exhibits. */
import * as v from 'valibot';
import { exhibitIdSchema } from '../evidence/exhibit.ts';
import { clauseIds, clauseStatusSchema, type ClauseEntry } from './clause-entry.ts';

const line = v.pipe(v.string(), v.maxLength(500));
const several = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.maxLength(500));

const frozenClauseSchema = v.strictObject({
  clause: v.string(),
  status: clauseStatusSchema,
  how: v.pipe(v.string(), v.maxLength(200_000)),
  owner: line,
  documents: several(
    v.strictObject({
      id: v.pipe(v.string(), v.maxLength(100)),
      title: line,
      place: v.pipe(v.string(), v.maxLength(2_000)),
    }),
  ),
  exhibits: several(exhibitIdSchema),
});
export type FrozenClause = v.InferOutput<typeof frozenClauseSchema>;

/** Every part of clauses 4 to 10 once, in order. */
export const frozenClausesSchema = v.pipe(
  v.array(frozenClauseSchema),
  v.length(clauseIds.length),
  v.check((clauses) => clauses.every(({ clause }, at) => clause === clauseIds[at])),
);

export const isClauseContested = ({ contested }: ClauseEntry): boolean => contested.status.length > 0;

/** The clause as it is frozen: all but what is contested, which a version does not have. */
export const frozenClause = ({ contested: _contested, ...entry }: ClauseEntry): FrozenClause => entry;

/** The clause as screens and exports need it. */
export const thawedClause = (frozen: FrozenClause): ClauseEntry => ({ ...frozen, contested: { status: [] } });
