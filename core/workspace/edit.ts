import type * as Y from 'yjs';

/** Marks a change as made by this person here; an undo manager that tracks this origin undoes only one's own edits. */
const localEdit = { kind: 'local-edit' } as const;

/** Runs the change as one transaction of this person's. */
export const edit = (doc: Y.Doc, change: () => void): void => doc.transact(change, localEdit);
