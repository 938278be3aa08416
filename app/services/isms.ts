import type * as Y from 'yjs';
import type { IsmsFacts } from '#core/workspace/isms.ts';
import { readIsms, watchIsms } from '#core/workspace/isms.ts';
import type { PreferencesService } from './preferences.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/**
 * Whose management system it is, as it stands on covers, kept in step with the document. The organisation's name was a matter of the
 * device once: where the workspace has none, this device's stands in for it.
 */
export function createIsmsProjection(
  doc: Y.Doc,
  preferences: Pick<PreferencesService, 'getState' | 'subscribe'>,
): Watchable<IsmsFacts> {
  const read = (): IsmsFacts => {
    const facts = readIsms(doc);
    return { ...facts, organization: facts.organization || preferences.getState().organization };
  };
  const state = createWatchable(read());
  function refresh() {
    const next = read();
    if (JSON.stringify(next) !== JSON.stringify(state.getState())) state.set(next);
  }
  watchIsms(doc, refresh);
  preferences.subscribe(refresh);
  return { getState: state.getState, subscribe: state.subscribe };
}
