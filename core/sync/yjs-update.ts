/** Yjs updates that others made. Version 1 only: see PROTOCOL.md. */
import * as Y from 'yjs';
import type { Bytes } from '../shared/bytes.ts';
import { isPlainUpdate } from './yjs-scan.ts';

/** Origin of what came from another replica; it is not sent again. */
export const remoteOrigin = { kind: 'remote' } as const;

/** Whether all of the bytes can be decoded. Yjs applies the first half of an update before it notices a broken second one. */
export function isYjsUpdate(bytes: Bytes): boolean {
  try {
    if (!isPlainUpdate(bytes)) Y.decodeUpdate(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Applies updates in one transaction, so that observers run once. Gives how many could not be applied. */
export function applyUpdates(doc: Y.Doc, updates: readonly Uint8Array[], origin: unknown): number {
  let failed = 0;
  doc.transact(() => {
    for (const update of updates) {
      try {
        Y.applyUpdate(doc, update, origin);
      } catch {
        failed += 1;
      }
    }
  }, origin);
  return failed;
}

/** What the document has beyond the update's structs; undefined when there is nothing. The update was decoded before. */
export function missingFrom(update: Bytes, doc: Y.Doc): Bytes | undefined {
  const vector = Y.encodeStateVectorFromUpdate(update);
  const theirs = Y.decodeStateVector(vector);
  const ours = Y.decodeStateVector(Y.encodeStateVector(doc));
  const more = [...ours].some(([client, clock]) => clock > (theirs.get(client) ?? 0));
  return more ? (Y.encodeStateAsUpdate(doc, vector) as Bytes) : undefined;
}
