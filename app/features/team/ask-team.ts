import type { Messages } from '../../messages/en.ts';
import type { Toasts } from '../../services/toasts.ts';

/** Shows why something did not work; nothing when it did. */
export const orSay = (work: Promise<unknown>, toasts: Toasts, messages: Messages): void =>
  void work.catch((error: unknown) =>
    toasts.show(messages.team.failed(error instanceof Error ? error.message : String(error))),
  );
