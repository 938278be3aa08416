import type { Result } from '#core/shared/result.ts';
import type { SharedDiscard } from '#core/sync/shared-evidence.ts';
import type { StoredExhibit } from '../storage/database.ts';
import type { EvidenceStore } from '../storage/evidence-store.ts';
import type { StorageError } from '../storage/storage-error.ts';
import type { ArrivingExhibit, TeamState } from './team-state.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** `unreadable` rows are kept but cannot be shown; `failed` carries the storage's sentence. */
export type EvidenceProblem = { kind: 'unreadable'; count: number } | { kind: 'failed'; sentence: string };

/** The exhibits on this device, as the screens need them. */
export interface EvidencePort {
  /** Newest capture first, without discarded ones; undefined until the first reading is done. */
  readonly exhibits: Watchable<readonly StoredExhibit[] | undefined>;
  readonly problem: Watchable<EvidenceProblem | undefined>;
  /** Exhibits of other members that are on their way to this device. */
  readonly arriving: Watchable<readonly ArrivingExhibit[]>;
  /** By exhibit: which member discarded it for all, and when. */
  readonly discarded: Watchable<ReadonlyMap<string, SharedDiscard>>;
  /** The file's content, or undefined when this device does not hold it. Rejects when the storage cannot be read. */
  file(sha256: string): Promise<Blob | undefined>;
  /** Hides the exhibit from the lists; `false` when there is none. Nothing is deleted. */
  discard(id: string): Promise<Result<boolean, StorageError>>;
  undoDiscard(id: string): Promise<Result<boolean, StorageError>>;
}

/** One page is enough for the screens of today; the pack reads through the same list, so the two never differ. */
const most = 50_000;

/** The port over the app's own storage, kept in step with other tabs. */
export function createEvidencePort(
  store: EvidenceStore,
  team: Watchable<TeamState>,
  now: () => Date,
): EvidencePort {
  const arriving = createWatchable<readonly ArrivingExhibit[]>([]);
  const discarded = createWatchable<ReadonlyMap<string, SharedDiscard>>(new Map());
  team.subscribe(() => {
    const state = team.getState();
    if (state.kind === 'shared') discarded.set(state.evidence.discarded);
    const next = state.kind === 'shared' ? state.evidence.arriving : [];
    // The state comes anew with each word of the worker; an empty list is the same as before.
    if (next.length > 0 || arriving.getState().length > 0) arriving.set(next);
  });
  const exhibits = createWatchable<readonly StoredExhibit[] | undefined>(undefined);
  const problem = createWatchable<EvidenceProblem | undefined>(undefined);
  store.watchList({ limit: most }, (page) => {
    if (page.ok) exhibits.set(page.value.exhibits);
    if (!page.ok) problem.set({ kind: 'failed', sentence: page.error.sentence });
    else
      problem.set(
        page.value.unreadable.length > 0
          ? { kind: 'unreadable', count: page.value.unreadable.length }
          : undefined,
      );
  });
  return {
    exhibits,
    problem,
    arriving,
    discarded,
    async file(sha256) {
      const found = await store.file(sha256);
      if (!found.ok) throw new Error(found.error.sentence);
      return found.value;
    },
    discard: (id) => store.discard(id, now().toISOString()),
    undoDiscard: (id) => store.undoDiscard(id),
  };
}
