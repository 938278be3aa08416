/** Members with devices and replicas for tests: a founder, and others whom the founder lets in. */
import 'fake-indexeddb/auto';
import { createAgreementKey, type AgreementKey } from '#core/crypto/agreement-key.ts';
import { createDeviceKey, deviceSigner, type Signer } from '#core/crypto/device-key.ts';
import type { Role } from '#core/sync/control-entry.ts';
import {
  openReplica,
  type Replica,
  type ReplicaListener,
  type ReplicaOptions,
  type ReplicaTiming,
} from '#core/sync/replica.ts';
import type { ReplicaStore } from '#core/sync/replica-store.ts';
import {
  addDevice,
  foundWorkspace,
  giveRole,
  type WorkspaceReference,
} from '#core/sync/workspace-control.ts';
import { ReplicaDatabase } from '../../app/storage/replica-database.ts';
import { createReplicaStore } from '../../app/storage/replica-store.ts';

let databases = 0;

export type TestDevice = {
  name: string;
  signer: Signer;
  agreement: AgreementKey;
  database: ReplicaDatabase;
  store: ReplicaStore;
};

export async function makeDevice(name: string): Promise<TestDevice> {
  const signer = deviceSigner(await createDeviceKey());
  const database = new ReplicaDatabase(`${name}-${(databases += 1)}`);
  const agreement = await createAgreementKey();
  return { name, signer, agreement, database, store: createReplicaStore(database) };
}

const quick: ReplicaTiming = { batchMs: 5, retryFirstMs: 20, retryMostMs: 200 };

export const openOn = (
  { signer, agreement, store }: TestDevice,
  workspace: WorkspaceReference,
  listener: ReplicaListener = {},
  timing: Partial<ReplicaTiming> = {},
  more: Pick<ReplicaOptions, 'compaction'> = {},
): Promise<Replica> =>
  openReplica(
    { workspace, signer, agreement, store, now: () => new Date(), timing: { ...quick, ...timing }, ...more },
    listener,
  );

export async function found(
  device: TestDevice,
  listener: ReplicaListener = {},
): Promise<{ workspace: WorkspaceReference; replica: Replica }> {
  const founder = { member: device.name, name: device.name, label: '' };
  const { workspace, line } = await foundWorkspace(device.signer, device.agreement, founder, new Date());
  const replica = await openOn(device, workspace, listener);
  await replica.addControl([line]);
  return { workspace, replica };
}

/** The owner makes a member of the device's person and lets the device in. */
export async function letIn(
  owner: TestDevice,
  replica: Replica,
  device: TestDevice,
  role: Role,
): Promise<void> {
  const state = () => {
    const known = replica.control().state;
    if (!known) throw new Error('expected a founded workspace');
    return known;
  };
  const member = { id: device.name, name: device.name, role };
  await replica.addControl([await giveRole(owner.signer, state(), member, replica.counters(), new Date())]);
  const { fingerprint, publicKeySpki } = device.signer;
  const { publicPoint: agreementPoint } = device.agreement;
  const introduced = { fingerprint, publicKeySpki, agreementPoint, label: '' };
  const wish = { member: device.name, device: introduced };
  await replica.addControl([await addDevice(owner.signer, state(), replica.keyring(), wish, new Date())]);
}
