import * as v from 'valibot';
import type * as Y from 'yjs';
import type { SoaLook } from '#core/soa/soa-view.ts';
import { soaLookSchema, usualLook } from '#core/soa/soa-view.ts';
import type { SoaView } from '#core/workspace/soa-views.ts';
import { readViews, viewMap } from '#core/workspace/soa-views.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** Columns and order of the SoA as they are on this device, which knows how wide its window is. */
export interface LookService extends Watchable<SoaLook> {
  set(look: SoaLook): void;
}

const lookKey = 'exhibit-soa-look';

function storedLook(): SoaLook {
  try {
    const look = v.safeParse(soaLookSchema, JSON.parse(localStorage.getItem(lookKey) ?? 'null'));
    return look.success ? look.output : usualLook;
  } catch {
    // Blocked storage, or no JSON: columns are not worth an error.
    return usualLook;
  }
}

export function createLook(): LookService {
  const state = createWatchable(storedLook());
  return {
    getState: state.getState,
    subscribe: state.subscribe,
    set(look) {
      state.set(look);
      try {
        localStorage.setItem(lookKey, JSON.stringify(look));
      } catch {
        // Blocked storage: the choice holds until the tab closes.
      }
    },
  };
}

/** The views that members keep under a name, kept in step with the document. */
export function createViewProjection(doc: Y.Doc): Watchable<readonly SoaView[]> {
  const state = createWatchable<readonly SoaView[]>(readViews(doc));
  viewMap(doc).observe(() => state.set(readViews(doc)));
  return { getState: state.getState, subscribe: state.subscribe };
}
