/** Asks to be let in by a file, and waits for the one that comes back: it holds the control log, in which this device stands or not. */
import { deviceSigner } from '#core/crypto/device-key.ts';
import { isBundle, openBundle } from '#core/sync/bundle-transport.ts';
import { openReplica } from '#core/sync/replica.ts';
import { requestCode } from '#core/sync/request-file.ts';
import type { FileReport } from '../../services/team-state.ts';
import { readOrCreateDevice } from '../../storage/device-store.ts';
import { ReplicaDatabase } from '../../storage/replica-database.ts';
import { createReplicaStore } from '../../storage/replica-store.ts';
import { replicaDatabaseName, type TeamRow, type TeamRowOf } from '../../storage/team-row.ts';
import { startOf } from './by-file.ts';
import { sharedRow } from './shared-row.ts';
import { memberNameOf } from './member-name.ts';
import { connecting } from './place-problem.ts';
import type { TeamRig } from './team-rig.ts';
import { ownStanding } from './team-view.ts';

export type JoiningByFile = {
  /** The row of the shared workspace; undefined when the worker was stopped. */
  joined: Promise<TeamRow | undefined>;
  /** Looks into a file; undefined when it lets this device in. */
  look: (file: Blob) => Promise<FileReport | undefined>;
};

export function joinByFile(row: TeamRowOf<'joining'>, rig: TeamRig): JoiningByFile {
  const { db, now, publish, saveRow } = rig;
  const { workspace, agreement } = row;
  const joined = Promise.withResolvers<TeamRow | undefined>();
  void rig.stopping.then(joined.resolve);
  void requestCode(workspace.id, row.request).then((code) =>
    publish({ kind: 'joining', way: 'file', relay: '', code, closed: undefined, ...connecting }),
  );

  /** Reads the file as this device will keep it; whether its control log names this device. */
  async function isLetIn(file: Blob): Promise<boolean> {
    const given = await openBundle('file', { read: async () => file, write: async () => undefined });
    if (!given.ok) return false;
    const device = await readOrCreateDevice(db, await memberNameOf(db), now());
    const signer = deviceSigner(device.key);
    const replicaDb = new ReplicaDatabase(replicaDatabaseName(workspace.id));
    const replica = await openReplica({
      workspace,
      signer,
      agreement,
      store: createReplicaStore(replicaDb),
      now,
    });
    await replica.read(given.value);
    const { own } = ownStanding(replica.control().state, signer.fingerprint);
    await replica.close();
    replicaDb.close();
    return own !== undefined && !own.removed;
  }

  return {
    joined: joined.promise,
    async look(file) {
      if (!isBundle(await startOf(file))) return { kind: 'unreadable' };
      if (!(await isLetIn(file))) return { kind: 'not-let-in' };
      const shared = sharedRow(row, {});
      await saveRow(shared);
      joined.resolve(shared);
      return undefined;
    },
  };
}
