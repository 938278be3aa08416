import { liveQuery } from 'dexie';
import type { ExtensionDatabase } from '../outbox/database.ts';

/** `signal` fires when the clip is discarded or gone: nobody waits for what would be read on it. `end` stops watching. */
export function watchDiscard(db: ExtensionDatabase, id: string): { signal: AbortSignal; end: () => void } {
  const discarded = new AbortController();
  const subscription = liveQuery(() => db.clips.get(id)).subscribe({
    next: (clip) => {
      if (clip === undefined || clip.discardedAt !== undefined) discarded.abort();
    },
    // The work itself meets a database that cannot be read, and says so.
    error: () => {},
  });
  return { signal: discarded.signal, end: () => subscription.unsubscribe() };
}
