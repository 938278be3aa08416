/** How far the organisation is with each part of clauses 4 to 10: the first of the two lists that an SoA's reader goes through. */
import * as v from 'valibot';
import type { Claim } from '../shared/claim.ts';

/** `unverified`: nobody has looked yet, which is not the same as not met. */
export const clauseStatusSchema = v.picklist(['unverified', 'met', 'partly', 'not-met']);
export type ClauseStatus = v.InferOutput<typeof clauseStatusSchema>;

/** A document that meets a clause: what it is called, and where it is kept (an address or a place; may be empty). */
export type ClauseDocument = { id: string; title: string; place: string };

export type ClauseEntry = {
  /** Such as `6.1.2`. */
  clause: string;
  status: ClauseStatus;
  /** How the clause is met. */
  how: string;
  owner: string;
  documents: ClauseDocument[];
  /** Ids of exhibits, oldest link first. */
  exhibits: string[];
  contested: { status: Claim<ClauseStatus>[] };
};

/**
 * The clauses that have no parts of their own: those about which something can be decided, in order. Numbers alone, because the texts
 * about them (catalogue/clauses.ts) are large.
 */
export const clauseIds: readonly string[] = (
  '4.1 4.2 4.3 4.4 5.1 5.2 5.3 6.1.1 6.1.2 6.1.3 6.2 6.3 7.1 7.2 7.3 7.4 7.5.1 7.5.2 7.5.3 8.1 8.2 8.3 ' +
  '9.1 9.2.1 9.2.2 9.3.1 9.3.2 9.3.3 10.1 10.2'
).split(' ');

export const isClauseId = (clause: string): boolean => clauseIds.includes(clause);

export const blankClause = (clause: string): ClauseEntry => ({
  clause,
  status: 'unverified',
  how: '',
  owner: '',
  documents: [],
  exhibits: [],
  contested: { status: [] },
});
