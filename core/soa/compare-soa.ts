/** What differs between two states of the Statement of Applicability, cell by cell. */
import type { ControlId } from '../catalogue/control.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { bytesToText } from '../shared/bytes.ts';
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

const valueText = (entry: FrozenEntry, field: SoaField): string =>
  bytesToText(canonicalJson([entry[field] ?? null]));

/** The cells that differ, by row and in the order of `soaFields`. Rows that one side lacks are left out: no version lacks any. */
export function compareSoa(before: readonly FrozenEntry[], after: readonly FrozenEntry[]): SoaDifference[] {
  const old = new Map(before.map((entry) => [entry.control, entry]));
  return after.flatMap((entry) => {
    const was = old.get(entry.control);
    if (!was) return [];
    return soaFields
      .filter((field) => valueText(was, field) !== valueText(entry, field))
      .map((field) => ({ control: entry.control, field, before: was, after: entry }));
  });
}
