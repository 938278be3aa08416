import type * as Y from 'yjs';
import type { ClauseEntry } from '#core/soa/clause-entry.ts';
import { changedRoots } from '#core/workspace/changed-roots.ts';
import { clauseOfType, readClauses } from '#core/workspace/clauses.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

export type Clauses = readonly ClauseEntry[];

/** What stands about clauses 4 to 10, kept in step with the document. Entries that did not change keep their object. */
export function createClauseProjection(doc: Y.Doc): Watchable<Clauses> {
  const state = createWatchable<Clauses>(readClauses(doc));
  let scheduled = false;
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    const isTouched = [...changedRoots(transaction).keys()].some((name) => clauseOfType(name) !== undefined);
    if (scheduled || !isTouched) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      const before = state.getState();
      state.set(
        readClauses(doc).map((next, at) => {
          const last = before[at];
          return last && JSON.stringify(last) === JSON.stringify(next) ? last : next;
        }),
      );
    });
  });
  return { getState: state.getState, subscribe: state.subscribe };
}
