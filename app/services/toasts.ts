import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** A short message at the window's edge; `action` is offered beside it, for example undo. */
export type Toast = {
  id: number;
  text: string;
  subject?: string;
  action?: { label: string; run: () => void };
};

export interface Toasts extends Watchable<readonly Toast[]> {
  /** A toast about the same thing as an earlier one (`subject`) takes its place: its offer is out of date. */
  show(text: string, action?: Toast['action'], subject?: string): void;
  dismiss(id: number): void;
}

/** At most three at once: the oldest makes room. */
export function createToasts(): Toasts {
  const state = createWatchable<readonly Toast[]>([]);
  let lastId = 0;
  return {
    getState: state.getState,
    subscribe: state.subscribe,
    show(text, action, subject) {
      lastId += 1;
      const others = state.getState().filter((toast) => subject === undefined || toast.subject !== subject);
      const toast = { id: lastId, text, ...(action && { action }), ...(subject && { subject }) };
      state.set([...others.slice(-2), toast]);
    },
    dismiss: (id) => state.set(state.getState().filter((toast) => toast.id !== id)),
  };
}
