import { v7 as uuidv7 } from 'uuid';
import type * as Y from 'yjs';
import type { ClauseDocument, ClauseStatus } from '#core/soa/clause-entry.ts';
import type { RestorableField } from '#core/workspace/clause-history.ts';
import { restoreInClause } from '#core/workspace/clause-history.ts';
import {
  linkClauseExhibit,
  removeClauseDocument,
  setClauseDocument,
  setClauseOwner,
  setClauseStatus,
  unlinkClauseExhibit,
} from '#core/workspace/clauses.ts';
import type { Messages } from '../../messages/en.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Undo } from '../../services/undo.ts';

export type ClauseActions = ReturnType<typeof createClauseActions>;

/** What a person does to a clause. Each call is one step of undo. */
export function createClauseActions(options: {
  doc: Y.Doc;
  undo: Undo;
  toasts: Toasts;
  messages: Messages;
  memberName: () => string;
  now: () => Date;
}) {
  const { doc, undo, toasts, messages } = options;
  const author = () => ({ by: options.memberName(), at: options.now().toISOString() });
  return {
    setStatus: (clause: string, status: ClauseStatus) =>
      undo.step(() => setClauseStatus(doc, clause, status, author())),
    setOwner: (clause: string, owner: string) => undo.step(() => setClauseOwner(doc, clause, owner.trim())),
    link: (clause: string, exhibit: string) =>
      undo.step(() => linkClauseExhibit(doc, clause, exhibit, author())),
    unlink: (clause: string, exhibit: string) => undo.step(() => unlinkClauseExhibit(doc, clause, exhibit)),

    addDocument: (clause: string, document: Omit<ClauseDocument, 'id'>) =>
      undo.step(() => setClauseDocument(doc, clause, { id: uuidv7(), ...document })),

    removeDocument(clause: string, document: ClauseDocument) {
      if (!undo.step(() => removeClauseDocument(doc, clause, document.id))) return;
      toasts.show(
        messages.clauses.documentRemoved(document.title, clause),
        {
          label: messages.app.undo,
          run: () => undo.step(() => setClauseDocument(doc, clause, document)),
        },
        document.id,
      );
    },

    /** Puts an older value back, as a change like any other. */
    restore(clause: string, field: RestorableField, value: unknown) {
      if (!undo.step(() => restoreInClause(doc, clause, field, value, author()))) return;
      const what = messages.clauses.history.fields[field];
      toasts.show(messages.clauses.restored(what, clause), undefined, `${clause}|${field}`);
    },
  };
}
