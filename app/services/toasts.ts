import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** A short message at the window's edge; `action` is offered beside it, for example undo. */
export type Toast = { id: number; text: string; action?: { label: string; run: () => void } };

export interface Toasts extends Watchable<readonly Toast[]> {
  show(text: string, action?: Toast['action']): void;
  dismiss(id: number): void;
}

/** At most three at once: the oldest makes room. */
export function createToasts(): Toasts {
  const state = createWatchable<readonly Toast[]>([]);
  let lastId = 0;
  return {
    getState: state.getState,
    subscribe: state.subscribe,
    show(text, action) {
      lastId += 1;
      state.set([...state.getState().slice(-2), { id: lastId, text, ...(action && { action }) }]);
    },
    dismiss: (id) => state.set(state.getState().filter((toast) => toast.id !== id)),
  };
}
