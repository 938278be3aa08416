/** What differs between two states of the Statement of Applicability, of clauses 4 to 10 and of the cover, cell by cell. */
import type { ControlId } from '../catalogue/control.ts';
import { customFields, type CustomField } from '../catalogue/custom-control.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { bytesToText } from '../shared/bytes.ts';
import type { FrozenClause } from './frozen-clause.ts';
import { ismsFields, type IsmsFacts } from './isms-facts.ts';
import { blankEntry } from './soa-entry.ts';
import { frozenEntry, type FrozenEntry } from './soa-version.ts';

/** All cells of a row but those of a custom control's definition, in the order of the exports. */
const rowFields = [
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
] as const satisfies readonly Exclude<keyof FrozenEntry, 'control' | 'custom'>[];

/** All cells of a row; the first ones are what a custom control is. */
export const soaFields = [...customFields, ...rowFields] as const;
export type SoaField = (typeof soaFields)[number];

/**
 * One cell that differs; `before` and `after` are the rows that hold the two values. Where a custom control came or went, the side that
 * lacks it is a row that nobody has touched, without a definition.
 */
export type SoaDifference = {
  control: ControlId;
  change: 'added' | 'removed' | 'changed';
  field: SoaField;
  before: FrozenEntry;
  after: FrozenEntry;
};

const isCustomField = (field: SoaField): field is CustomField =>
  customFields.some((known) => known === field);

/** What stands in the cell; undefined for what a custom control is in a row of Annex A. */
export const soaCell = (entry: FrozenEntry, field: SoaField): unknown =>
  isCustomField(field) ? entry.custom?.[field] : entry[field];

const valueText = (value: unknown): string => bytesToText(canonicalJson([value ?? null]));

/** The fields, of these, in which two entries differ. */
const differing = <Field extends string>(
  fields: readonly Field[],
  was: Readonly<Partial<Record<Field, unknown>>>,
  is: Readonly<Partial<Record<Field, unknown>>>,
): Field[] => fields.filter((field) => valueText(was[field]) !== valueText(is[field]));

/**
 * The cells that differ, by row and in the order of `soaFields`; rows that are in `before` alone come last. The 93 are in every state, and
 * a row of a custom control that one side lacks is compared with an untouched one.
 */
export function compareSoa(before: readonly FrozenEntry[], after: readonly FrozenEntry[]): SoaDifference[] {
  const old = new Map(before.map((entry) => [entry.control, entry]));
  const fresh = new Set(after.map(({ control }) => control));
  const cells = (was: FrozenEntry | undefined, is: FrozenEntry | undefined): SoaDifference[] => {
    const control = (is ?? was)?.control;
    if (!control) return [];
    const blank = frozenEntry(blankEntry(control));
    const rows = { before: was ?? blank, after: is ?? blank };
    return soaFields
      .filter((field) => valueText(soaCell(rows.before, field)) !== valueText(soaCell(rows.after, field)))
      .map((field) => ({ control, change: !was ? 'added' : !is ? 'removed' : 'changed', field, ...rows }));
  };
  return [
    ...after.flatMap((entry) => cells(old.get(entry.control), entry)),
    ...before.filter(({ control }) => !fresh.has(control)).flatMap((entry) => cells(entry, undefined)),
  ];
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
