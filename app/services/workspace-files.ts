import * as Y from 'yjs';
import type { WholeWorkspace } from '#core/exchange/workspace-file.ts';
import { takeInFile } from '#core/workspace/change-log.ts';
import type { EvidenceStore } from '../storage/evidence-store.ts';
import type { IsmsFacts } from '#core/soa/isms-facts.ts';
import type { Watchable } from './watchable.ts';
import type { PreferencesService } from './preferences.ts';
import { chooseDestination } from './save-file.ts';
import { takeIn } from './take-in.ts';
import type { Undo } from './undo.ts';

/** The whole workspace as one file, and back. */
export interface WorkspaceFiles {
  /** The file's name, or undefined when the person closed the question where to save it. Rejects when something is missing or the disk refuses. */
  save(signal: AbortSignal): Promise<string | undefined>;
  /** Merges a workspace into this one as one step of undo; false when the storage refused. */
  open(workspace: WholeWorkspace): Promise<boolean>;
}

/** As many as the lists of the app show. */
const most = 50_000;

export function createWorkspaceFiles(parts: {
  doc: Y.Doc;
  undo: Undo;
  evidence: EvidenceStore;
  preferences: PreferencesService;
  isms: Watchable<IsmsFacts>;
  now: () => Date;
}): WorkspaceFiles {
  const { doc, undo, evidence, preferences, isms, now } = parts;
  return {
    async save(signal) {
      const lastModified = now();
      const name = `Workspace_${lastModified.toISOString().slice(0, 10)}.zip`;
      const destination = await chooseDestination({ name, mediaType: 'application/zip', description: 'ZIP' });
      if (!destination) return undefined;
      const [{ workspaceFile }, list] = await Promise.all([
        import('#core/exchange/workspace-file.ts'),
        evidence.list({ limit: most }),
      ]);
      if (!list.ok) throw new Error(list.error.sentence);
      const file = workspaceFile({
        organization: isms.getState().organization,
        update: Y.encodeStateAsUpdate(doc),
        records: list.value.exhibits.map(({ record }) => record),
        readFile: async (sha256) => {
          const found = await evidence.file(sha256);
          return found.ok ? found.value : undefined;
        },
        lastModified,
      });
      await destination.write(file, signal);
      return destination.name;
    },
    open: (workspace) =>
      takeIn(parts, workspace, (update) =>
        takeInFile(
          doc,
          () => undo.step(() => Y.applyUpdate(doc, update)),
          () => ({ by: preferences.getState().memberName, at: now().toISOString() }),
        ),
      ),
  };
}
