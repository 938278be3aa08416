import { createContext, use } from 'react';
import type { ReactNode } from 'react';

/** Whether this person may change the workspace. */
export const EditRightContext = createContext(true);
/** False for who may only read: cells and fields are then locked, and `messages.team.locked` says why. */
export const useMayEdit = (): boolean => use(EditRightContext);
/** Id of the words that say why not. */
export const readOnlyReason = 'read-only-reason';

/** Fields that are locked, with the reason, for who may only read. */
export function EditFieldset({ children }: { children: ReactNode }) {
  const locked = !useMayEdit();
  return (
    <fieldset
      className="edit-fieldset"
      disabled={locked}
      aria-describedby={locked ? readOnlyReason : undefined}
    >
      {children}
    </fieldset>
  );
}
