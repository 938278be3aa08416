import { Workbox } from 'workbox-window';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

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

/** Not yet in TypeScript's DOM library. */
type TrustedTypes = {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
};

const workerFile = 'service-worker.js';

/** The page's policy (index.html) allows this one name and, by it, this one script. */
function workerUrl(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return workerFile;
  return trustedTypes
    .createPolicy('exhibit-worker', {
      createScriptURL(url) {
        if (url !== workerFile) throw new TypeError(`not the service worker: ${url}`);
        return url;
      },
    })
    .createScriptURL(workerFile);
}

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
  const worker = new Workbox(workerUrl());
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
