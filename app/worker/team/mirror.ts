/**
 * The replica's document and the tabs' as one: each update of either goes to the other. A tab stores its own as before (decision 2), the
 * replica stores what it sends; what a crash left in one of them only is found by the state vectors when the tab says hello.
 */
import * as Y from 'yjs';
import type { FromWorker } from '../../services/team-state.ts';

type Say = (message: FromWorker) => void;

/** The comments that stand beside the workspace's document: a tab stores none of its own, gets all, and is asked for those that it alone may have. */
export function createNotesMirror(notes: Y.Doc, tabs: ReadonlySet<Say>) {
  notes.on('update', (bytes: Uint8Array, origin: unknown) => {
    for (const say of tabs) if (say !== origin) say({ kind: 'note', bytes });
  });
  return {
    greet(say: Say): void {
      say({ kind: 'note', bytes: Y.encodeStateAsUpdate(notes) });
      // Written while no worker was there to store it.
      say({ kind: 'want-notes' });
    },
    take: (say: Say, bytes: Uint8Array): void => Y.applyUpdate(notes, bytes, say),
  };
}

export function createMirror(doc: Y.Doc, tabs: ReadonlySet<Say>, mayWrite: () => boolean) {
  doc.on('update', (bytes: Uint8Array, origin: unknown) => {
    for (const say of tabs) if (say !== origin) say({ kind: 'update', bytes });
  });
  const ask = (say: Say) => say({ kind: 'want', stateVector: Y.encodeStateVector(doc) });
  return {
    /** A tab opened its document: it gets what it lacks, and is asked for what is lacking here. */
    greet(say: Say, stateVector: Uint8Array): void {
      say({ kind: 'update', bytes: Y.encodeStateAsUpdate(doc, stateVector) });
      if (mayWrite()) ask(say);
    },
    /** A change of a tab. What this device may not write stays in the tab, where it is said. */
    take(say: Say, bytes: Uint8Array): void {
      if (mayWrite()) Y.applyUpdate(doc, bytes, say);
    },
    /** This device may write from now on: what was made before is asked for. */
    askAll(): void {
      for (const say of tabs) ask(say);
    },
  };
}
