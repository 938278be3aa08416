import { useEffect } from 'react';
import type { Messages } from '../messages/en.ts';
import { useMessages } from '../messages/use-messages.ts';
import type { Toasts } from '../services/toasts.ts';
import type { Undo } from '../services/undo.ts';

/** Takes back or repeats the last own edit and says what it was, since the row may be out of sight. */
export function walkHistory(
  direction: 'undo' | 'redo',
  undo: Undo,
  toasts: Toasts,
  messages: Messages,
): void {
  const { canUndo, canRedo } = undo.getState();
  if (!(direction === 'undo' ? canUndo : canRedo)) {
    toasts.show(messages.app.nothingToUndo, undefined, 'history');
    return;
  }
  const where = undo[direction]().join(', ');
  toasts.show(
    direction === 'undo' ? messages.app.undone(where) : messages.app.redone(where),
    undefined,
    'history',
  );
}

/** A field whose own undo is the browser's. Shared texts are undone by us, because others write in them too. */
const ownsItsKeys = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=radio]), textarea, select, [contenteditable]') &&
  !('sharedText' in target.dataset);

/** Keys that work on every screen: undo, redo and the search. */
export function useGlobalKeys(undo: Undo, toasts: Toasts): void {
  const messages = useMessages();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const writing =
        event.target instanceof HTMLElement && event.target.matches('input:not([type=radio]), textarea');
      if (event.key === '/' && !writing && !event.ctrlKey && !event.metaKey) {
        const search = document.querySelector<HTMLInputElement>('main [data-search]');
        if (!search) return;
        event.preventDefault();
        search.focus();
        search.select();
        return;
      }
      if (!(event.ctrlKey || event.metaKey) || event.altKey || ownsItsKeys(event.target)) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      walkHistory(key === 'y' || event.shiftKey ? 'redo' : 'undo', undo, toasts, messages);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [undo, toasts, messages]);
}
