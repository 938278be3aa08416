import { useEffect, useRef } from 'react';
import type { Toast, Toasts } from '../services/toasts.ts';
import { useMessages } from '../messages/use-messages.ts';
import { Icon } from './Icon.tsx';
import { useWatchable } from './use-watchable.ts';

const shownForMs = 8_000;

/** Stays while the pointer or the keyboard is on it; what it offers is also reachable elsewhere (undo by key). */
function ToastCard({ toast, onDismiss }: { toast: Toast; onDismiss: () => void }) {
  const messages = useMessages();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const dismiss = useRef(onDismiss);
  dismiss.current = onDismiss;
  const stop = () => clearTimeout(timer.current);
  const start = () => {
    stop();
    timer.current = setTimeout(() => dismiss.current(), shownForMs);
  };
  useEffect(() => {
    timer.current = setTimeout(() => dismiss.current(), shownForMs);
    return () => clearTimeout(timer.current);
  }, []);
  return (
    <div className="toast" onPointerEnter={stop} onPointerLeave={start} onFocus={stop} onBlur={start}>
      <span className="words">{toast.text}</span>
      {toast.action && (
        <button
          type="button"
          onClick={() => {
            toast.action?.run();
            onDismiss();
          }}
        >
          {toast.action.label}
        </button>
      )}
      <button type="button" className="icon-only" aria-label={messages.app.dismiss} onClick={onDismiss}>
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
          <ToastCard key={toast.id} toast={toast} onDismiss={() => toasts.dismiss(toast.id)} />
        ))}
      </div>
    </div>
  );
}
