import type * as Y from 'yjs';
import type { IsmsFacts } from '#core/soa/isms-facts.ts';
import { readIsms, watchIsms } from '#core/workspace/isms.ts';
import type { PreferencesService } from './preferences.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

type Preferences = Pick<PreferencesService, 'getState' | 'subscribe'>;

/**
 * As it stands on covers: the organisation's name was a matter of the device once, and where the workspace has none, this device's
 * stands in for it.
 */
export const shownIsms = (facts: IsmsFacts, preferences: Preferences): IsmsFacts => ({
  ...facts,
  organization: facts.organization || preferences.getState().organization,
});

/** Whose management system it is, as it stands on covers, kept in step with the document. */
export function createIsmsProjection(doc: Y.Doc, preferences: Preferences): Watchable<IsmsFacts> {
  const read = () => shownIsms(readIsms(doc), preferences);
  const state = createWatchable(read());
  function refresh() {
    const next = read();
    if (JSON.stringify(next) !== JSON.stringify(state.getState())) state.set(next);
  }
  watchIsms(doc, refresh);
  preferences.subscribe(refresh);
  return { getState: state.getState, subscribe: state.subscribe };
}
