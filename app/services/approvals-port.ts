import type * as Y from 'yjs';
import type { PackSealing } from '#core/pack/pack-integrity.ts';
import type { CheckedApproval } from '#core/signing/approval.ts';
import type { KnownDevices } from '#core/signing/approval-holder.ts';
import type { FrozenSoa } from '#core/soa/soa-version.ts';
import { addApproval, approvalMap, readApprovals } from '#core/workspace/soa-approvals.ts';
import type { AppDatabase } from '../storage/database.ts';
import type { SealStore } from '../storage/seal-store.ts';
import { createChecked, withStatements } from './checked-statements.ts';
import type { CheckedBy } from './checked-statements.ts';
import { signHere } from './sign-here.ts';
import type { SoaVersions } from './soa-versions.ts';
import { teamDevices } from './team-devices.ts';
import type { TeamState } from './team-state.ts';
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
  team: Watchable<TeamState>;
  memberName: () => string;
  now: () => Date;
};

export function createApprovalsPort(parts: Parts): ApprovalsPort {
  const { doc, db, seals, versions, team, memberName, now } = parts;

  /** Whose devices are; read anew each time, because this browser gets its key with its first signature. */
  async function knownDevices(): Promise<KnownDevices> {
    const known = teamDevices(team.getState());
    if (known.kind === 'team') return { kind: 'team', devices: new Map(known.devices) };
    if (known.kind === 'unread') return known;
    const [{ readDevice }, { deviceLabel }] = await Promise.all([
      import('../storage/device-store.ts'),
      import('../storage/device-label.ts'),
    ]);
    // A key that cannot be read is said where something is signed with it.
    const own = await readDevice(db).catch(() => undefined);
    const { fingerprint } = own?.key ?? {};
    return {
      kind: 'alone',
      own: fingerprint === undefined ? undefined : { fingerprint, label: deviceLabel(navigator.userAgent) },
    };
  }

  return {
    checked: createChecked({
      db,
      seals,
      async check(roster) {
        const { checkApprovals } = await import('#core/signing/approval.ts');
        const intact = versions.getState().filter((version) => version.intact);
        const here = new Map(intact.map(({ sha256, version }) => [sha256, version]));
        const checked = await checkApprovals(readApprovals(doc), here, roster, await knownDevices());
        return Map.groupBy(checked, ({ contentSha256 }) => contentSha256);
      },
      observe(refresh) {
        approvalMap(doc).observe(refresh);
        versions.subscribe(refresh);
        // The team's state comes several times a second while something is sent; its devices seldom change.
        let before = JSON.stringify(teamDevices(team.getState()));
        team.subscribe(() => {
          const devices = JSON.stringify(teamDevices(team.getState()));
          if (devices === before) return;
          before = devices;
          refresh();
        });
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
