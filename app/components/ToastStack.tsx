import { useEffect, useState } from 'react';
import type { Toast, Toasts } from '../services/toasts.ts';
import { useMessages } from '../messages/use-messages.ts';
import { Icon } from './Icon.tsx';
import { useWatchable } from './use-watchable.ts';

const shownForMs = 8_000;

/** Stays while the pointer or the keyboard is on it; what it offers is also reachable elsewhere (undo by key). */
function ToastCard({ toast, toasts }: { toast: Toast; toasts: Toasts }) {
  const messages = useMessages();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => toasts.dismiss(toast.id), shownForMs);
    return () => clearTimeout(timer);
  }, [held, toast.id, toasts]);
  const hold = () => setHeld(true);
  const release = () => setHeld(false);
  return (
    <div className="toast" onPointerEnter={hold} onPointerLeave={release} onFocus={hold} onBlur={release}>
      <span className="words">{toast.text}</span>
      {toast.action && (
        <button
          type="button"
          onClick={() => {
            toasts.dismiss(toast.id);
            toast.action?.run();
          }}
        >
          {toast.action.label}
        </button>
      )}
      <button
        type="button"
        className="icon-only"
        aria-label={messages.app.dismiss}
        onClick={() => toasts.dismiss(toast.id)}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

export function ToastStack({ toasts }: { toasts: Toasts }) {
  const messages = useMessages();
  const list = useWatchable(toasts);
  return (
    <div className="toasts" role="region" aria-label={messages.app.notifications}>
      <div role="status" aria-live="polite" className="toasts-live">
        {list.map((toast) => (
          <ToastCard key={toast.id} toast={toast} toasts={toasts} />
        ))}
      </div>
    </div>
  );
}
