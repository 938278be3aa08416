/** How far the SoA covers another framework, worked out from the rows of the controls that go with its identifiers. */
import type { CrosswalkItem } from '../catalogue/crosswalks.ts';
import type { SoaEntry } from './soa-entry.ts';

/**
 * `covered`: all its applicable controls are implemented. `partly`: some are, or are partly. `open`: none is. `excluded`: no
 * control that goes with it applies. `clauses`: it goes with clauses 4 to 10 alone, about which the SoA says nothing.
 */
export type Coverage = 'covered' | 'partly' | 'open' | 'excluded' | 'clauses';

export type CoveredItem = CrosswalkItem & {
  coverage: Coverage;
  /** Its applicable controls that have at least one exhibit, and all of them. */
  proven: number;
  applicable: number;
};

function coverageOf(entries: readonly SoaEntry[], item: CrosswalkItem): Coverage {
  if (item.controls.length === 0) return 'clauses';
  if (entries.length === 0) return 'excluded';
  if (entries.every(({ status }) => status === 'implemented')) return 'covered';
  return entries.some(({ status }) => status === 'implemented' || status === 'partly') ? 'partly' : 'open';
}

/** The framework's items with their coverage, in its own order. A control nobody has decided on counts as applicable. */
export function crosswalkCoverage(
  items: readonly CrosswalkItem[],
  entries: readonly SoaEntry[],
): CoveredItem[] {
  const byControl = new Map(entries.map((entry) => [entry.control, entry]));
  return items.map((item) => {
    const applicable = item.controls
      .map((control) => byControl.get(control))
      .filter((entry) => entry !== undefined && entry.applicability !== 'not-applicable')
      .filter((entry) => entry !== undefined);
    return {
      ...item,
      coverage: coverageOf(applicable, item),
      proven: applicable.filter(({ exhibits }) => exhibits.length > 0).length,
      applicable: applicable.length,
    };
  });
}
