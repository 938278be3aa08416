import type * as Y from 'yjs';
import type { ControlId } from '#core/catalogue/control.ts';
import type { CommentThread } from '#core/workspace/soa-comments.ts';
import { commentMap, readComments } from '#core/workspace/soa-comments.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

export type Comments = ReadonlyMap<ControlId, readonly CommentThread[]>;

/** The comments of all rows, kept in step with the document and with the notes of members who may write nowhere else. */
export function createCommentProjection(doc: Y.Doc, notes: Y.Doc): Watchable<Comments> {
  const state = createWatchable<Comments>(readComments(doc, notes));
  for (const each of [doc, notes]) commentMap(each).observe(() => state.set(readComments(doc, notes)));
  return { getState: state.getState, subscribe: state.subscribe };
}
