import * as Y from 'yjs';
import type { PastState } from '#core/workspace/past-state.ts';
import { shownIsms } from './isms.ts';
import type { PreferencesService } from './preferences.ts';
import { askWorkspaceWorker } from './workspace-worker.ts';

/**
 * The workspace as it stood at this instant (ISO 8601, UTC), worked out in a worker; undefined where the history does not reach back so
 * far. Rejects when `signal` aborts, which ends the worker, and when the worker fails.
 */
export async function pastState(
  { doc, preferences }: { doc: Y.Doc; preferences: PreferencesService },
  at: string,
  signal: AbortSignal,
): Promise<PastState | undefined> {
  const update = Y.encodeStateAsUpdate(doc);
  const { past } = await askWorkspaceWorker({ kind: 'past', update, at }, signal);
  return past && { ...past, isms: shownIsms(past.isms, preferences) };
}
