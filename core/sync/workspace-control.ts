/** What an owner does to a workspace: each function gives the control lines that do it, to be added to the log and sent. */
import type { AgreementKey } from '../crypto/agreement-key.ts';
import type { Signer } from '../crypto/device-key.ts';
import { randomBytes, secretBytes } from '../crypto/secret-key.ts';
import {
  bytesToBase64,
  bytesToHex,
  bytesToText,
  sha256Hex,
  textToBytes,
  type Bytes,
} from '../shared/bytes.ts';
import { signControlEntry, type ControlChange, type Role } from './control-entry.ts';
import { isPresent, type ControlState } from './control-state.ts';
import type { Keyring } from './keyring.ts';
import { unwrapKey, wrapKey } from './wrapped-key.ts';

/** The public halves of a device that is to be let in. */
export type NewDevice = { fingerprint: string; publicKeySpki: Bytes; agreementPoint: Bytes; label: string };

/** What every member knows of a workspace, from the founding or from the invitation. */
export type WorkspaceReference = { id: string; controlSecret: Bytes };

/** By device and subject: the counters that a replica has applied, see Replica.counters. */
export type Counters = ReadonlyMap<string, ReadonlyMap<string, number>>;

const introduced = ({ fingerprint, publicKeySpki, agreementPoint, label }: NewDevice) => ({
  device: fingerprint,
  publicKey: bytesToBase64(publicKeySpki),
  agreementPoint: bytesToBase64(agreementPoint),
  label,
});

/** A new workspace whose first owner is this member on this device. The line goes to the log first of all. */
export async function foundWorkspace(
  signer: Signer,
  agreement: AgreementKey,
  founder: { member: string; name: string; label: string },
  at: Date,
): Promise<{ workspace: WorkspaceReference; line: string }> {
  const key = randomBytes(secretBytes);
  const target = { generation: 1, device: signer.fingerprint };
  const { label, member, name } = founder;
  const { line, head } = await signControlEntry(
    signer,
    undefined,
    {
      kind: 'founded',
      nonce: bytesToHex(randomBytes(32)),
      member,
      name,
      ...introduced({ ...signer, agreementPoint: agreement.publicPoint, label }),
      generation: 1,
      commitment: await sha256Hex(key),
      wrapped: { [signer.fingerprint]: await wrapKey(key, agreement.publicPoint, target) },
    },
    at,
  );
  return { workspace: { id: head.sha256, controlSecret: randomBytes(secretBytes) }, line };
}

/** Lets a device of a member in and wraps it all the keys that the owner has, so that it can read what is stored. */
export async function addDevice(
  signer: Signer,
  state: ControlState,
  keyring: Keyring,
  { member, device }: { member: string; device: NewDevice },
  at: Date,
): Promise<string> {
  const keys: Record<string, string> = {};
  for (const generation of state.generations.keys()) {
    const key = keyring.secret(generation);
    const target = { generation, device: device.fingerprint };
    if (key) keys[generation] = await wrapKey(key, device.agreementPoint, target);
  }
  const change: ControlChange = { kind: 'device-added', member, ...introduced(device), keys };
  return (await signControlEntry(signer, state.head, change, at)).line;
}

/** Seeds of the relay's accounts are wrapped like the key of a generation that there is not. */
const accountTarget = (device: string) => ({ generation: 0, device });

/**
 * Makes somebody a member or gives a member another role. A new owner's devices get the seed of the relay's account, where this device
 * has it: without it they could let nobody in.
 */
export async function giveRole(
  signer: Signer,
  state: ControlState,
  member: { id: string; name: string; role: Role },
  counters: Counters,
  at: Date,
  accountSeed?: string,
): Promise<string> {
  const { id, name, role } = member;
  const lastCounters = lastCountersOf(state, id, counters);
  const account: Record<string, string> = {};
  if (role === 'owner' && accountSeed !== undefined)
    for (const { fingerprint, agreementPoint, member: of, removed } of state.devices.values())
      if (of === id && !removed)
        account[fingerprint] = await wrapKey(
          textToBytes(accountSeed),
          agreementPoint,
          accountTarget(fingerprint),
        );
  const handed = Object.keys(account).length > 0 ? { account } : {};
  const change: ControlChange = { kind: 'role-given', member: id, name, role, lastCounters, ...handed };
  return (await signControlEntry(signer, state.head, change, at)).line;
}

/** The seed of the relay's account that the log hands to this device; undefined when it hands none, or none that opens. */
export async function accountSeedOf(
  state: ControlState,
  device: string,
  agreement: AgreementKey,
): Promise<string | undefined> {
  const wrapped = state.account.get(device);
  const seed = wrapped === undefined ? undefined : await unwrapKey(wrapped, agreement, accountTarget(device));
  return seed && bytesToText(seed);
}

/** Removes a member with all devices and gives the others a new key: two lines, in this order. */
export async function removeMember(
  signer: Signer,
  state: ControlState,
  member: string,
  counters: Counters,
  at: Date,
): Promise<string[]> {
  const lastCounters = lastCountersOf(state, member, counters);
  const staying = [...state.devices.values()].filter(
    (device) => isPresent(state, device) && device.member !== member,
  );
  return removal(signer, state, { kind: 'member-removed', member, lastCounters }, staying, at);
}

/** Removes one device, such as a lost one, and gives the others a new key: two lines, in this order. */
export async function removeDevice(
  signer: Signer,
  state: ControlState,
  device: string,
  counters: Counters,
  at: Date,
): Promise<string[]> {
  const lastCounters = Object.fromEntries(counters.get(device) ?? []);
  const staying = [...state.devices.values()].filter(
    (other) => isPresent(state, other) && other.fingerprint !== device,
  );
  return removal(signer, state, { kind: 'device-removed', device, lastCounters }, staying, at);
}

async function removal(
  signer: Signer,
  state: ControlState,
  change: ControlChange,
  staying: readonly { fingerprint: string; agreementPoint: Bytes }[],
  at: Date,
): Promise<string[]> {
  const removed = await signControlEntry(signer, state.head, change, at);
  const generation = state.generations.size + 1;
  const key = randomBytes(secretBytes);
  const wrapped: Record<string, string> = {};
  for (const { fingerprint: device, agreementPoint } of staying)
    wrapped[device] = await wrapKey(key, agreementPoint, { generation, device });
  const commitment = await sha256Hex(key);
  const rotation: ControlChange = { kind: 'key-generation', generation, commitment, wrapped };
  return [removed.line, (await signControlEntry(signer, removed.head, rotation, at)).line];
}

const lastCountersOf = (state: ControlState, member: string, counters: Counters) =>
  Object.fromEntries(
    [...state.devices.values()]
      .filter((device) => device.member === member && !device.removed)
      .map(({ fingerprint }) => [fingerprint, Object.fromEntries(counters.get(fingerprint) ?? [])]),
  );
