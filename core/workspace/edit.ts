import type * as Y from 'yjs';
import { markSchema } from './schema-version.ts';

/** Marks a change as made by this person here; an undo manager that tracks this origin undoes only one's own edits. */
const localEdit = { kind: 'local-edit' } as const;

/** Runs the change as one transaction of this person's. The first one also says of which version the document is. */
export const edit = (doc: Y.Doc, change: () => void): void =>
  doc.transact(() => {
    markSchema(doc);
    change();
  }, localEdit);
