import * as Y from 'yjs';
import { controlIdSchema, isCustomId } from '#core/catalogue/control.ts';
import { readCustomControl } from '#core/workspace/custom-controls.ts';
import { recordMap, recordOfType } from '#core/workspace/records.ts';
import * as v from 'valibot';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/**
 * Marks what a person did on the screen. What the app does on its own, such as linking an exhibit that arrived, is not
 * theirs to take back by Ctrl+Z. A transaction around others gives them all its origin.
 */
export const undoableEdit = { kind: 'undoable-edit' } as const;

export type UndoState = { canUndo: boolean; canRedo: boolean };

/** Undo and redo of one's own edits to the document; what others did stays. */
export interface Undo extends Watchable<UndoState> {
  /** The controls and records that the step touched, by number or name; empty when there was nothing to undo. */
  undo(): string[];
  redo(): string[];
  /** Runs a change as one step of its own, never merged with typing before or after it. False when this person may not change anything. */
  step(change: () => void): boolean;
}

/** The controls and records that a transaction touched, found by the names of the document's root types. */
function placesTouched(doc: Y.Doc, { changed }: Y.Transaction): string[] {
  const found = new Set<string>();
  const add = (id: string | undefined) => {
    if (v.is(controlIdSchema, id)) found.add(isCustomId(id) ? readCustomControl(doc, id).reference : id);
  };
  for (const [name, type] of doc.share) {
    const keys = changed.get(type);
    if (!keys) continue;
    const record = recordOfType(name);
    if (record) {
      const map = recordMap(doc, record.kind, record.id);
      const title = map.get('reference') ?? map.get('title') ?? map.get('name');
      if (typeof title === 'string' && title !== '') found.add(title);
    } else if (name.startsWith('clause/')) found.add(name.split('/')[1] ?? '');
    else if (name === 'links' || name === 'soa-comments') for (const key of keys) add(key?.split('|')[0]);
    else add(name.split('/')[1]);
  }
  return [...found];
}

/** `refuse` is asked before each step and answers true, having said why, when this person may not change the document. */
export function createUndo(doc: Y.Doc, refuse: () => boolean = () => false): Undo {
  const manager = new Y.UndoManager(doc, { trackedOrigins: new Set([undoableEdit]), captureTimeout: 600 });
  const state = createWatchable<UndoState>({ canUndo: false, canRedo: false });
  let touched: string[] = [];

  function publish() {
    const next = { canUndo: manager.canUndo(), canRedo: manager.canRedo() };
    const now = state.getState();
    if (next.canUndo !== now.canUndo || next.canRedo !== now.canRedo) state.set(next);
  }
  for (const event of ['stack-item-added', 'stack-item-updated', 'stack-cleared'] as const) {
    manager.on(event, publish);
  }
  manager.on('stack-item-popped', publish);
  doc.on('afterTransaction', (transaction) => {
    if (transaction.origin === manager) touched = placesTouched(doc, transaction);
  });

  function walk(direction: 'undo' | 'redo') {
    touched = [];
    manager[direction]();
    publish();
    return touched;
  }

  return {
    getState: state.getState,
    subscribe: state.subscribe,
    undo: () => (refuse() ? [] : walk('undo')),
    redo: () => (refuse() ? [] : walk('redo')),
    step(change) {
      if (refuse()) return false;
      manager.stopCapturing();
      doc.transact(change, undoableEdit);
      manager.stopCapturing();
      return true;
    },
  };
}
