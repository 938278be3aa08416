import { compareRegisters } from '#core/exchange/compare-registers.ts';
import type { RegisterDifference } from '#core/exchange/compare-registers.ts';
import { compareClauses, compareIsms, compareSoa } from '#core/soa/compare-soa.ts';
import type { ClauseDifference, SoaDifference } from '#core/soa/compare-soa.ts';
import type { IsmsFacts } from '#core/soa/isms-facts.ts';
import type { ShownState } from './shown-state.ts';

/** Every cell that differs between two states, of that which both hold. */
export type Differences = {
  rows: SoaDifference[];
  clauses: ClauseDifference[];
  cover: { field: keyof IsmsFacts; before: string; after: string }[];
  records: RegisterDifference[];
};

export function differencesOf(old: ShownState, fresh: ShownState): Differences {
  const [was, is] = [old.isms, fresh.isms];
  return {
    rows: compareSoa(old.entries, fresh.entries),
    clauses: old.clauses && fresh.clauses ? compareClauses(old.clauses, fresh.clauses) : [],
    cover:
      was && is ? compareIsms(was, is).map((field) => ({ field, before: was[field], after: is[field] })) : [],
    records: old.registers && fresh.registers ? compareRegisters(old.registers, fresh.registers) : [],
  };
}

export const countOf = ({ rows, clauses, cover, records }: Differences): number =>
  rows.length + clauses.length + cover.length + records.length;
