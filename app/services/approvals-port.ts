import type * as Y from 'yjs';
import type { PackSealing } from '#core/pack/pack-integrity.ts';
import type { CheckedApproval } from '#core/signing/approval.ts';
import type { FrozenSoa } from '#core/soa/soa-version.ts';
import { addApproval, approvalMap, readApprovals } from '#core/workspace/soa-approvals.ts';
import type { AppDatabase } from '../storage/database.ts';
import type { SealStore } from '../storage/seal-store.ts';
import { rosterOf } from './roster.ts';
import { signHere } from './sign-here.ts';
import type { SoaVersions } from './soa-versions.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** Signed approvals of frozen versions. They stand in the workspace, so that every member sees and checks them. */
export interface ApprovalsPort {
  /** By the SHA-256 of the version that they are about, oldest first; undefined until they were checked. */
  readonly checked: Watchable<ReadonlyMap<string, readonly CheckedApproval[]> | undefined>;
  /** Signs this version with this device's key. Rejects when the key cannot be read or stored. */
  approve(version: FrozenSoa): Promise<void>;
  /** What a pack is sealed with, and the approvals of versions that are here with what they need to be checked. */
  withApprovals(sealing: PackSealing): Promise<PackSealing>;
}

type Parts = {
  doc: Y.Doc;
  db: AppDatabase;
  seals: SealStore;
  versions: SoaVersions;
  memberName: () => string;
  now: () => Date;
};

/** The code that checks is loaded with the first screen that asks. */
export function createApprovalsPort({ doc, db, seals, versions, memberName, now }: Parts): ApprovalsPort {
  const state = createWatchable<ReadonlyMap<string, readonly CheckedApproval[]> | undefined>(undefined);
  let started = false;
  let newest = 0;

  async function check() {
    newest += 1;
    const own = newest;
    const { checkApprovals } = await import('#core/signing/approval.ts');
    const logs = await seals.logs();
    const roster = await rosterOf(
      db,
      logs.map(({ stored }) => stored),
    );
    const intact = versions.getState().filter((version) => version.intact);
    const checked = await checkApprovals(
      readApprovals(doc),
      new Set(intact.map(({ sha256 }) => sha256)),
      roster,
    );
    if (own === newest) state.set(Map.groupBy(checked, ({ contentSha256 }) => contentSha256));
  }

  function start() {
    started = true;
    // What cannot be checked is shown as not checked.
    const refresh = () => void check().catch(() => state.set(undefined));
    approvalMap(doc).observe(refresh);
    versions.subscribe(refresh);
    refresh();
  }

  return {
    checked: {
      getState: state.getState,
      subscribe(listener) {
        if (!started) start();
        return state.subscribe(listener);
      },
    },

    async approve({ version }) {
      const { approvalOf } = await import('#core/signing/approval.ts');
      await addApproval(doc, await signHere(db, approvalOf(version), memberName(), now()));
    },

    async withApprovals(sealing) {
      const [{ rosterWith }, { statementIn }] = await Promise.all([
        import('#core/signing/approval.ts'),
        import('#core/signing/statement.ts'),
      ]);
      const contents = new Map(
        versions.getState().map(({ sha256, version, intact }) => [sha256, intact ? version : undefined]),
      );
      const found: { line: string; introduction: string; content: object }[] = [];
      for (const approval of readApprovals(doc)) {
        const statement = await statementIn(approval.line);
        const content = contents.get(statement?.contentSha256 ?? '');
        if (statement?.kind === 'soa-approval' && content) found.push({ ...approval, content });
      }
      const statements = found.map(({ line, content }) => ({ line, content }));
      return {
        ...sealing,
        roster: await rosterWith(sealing.roster, found),
        statements: [...sealing.statements, ...statements.toSorted((a, b) => (a.line < b.line ? -1 : 1))],
      };
    },
  };
}
