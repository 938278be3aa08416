import type * as Y from 'yjs';
import type { SaveState } from '../storage/workspace-store.ts';
import type { Watchable } from './watchable.ts';

/** The workspace document as the screens need it: loaded, live, with a truthful word about saving. */
export interface WorkspacePort {
  readonly doc: Y.Doc;
  readonly saving: Watchable<SaveState>;
  /** The same for the eye: it does not flicker while somebody types. */
  readonly savingMark: Watchable<SaveState['kind']>;
  /** Tries at once to store what could not be stored. The state tells how it went. */
  saveAgain(): Promise<unknown>;
}
