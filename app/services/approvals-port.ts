import type * as Y from 'yjs';
import type { PackSealing } from '#core/pack/pack-integrity.ts';
import type { CheckedSignature } from '#core/signing/checked-signature.ts';
import type { FrozenSoa } from '#core/soa/soa-version.ts';
import { addApproval, approvalMap, readApprovals } from '#core/workspace/soa-approvals.ts';
import type { AppDatabase } from '../storage/database.ts';
import type { SealStore } from '../storage/seal-store.ts';
import { createChecked, withStatements } from './checked-statements.ts';
import type { CheckedBy } from './checked-statements.ts';
import type { KnownDevicesSource } from './known-devices.ts';
import { signHere } from './sign-here.ts';
import type { SoaVersions } from './soa-versions.ts';
import type { Watchable } from './watchable.ts';

/** Signed approvals of frozen versions. They stand in the workspace, so that every member sees and checks them. */
export interface ApprovalsPort {
  /** By the SHA-256 of the version that they are about. */
  readonly checked: Watchable<CheckedBy<CheckedSignature>>;
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
  known: KnownDevicesSource;
  memberName: () => string;
  now: () => Date;
};

export function createApprovalsPort(parts: Parts): ApprovalsPort {
  const { doc, db, seals, versions, known, memberName, now } = parts;

  return {
    checked: createChecked({
      db,
      seals,
      known,
      async check(roster, devices) {
        const { checkApprovals } = await import('#core/signing/approval.ts');
        const intact = versions.getState().filter((version) => version.intact);
        const here = new Map(intact.map(({ sha256, version }) => [sha256, version]));
        const checked = await checkApprovals(readApprovals(doc), here, roster, devices);
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
