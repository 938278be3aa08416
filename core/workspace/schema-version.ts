/**
 * The version of the document's layout, under `schema` in the map `workspace`. It is written with the first edit; a document
 * without one is of version 1, which has no predecessor. Whoever finds a newer one must neither show nor write the document: it
 * may mean by the same keys what this version does not know.
 */
import type * as Y from 'yjs';
import type { Result } from '../shared/result.ts';
import { failure, ok } from '../shared/result.ts';

/** What this code reads and writes. */
export const schemaVersion = 1;

export type NewerWorkspace = { kind: 'workspace-newer'; found: number; known: number };

export const workspaceMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap<unknown>('workspace');

/** The document's version when it can be read, or the refusal. What is no whole number of 1 or more counts as 1. */
export function checkSchema(doc: Y.Doc): Result<number, NewerWorkspace> {
  const found = doc.share.has('workspace') ? workspaceMap(doc).get('schema') : undefined;
  if (typeof found !== 'number' || !Number.isInteger(found) || found < 1) return ok(schemaVersion);
  return found > schemaVersion
    ? failure({ kind: 'workspace-newer', found, known: schemaVersion })
    : ok(found);
}

/** Must run inside a transaction. Two members who do it at once write the same. */
export function markSchema(doc: Y.Doc): void {
  const map = workspaceMap(doc);
  if (!map.has('schema')) map.set('schema', schemaVersion);
}
