import type { InclusionReason, SoaEntry } from '#core/soa/soa-entry.ts';

/** What a reason of the row follows from, by name; empty when it was ticked by hand. */
export const derivedFrom = (entry: SoaEntry, reason: InclusionReason): string[] =>
  reason === 'risk'
    ? entry.risks.map(({ reference }) => reference)
    : entry.obligations.filter((obligation) => obligation.reason === reason).map(({ name }) => name);
