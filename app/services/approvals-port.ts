import type * as Y from 'yjs';
import type { PackSealing } from '#core/pack/pack-integrity.ts';
import type { CheckedApproval } from '#core/signing/approval.ts';
import type { FrozenSoa } from '#core/soa/soa-version.ts';
import { addApproval, approvalMap, readApprovals } from '#core/workspace/soa-approvals.ts';
import type { AppDatabase } from '../storage/database.ts';
import type { SealStore } from '../storage/seal-store.ts';
import { createChecked, withStatements } from './checked-statements.ts';
import type { CheckedBy } from './checked-statements.ts';
import { signHere } from './sign-here.ts';
import type { SoaVersions } from './soa-versions.ts';
import type { Watchable } from './watchable.ts';

/** Signed approvals of frozen versions. They stand in the workspace, so that every member sees and checks them. */
export interface ApprovalsPort {
  /** By the SHA-256 of the version that they are about. */
  readonly checked: Watchable<CheckedBy<CheckedApproval>>;
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

export function createApprovalsPort({ doc, db, seals, versions, memberName, now }: Parts): ApprovalsPort {
  return {
    checked: createChecked({
      db,
      seals,
      async check(roster) {
        const { checkApprovals } = await import('#core/signing/approval.ts');
        const intact = versions.getState().filter((version) => version.intact);
        const here = new Set(intact.map(({ sha256 }) => sha256));
        const checked = await checkApprovals(readApprovals(doc), here, roster);
        return Map.groupBy(checked, ({ contentSha256 }) => contentSha256);
      },
      observe(refresh) {
        approvalMap(doc).observe(refresh);
        versions.subscribe(refresh);
      },
    }),

    async approve({ version }) {
      const { approvalOf } = await import('#core/signing/approval.ts');
      await addApproval(doc, await signHere(db, approvalOf(version), memberName(), now()));
    },

    async withApprovals(sealing) {
      const { statementIn } = await import('#core/signing/statement.ts');
      const contents = new Map(
        versions.getState().map(({ sha256, version, intact }) => [sha256, intact ? version : undefined]),
      );
      const found: { line: string; introduction: string; content: object }[] = [];
      for (const approval of readApprovals(doc)) {
        const statement = await statementIn(approval.line);
        const content = contents.get(statement?.contentSha256 ?? '');
        if (statement?.kind === 'soa-approval' && content) found.push({ ...approval, content });
      }
      return withStatements(sealing, found);
    },
  };
}
