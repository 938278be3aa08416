/** What differs between two states of the Statement of Applicability, of clauses 4 to 10 and of the cover, cell by cell. */
import type { ControlId } from '../catalogue/control.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { bytesToText } from '../shared/bytes.ts';
import type { FrozenClause } from './frozen-clause.ts';
import { ismsFields, type IsmsFacts } from './isms-facts.ts';
import type { FrozenEntry } from './soa-version.ts';

/** All cells of a row, in the order of the exports. */
export const soaFields = [
  'applicability',
  'reasons',
  'derivedReasons',
  'justification',
  'risks',
  'obligations',
  'provider',
  'status',
  'plannedFor',
  'implementation',
  'maturity',
  'owner',
  'reviewer',
  'lastReview',
  'exhibits',
  'remarks',
] as const satisfies readonly Exclude<keyof FrozenEntry, 'control'>[];
export type SoaField = (typeof soaFields)[number];

/** One cell that differs; `before` and `after` are the rows that hold the two values. */
export type SoaDifference = {
  control: ControlId;
  field: SoaField;
  before: FrozenEntry;
  after: FrozenEntry;
};

const valueText = (value: unknown): string => bytesToText(canonicalJson([value ?? null]));

/** The fields, of these, in which two entries differ. */
const differing = <Field extends string>(
  fields: readonly Field[],
  was: Readonly<Partial<Record<Field, unknown>>>,
  is: Readonly<Partial<Record<Field, unknown>>>,
): Field[] => fields.filter((field) => valueText(was[field]) !== valueText(is[field]));

/** The cells that differ, by row and in the order of `soaFields`. Rows that one side lacks are left out: no version lacks any. */
export function compareSoa(before: readonly FrozenEntry[], after: readonly FrozenEntry[]): SoaDifference[] {
  const old = new Map(before.map((entry) => [entry.control, entry]));
  return after.flatMap((entry) => {
    const was = old.get(entry.control);
    if (!was) return [];
    return differing(soaFields, was, entry).map((field) => ({
      control: entry.control,
      field,
      before: was,
      after: entry,
    }));
  });
}

/** All cells of a clause, in the order of the exports. */
export const clauseFields = [
  'status',
  'how',
  'owner',
  'documents',
  'exhibits',
] as const satisfies readonly Exclude<keyof FrozenClause, 'clause'>[];
export type ClauseField = (typeof clauseFields)[number];

/** One cell of a clause that differs; `before` and `after` are the entries that hold the two values. */
export type ClauseDifference = {
  clause: string;
  field: ClauseField;
  before: FrozenClause;
  after: FrozenClause;
};

/** The cells that differ, by clause and in the order of `clauseFields`. Clauses that one side lacks are left out: no state lacks any. */
export function compareClauses(
  before: readonly FrozenClause[],
  after: readonly FrozenClause[],
): ClauseDifference[] {
  const old = new Map(before.map((entry) => [entry.clause, entry]));
  return after.flatMap((entry) => {
    const was = old.get(entry.clause);
    if (!was) return [];
    return differing(clauseFields, was, entry).map((field) => ({
      clause: entry.clause,
      field,
      before: was,
      after: entry,
    }));
  });
}

/** What differs on the cover, in its order. */
export const compareIsms = (before: IsmsFacts, after: IsmsFacts): (keyof IsmsFacts)[] =>
  differing(ismsFields, before, after);
