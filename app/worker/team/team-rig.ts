import type { TeamState } from '../../services/team-state.ts';
import type { AppDatabase } from '../../storage/database.ts';
import type { TeamRow } from '../../storage/team-row.ts';
import type { createPause } from './pause.ts';

/** What the parts of the worker need of it. */
export type TeamRig = {
  db: AppDatabase;
  now: () => Date;
  pause: ReturnType<typeof createPause>;
  isStopped: () => boolean;
  /** Resolves when the worker is to stop. */
  stopping: Promise<undefined>;
  publish: (state: TeamState) => void;
  saveRow: (row: TeamRow) => Promise<void>;
};
