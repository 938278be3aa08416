/** What the entries of a control log amount to, one after the other. */
import { isAgreementPoint } from '../crypto/agreement-key.ts';
import { base64ToBytes, sha256Hex, type Bytes } from '../shared/bytes.ts';
import type { ControlChange, ControlEntry, ControlHead, Role } from './control-entry.ts';
import { authorOf } from './envelope.ts';

export type Member = {
  id: string;
  name: string;
  role: Role;
  /** Number of the entry by which the member became an owner; undefined for the others. */
  ownerSince: number | undefined;
  removed: boolean;
  /** When the entry that removed the member says it was written (ISO 8601, UTC). */
  removedAt: string | undefined;
};

export type MemberDevice = {
  fingerprint: string;
  publicKeySpki: Bytes;
  agreementPoint: Bytes;
  member: string;
  label: string;
  removed: boolean;
  /** As of a member; a device of a removed member was not removed itself. */
  removedAt: string | undefined;
  /** By subject: the last counter that counts although the device may not write there any more. */
  lastCounters: ReadonlyMap<string, number>;
};

export type KeyGeneration = { commitment: string; wrapped: ReadonlyMap<string, string> };

export type ControlState = {
  head: ControlHead;
  members: ReadonlyMap<string, Member>;
  /** By fingerprint. */
  devices: ReadonlyMap<string, MemberDevice>;
  generations: ReadonlyMap<number, KeyGeneration>;
  /** By device of a member who became an owner: the seed of the relay's account, wrapped to it. */
  account: ReadonlyMap<string, string>;
  /** Somebody was removed and the new key is not in the log yet: nothing is sealed until it is. */
  rotationDue: boolean;
};

/** The device with this short name; no two of a log have the same. */
export function deviceOfAuthor(state: ControlState, author: string): MemberDevice | undefined {
  for (const device of state.devices.values()) if (authorOf(device.fingerprint) === author) return device;
  return undefined;
}

/** A device that is there, of a member who is there. */
export const isPresent = (state: ControlState, device: MemberDevice): boolean =>
  !device.removed && state.members.get(device.member)?.removed === false;

/** The owner whose device this is; undefined when it is nobody's or not an owner's. */
export function ownerOf(state: ControlState, fingerprint: string): Member | undefined {
  const device = state.devices.get(fingerprint);
  const member = device && isPresent(state, device) ? state.members.get(device.member) : undefined;
  return member?.role === 'owner' ? member : undefined;
}

const empty: ControlState = {
  head: { sequence: 0, sha256: '' },
  members: new Map(),
  devices: new Map(),
  generations: new Map(),
  account: new Map(),
  rotationDue: false,
};

/** The state of a founding entry; undefined when it is none. */
export const foundingState = (entry: ControlEntry): Promise<ControlState | undefined> =>
  entry.change.kind === 'founded' && entry.sequence === 1 && entry.previous === null
    ? applyEntry(empty, entry)
    : Promise.resolve(undefined);

/** The state after an entry, whose author was checked before; undefined when its change is not possible. */
export async function applyEntry(
  state: ControlState,
  entry: ControlEntry,
): Promise<ControlState | undefined> {
  const changed = await applyChange(state, entry);
  if (!changed || ![...changed.devices.keys()].some((device) => ownerOf(changed, device))) return undefined;
  return { ...changed, head: { sequence: entry.sequence, sha256: entry.sha256 } };
}

async function applyChange(
  state: ControlState,
  { change, sequence, at }: Pick<ControlEntry, 'change' | 'sequence' | 'at'>,
): Promise<ControlState | undefined> {
  switch (change.kind) {
    case 'founded': {
      if (state !== empty) return undefined;
      const { member: id, name } = change;
      const member: Member = { id, name, role: 'owner', ownerSince: sequence, ...notRemoved };
      const founded = await addDevice({ ...state, members: new Map([[id, member]]) }, change);
      return founded && addGeneration(founded, change);
    }
    case 'role-given':
      return giveRole(state, change, sequence);
    case 'device-added': {
      const added = await addDevice(state, change);
      return added && addKeys(added, change);
    }
    case 'device-removed': {
      const device = state.devices.get(change.device);
      if (!device || device.removed) return undefined;
      const removed = { ...device, removed: true, removedAt: at, lastCounters: asMap(change.lastCounters) };
      return {
        ...state,
        devices: new Map(state.devices).set(device.fingerprint, removed),
        rotationDue: true,
      };
    }
    case 'member-removed': {
      const member = state.members.get(change.member);
      if (!member || member.removed) return undefined;
      const members = new Map(state.members).set(member.id, { ...member, removed: true, removedAt: at });
      return {
        ...state,
        members,
        devices: limited(state, member.id, change.lastCounters),
        rotationDue: true,
      };
    }
    case 'key-generation':
      return addGeneration(state, change);
  }
}

const notRemoved = { removed: false, removedAt: undefined };

const asMap = <Value>(record: Readonly<Record<string, Value>>): Map<string, Value> =>
  new Map(Object.entries(record));

type Introduced = Extract<ControlChange, { kind: 'founded' | 'device-added' }>;

async function addDevice(state: ControlState, change: Introduced): Promise<ControlState | undefined> {
  const publicKeySpki = base64ToBytes(change.publicKey);
  const agreementPoint = base64ToBytes(change.agreementPoint);
  const { device: fingerprint, member, label } = change;
  if ((await sha256Hex(publicKeySpki)) !== fingerprint) return undefined;
  // Nobody could wrap a key to another one, so the next removal would fail for everybody.
  if (!(await isAgreementPoint(agreementPoint))) return undefined;
  if (state.members.get(member)?.removed !== false) return undefined;
  // Also one that was removed: its counters and its removal stay what they are.
  if (deviceOfAuthor(state, authorOf(fingerprint))) return undefined;
  const device: MemberDevice = {
    fingerprint,
    publicKeySpki,
    agreementPoint,
    member,
    label,
    ...notRemoved,
    lastCounters: new Map(),
  };
  return { ...state, devices: new Map(state.devices).set(fingerprint, device) };
}

function addKeys(
  state: ControlState,
  { device, keys }: Extract<ControlChange, { kind: 'device-added' }>,
): ControlState | undefined {
  const generations = new Map(state.generations);
  for (const [number, key] of Object.entries(keys)) {
    const generation = generations.get(Number(number));
    if (!generation) return undefined;
    generations.set(Number(number), {
      ...generation,
      wrapped: new Map(generation.wrapped).set(device, key),
    });
  }
  return { ...state, generations };
}

function addGeneration(
  state: ControlState,
  { generation, commitment, wrapped }: Extract<ControlChange, { kind: 'founded' | 'key-generation' }>,
): ControlState | undefined {
  if (generation !== state.generations.size + 1) return undefined;
  const generations = new Map(state.generations).set(generation, { commitment, wrapped: asMap(wrapped) });
  return { ...state, generations, rotationDue: false };
}

function giveRole(
  state: ControlState,
  change: Extract<ControlChange, { kind: 'role-given' }>,
  sequence: number,
): ControlState | undefined {
  const before = state.members.get(change.member);
  if (before?.removed) return undefined;
  const ownerSince = change.role === 'owner' ? (before?.ownerSince ?? sequence) : undefined;
  const { member: id, name, role } = change;
  const members = new Map(state.members).set(id, { id, name, role, ownerSince, ...notRemoved });
  const devices = role === 'auditor' ? limited(state, id, change.lastCounters) : state.devices;
  const account =
    role === 'owner' ? new Map([...state.account, ...asMap(change.account ?? {})]) : state.account;
  return { ...state, members, devices, account };
}

/** The member's devices with what still counts of what they wrote. */
function limited(
  state: ControlState,
  member: string,
  lastCounters: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Map<string, MemberDevice> {
  const devices = new Map(state.devices);
  for (const device of devices.values())
    if (device.member === member && !device.removed)
      devices.set(device.fingerprint, {
        ...device,
        lastCounters: asMap(lastCounters[device.fingerprint] ?? {}),
      });
  return devices;
}
