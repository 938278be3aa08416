import { Workbox } from 'workbox-window';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';
import { workerUrl } from './worker-url.ts';

export type AppUpdateState = {
  /** Whether the app opens without a network next time. */
  offline: 'ready' | 'not-ready' | 'unsupported';
  /** A newer version is installed and waits for the person's word. */
  waiting: boolean;
};

export interface AppUpdate extends Watchable<AppUpdateState> {
  /** Lets the waiting version take over and loads the page anew. */
  reload(): void;
}

const workerFile = 'service-worker.js';

/** Registers the service worker, which keeps the whole app for offline use, and watches for a newer one. */
export function startAppUpdate(): AppUpdate {
  const supported = 'serviceWorker' in navigator;
  const state = createWatchable<AppUpdateState>({
    offline: supported ? (navigator.serviceWorker.controller ? 'ready' : 'not-ready') : 'unsupported',
    waiting: false,
  });
  if (!supported || !import.meta.env.PROD) {
    return { getState: state.getState, subscribe: state.subscribe, reload: () => location.reload() };
  }
  const worker = new Workbox(workerUrl(workerFile));
  worker.addEventListener('waiting', () => state.set({ ...state.getState(), waiting: true }));
  worker.addEventListener('activated', () => state.set({ ...state.getState(), offline: 'ready' }));
  // Without it the app works all the same, only not offline; the settings screen says so.
  worker.register().catch(() => undefined);
  return {
    getState: state.getState,
    subscribe: state.subscribe,
    reload() {
      worker.addEventListener('controlling', () => location.reload());
      worker.messageSkipWaiting();
    },
  };
}
