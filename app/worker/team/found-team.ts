/** Founds the workspace: over a relay as soon as it lets the workspace's streams be made, otherwise at once. */
import { createAgreementKey } from '#core/crypto/agreement-key.ts';
import { deviceSigner } from '#core/crypto/device-key.ts';
import { bytesToHex } from '#core/shared/bytes.ts';
import { makeStreams } from '#core/sync/nats-users.ts';
import { createRelayUser, publicNameOf, signOwner } from '#core/sync/relay-user.ts';
import { foundWorkspace } from '#core/sync/workspace-control.ts';
import { randomBytes } from '#core/crypto/secret-key.ts';
import { ReplicaDatabase } from '../../storage/replica-database.ts';
import { createReplicaStore } from '../../storage/replica-store.ts';
import { readOrCreateDevice } from '../../storage/device-store.ts';
import { replicaDatabaseName, type TeamRow, type TeamRowOf } from '../../storage/team-row.ts';
import { deviceLabel } from '../../storage/device-label.ts';
import { pauseAfter } from './pause.ts';
import { memberNameOf } from './member-name.ts';
import { connecting, relayProblem } from './place-problem.ts';
import { sharedRow } from './shared-row.ts';
import type { TeamRig } from './team-rig.ts';

/** What the founder connects to the relay with, once its streams are there; undefined when the worker was stopped before. */
async function foundAtRelay(relay: string, accountSeed: string, { pause, publish, isStopped }: TeamRig) {
  const account = publicNameOf(accountSeed);
  const user = createRelayUser();
  const credentials = { seed: user.seed, jwt: await signOwner(accountSeed, user.name) };
  publish({ kind: 'founding', account, relay, ...connecting });
  for (let failures = 0; !isStopped(); failures += 1) {
    try {
      await makeStreams(relay, credentials);
      return { accountSeed, credentials };
    } catch (error) {
      publish({
        kind: 'founding',
        account,
        relay,
        ...connecting,
        link: 'offline',
        problem: relayProblem(error),
      });
      await pause.wait(pauseAfter(failures));
    }
  }
  return undefined;
}

/** The row of the founded workspace; undefined when the worker was stopped before. */
export async function foundTeam(row: TeamRowOf<'founding'>, rig: TeamRig): Promise<TeamRow | undefined> {
  const { db, now } = rig;
  const { way, relay, folder } = row;
  const atRelay = way === 'relay' ? await foundAtRelay(relay, row.accountSeed ?? '', rig) : {};
  if (!atRelay) return undefined;
  const name = await memberNameOf(db);
  const device = await readOrCreateDevice(db, name, now());
  const agreement = await createAgreementKey();
  const founder = { member: bytesToHex(randomBytes(8)), name, label: deviceLabel(navigator.userAgent) };
  const { workspace, line } = await foundWorkspace(deviceSigner(device.key), agreement, founder, now());
  const replicaDb = new ReplicaDatabase(replicaDatabaseName(workspace.id));
  // Before the row that names the workspace: without its founding entry nobody could go on.
  await createReplicaStore(replicaDb).putControlLines([line]);
  replicaDb.close();
  const shared = sharedRow({ way, relay, folder, workspace, agreement }, atRelay);
  await rig.saveRow(shared);
  return shared;
}
