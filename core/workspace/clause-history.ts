/** Who changed what in a clause, and when: the array `clause/6.1.2/history`. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { Author } from '../shared/claim.ts';
import { exhibitIdSchema } from '../evidence/exhibit.ts';
import type { ClauseEntry } from '../soa/clause-entry.ts';
import { clauseIds, clauseStatusSchema } from '../soa/clause-entry.ts';
import { createHistory } from './change-history.ts';
import {
  clauseOfType,
  documentSchema,
  readClause,
  setClauseOwner,
  setClauseStatus,
  setClauseText,
} from './clauses.ts';
import { recordIdSchema } from './records.ts';

/** What members wrote into the clause itself; while members differ about the status it reads as nobody's. */
export type ClauseValues = Omit<ClauseEntry, 'clause' | 'contested'>;

const history = createHistory<string, ClauseValues>({
  ids: () => clauseIds,
  arrayName: (clause) => `clause/${clause}/history`,
  placeOf: clauseOfType,
  read: (doc, id) => {
    const { clause: _clause, contested: _contested, ...values } = readClause(doc, id);
    return values;
  },
  schemas: {
    status: clauseStatusSchema,
    how: v.pipe(v.string(), v.maxLength(200_000)),
    owner: v.pipe(v.string(), v.maxLength(500)),
    documents: v.pipe(v.array(v.object({ id: recordIdSchema, ...documentSchema.entries })), v.maxLength(500)),
    exhibits: v.pipe(v.array(exhibitIdSchema), v.maxLength(500)),
  },
  prose: ['how'],
  typed: [],
});

export const readClauseHistory = history.read;
export const watchClauseHistory = history.watch;
export const recordClauseHistory = history.record;
export const restorableInClause = history.restorable;

/** The fields that an older value can be put back into; links come back by being made again. */
export type RestorableField = 'status' | 'how' | 'owner';
export const isRestorable = (field: keyof ClauseValues): field is RestorableField =>
  field === 'status' || field === 'how' || field === 'owner';

/** Puts an older value back, as a change like any other. Throws on a value that the field cannot have. */
export function restoreInClause(
  doc: Y.Doc,
  clause: string,
  field: RestorableField,
  value: unknown,
  author: Author,
): void {
  switch (field) {
    case 'status':
      return setClauseStatus(doc, clause, v.parse(clauseStatusSchema, value), author);
    case 'how':
      return setClauseText(doc, clause, v.parse(v.string(), value));
    case 'owner':
      return setClauseOwner(doc, clause, v.parse(v.string(), value));
  }
}
