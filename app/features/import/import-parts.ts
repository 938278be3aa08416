import type * as Y from 'yjs';
import type { EvidencePort } from '../../services/evidence-port.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { Registers } from '../../services/register-projection.ts';
import type { SoaProjection } from '../../services/soa-projection.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Undo } from '../../services/undo.ts';
import type { WorkspaceFiles } from '../../services/workspace-files.ts';
import type { Watchable } from '../../services/watchable.ts';

/** What the screen of imports works with. */
export type ImportParts = {
  doc: Y.Doc;
  soa: Watchable<SoaProjection>;
  registers: Watchable<Registers>;
  evidence: EvidencePort;
  undo: Undo;
  toasts: Toasts;
  preferences: PreferencesService;
  now: () => Date;
  files: WorkspaceFiles;
  /** Whether nothing is here yet that something else would mix with. */
  isEmpty: () => boolean;
};
