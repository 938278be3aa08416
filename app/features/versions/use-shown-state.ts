import { useEffect, useMemo, useState } from 'react';
import type * as Y from 'yjs';
import type { PastState } from '#core/workspace/past-state.ts';
import { pastState } from '../../services/past-state.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { ShownVersion } from '../../services/soa-versions.ts';
import { countOf, differencesOf } from './differences.ts';
import { comparedDay, dayOf, endOfDay, stateOfDay, stateOfVersion } from './shown-state.ts';
import type { DayState, ShownState } from './shown-state.ts';

/** Where states come from. */
type Places = {
  doc: Y.Doc;
  preferences: PreferencesService;
  versions: readonly ShownVersion[];
  /** What stands now. */
  current: ShownState;
};

type KnownDay = { day: string } & ({ failed: false; past: PastState | undefined } | { failed: true });

/** What the history says about the end of the day; undefined while that is being worked out, and without a day. */
function usePast({ doc, preferences, current }: Places, day: string | undefined): KnownDay | undefined {
  const [known, setKnown] = useState<KnownDay>();
  // What was changed since belongs to the history as well, so `current` asks anew; what is known already stays on the screen meanwhile.
  useEffect(() => {
    if (day === undefined) return;
    const leaving = new AbortController();
    pastState({ doc, preferences }, endOfDay(day), leaving.signal).then(
      (past) => setKnown({ day, failed: false, past }),
      () => {
        if (!leaving.signal.aborted) setKnown({ day, failed: true });
      },
    );
    return () => leaving.abort();
  }, [doc, preferences, day, current]);
  return known?.day === day ? known : undefined;
}

/** A side of a comparison. `pending`: a day that is being worked out; `failed`: it could not be. */
export type Shown = {
  progress: 'ready' | 'pending' | 'failed';
  /** Undefined where there is none of that name. */
  state: ShownState | undefined;
  /** How a day is known. */
  day: DayState | undefined;
};

/** The state of this name: a version's SHA-256, `now` or `on-2026-05-04`. */
export function useShownState(places: Places, which: string): Shown {
  const { versions, current } = places;
  const name = dayOf(which);
  const known = usePast(places, name);
  return useMemo(() => {
    const ready = (state: ShownState | undefined, day?: DayState): Shown => ({
      progress: 'ready',
      state,
      day,
    });
    if (name !== undefined) {
      if (!known || known.failed)
        return { progress: known ? 'failed' : 'pending', state: undefined, day: undefined };
      const day = stateOfDay(known.past, versions, name);
      return ready(comparedDay(day), day);
    }
    if (which === 'now') return ready(current);
    const version = versions.find(({ sha256 }) => sha256 === which);
    return ready(version && stateOfVersion(version));
  }, [name, known, versions, current, which]);
}

/** How many cells differ between the version and what stands now, of that which the version holds. */
export const cellsMoved = (version: ShownVersion, current: ShownState): number =>
  countOf(differencesOf(stateOfVersion(version), current));
