import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { applicabilitySchema, implementationStatusSchema } from '#core/soa/soa-entry.ts';
import type { SoaLook, SoaOrder } from '#core/soa/soa-view.ts';

type Key = string | number;

/** What a row is ordered by; an empty text or a zero is nothing yet. */
function keyOf(entry: SoaEntry, order: Exclude<SoaOrder, 'annex'>): Key {
  switch (order) {
    case 'applicability':
      return applicabilitySchema.options.indexOf(entry.applicability);
    case 'status':
      return implementationStatusSchema.options.indexOf(entry.status);
    case 'maturity':
      return entry.maturity;
    case 'evidence':
      return entry.exhibits.length;
    case 'plannedFor':
    case 'lastReview':
    case 'owner':
    case 'reviewer':
      return entry[order];
  }
}

const compare = (a: Key, b: Key): number =>
  typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b);

/** The rows in the order asked for; equal ones as in Annex A, rows without a name or a date last whichever way. */
export function sortSoa(entries: readonly SoaEntry[], { order, descending }: SoaLook): readonly SoaEntry[] {
  if (order === 'annex') return descending ? entries.toReversed() : entries;
  return entries
    .map((entry) => ({ entry, key: keyOf(entry, order) }))
    .sort((a, b) => {
      if ((a.key === '') !== (b.key === '')) return a.key === '' ? 1 : -1;
      return descending ? compare(b.key, a.key) : compare(a.key, b.key);
    })
    .map(({ entry }) => entry);
}
