import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** What the browser says about the storage that it gives us. Bytes; undefined where it does not say. */
export type StorageFacts = {
  usageBytes: number | undefined;
  quotaBytes: number | undefined;
  /** Whether the browser promises not to evict the data; `denied` after it was asked and said no. */
  persistence: 'kept' | 'not-kept' | 'denied' | 'unknown';
};

export interface StorageFactsService extends Watchable<StorageFacts> {
  refresh(): Promise<void>;
  /** Asks the browser to keep the data; the state carries its answer. */
  requestPersistence(): Promise<void>;
  /** Asks the first time there is something to keep, and never again by itself: some browsers bother the person with it. */
  requestPersistenceOnce(): Promise<void>;
}

const askedKey = 'exhibit-persistence-asked';

export function createStorageFacts(): StorageFactsService {
  const state = createWatchable<StorageFacts>({
    usageBytes: undefined,
    quotaBytes: undefined,
    persistence: 'unknown',
  });
  // Absent on insecure addresses, whatever the types say.
  const storage = navigator.storage as StorageManager | undefined;

  async function refresh() {
    const estimate = await storage?.estimate?.().catch(() => undefined);
    const kept = await storage?.persisted?.().catch(() => undefined);
    const before = state.getState().persistence;
    state.set({
      usageBytes: estimate?.usage,
      quotaBytes: estimate?.quota,
      persistence:
        kept === undefined ? 'unknown' : kept ? 'kept' : before === 'denied' ? 'denied' : 'not-kept',
    });
  }

  async function requestPersistence() {
    const kept = await storage?.persist?.().catch(() => false);
    if (kept === false) state.set({ ...state.getState(), persistence: 'denied' });
    await refresh();
  }

  return {
    getState: state.getState,
    subscribe: state.subscribe,
    refresh,
    requestPersistence,
    async requestPersistenceOnce() {
      try {
        if (localStorage.getItem(askedKey) !== null) return;
        localStorage.setItem(askedKey, new Date().toISOString());
      } catch {
        // Without local storage nobody could remember the answer; the settings screen still has the button.
        return;
      }
      await requestPersistence();
    },
  };
}
