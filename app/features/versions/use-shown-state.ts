import { useMemo } from 'react';
import type * as Y from 'yjs';
import { compareRegisters } from '#core/exchange/compare-registers.ts';
import { compareSoa } from '#core/soa/compare-soa.ts';
import type { ShownVersion } from '../../services/soa-versions.ts';
import { comparedDay, dayOf, stateOfDay, stateOfVersion } from './shown-state.ts';
import type { DayState, ShownState } from './shown-state.ts';

/** The state of this name (a version's SHA-256, `now` or `on-2026-05-04`), undefined where there is none; with how a day is known. */
export function useShownState(
  doc: Y.Doc,
  versions: readonly ShownVersion[],
  current: ShownState,
  which: string,
): [ShownState | undefined, DayState | undefined] {
  return useMemo(() => {
    if (which === 'now') return [current, undefined];
    const day = dayOf(which);
    if (day !== undefined) {
      const state = stateOfDay(doc, versions, day);
      return [comparedDay(state), state];
    }
    const version = versions.find(({ sha256 }) => sha256 === which);
    return [version && stateOfVersion(version), undefined];
  }, [doc, versions, current, which]);
}

/** How many cells differ between the version and what stands now, of the registers only where the version holds them. */
export function cellsMoved(version: ShownVersion, current: ShownState): number {
  const { entries, registers } = stateOfVersion(version);
  const records = registers && current.registers ? compareRegisters(registers, current.registers).length : 0;
  return compareSoa(entries, current.entries).length + records;
}
