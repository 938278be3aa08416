import * as v from 'valibot';
import { parseSignedLine, signLine } from '../crypto/signed-line.ts';
import { verifyDeviceSignature, type Signer } from '../crypto/device-key.ts';
import { sha256Schema } from '../evidence/exhibit.ts';
import { base64ToBytes, bytesToBase64, sha256Hex, type Bytes } from '../shared/bytes.ts';
import { logHeadSchema, type LogHead } from './seal.ts';

const instant = v.pipe(v.string(), v.isoTimestamp());
const name = v.pipe(v.string(), v.maxLength(200));

/**
 * A member says: this key is mine, from now on. The first device of a workspace introduces itself. A device that introduced itself may
 * be introduced once more, by another one of the same member, who vouches for it so.
 */
const introductionSchema = v.strictObject({
  format: v.literal('exhibit-device/1'),
  /** Fingerprint of the key that is introduced. */
  device: sha256Schema,
  /** SPKI in base64. */
  publicKey: v.pipe(v.string(), v.maxLength(200)),
  member: name,
  /** Such as "Firefox on the laptop"; may be empty. */
  label: name,
  /** Fingerprint of the device that signs this. */
  by: sha256Schema,
  at: instant,
});

/** A device is lost: what it signs from this instant on counts for nothing. */
const revocationSchema = v.strictObject({
  format: v.literal('exhibit-device-revocation/1'),
  device: sha256Schema,
  from: instant,
  /**
   * The newest seal of it that was known; whatever follows in its log is refused, however early it claims to be. Null when none
   * was known.
   */
  lastSeal: v.nullable(logHeadSchema),
  reason: name,
  by: sha256Schema,
  at: instant,
});

const entrySchema = v.variant('format', [introductionSchema, revocationSchema]);
type Revocation = v.InferOutput<typeof revocationSchema>;

export type Device = {
  fingerprint: string;
  publicKeySpki: Bytes;
  member: string;
  label: string;
  introducedAt: string;
  /** The device that introduced it; itself when nobody vouches. */
  introducedBy: string;
  revocation: { from: string; lastSeal: LogHead | null; by: string } | undefined;
};

/** `line` counts from 1. `unknown-signer`: signed by a device that was not introduced before; `revoked-signer`: by one that was revoked. */
export type RosterFault = {
  kind:
    | 'malformed'
    | 'bad-signature'
    | 'unknown-signer'
    | 'revoked-signer'
    | 'introduced-twice'
    | 'unknown-device';
  line: number;
};

/** A line by which `signer` introduces a device of this member; pass the signer's own key for the first device. */
export async function introduceDevice(
  signer: Signer,
  device: { fingerprint: string; publicKeySpki: Bytes; member: string; label: string },
  at: Date,
): Promise<string> {
  const { line } = await signLine(signer, {
    format: 'exhibit-device/1',
    device: device.fingerprint,
    publicKey: bytesToBase64(device.publicKeySpki),
    member: device.member.slice(0, 200),
    label: device.label.slice(0, 200),
    by: signer.fingerprint,
    at: at.toISOString(),
  } satisfies v.InferOutput<typeof introductionSchema>);
  return line;
}

/** A line by which `signer` revokes a device from a date on. */
export async function revokeDevice(
  signer: Signer,
  revocation: Pick<Revocation, 'device' | 'lastSeal' | 'reason'> & { from: Date },
  at: Date,
): Promise<string> {
  const { line } = await signLine(signer, {
    format: 'exhibit-device-revocation/1',
    device: revocation.device,
    from: revocation.from.toISOString(),
    lastSeal: revocation.lastSeal,
    reason: revocation.reason,
    by: signer.fingerprint,
    at: at.toISOString(),
  } satisfies Revocation);
  return line;
}

/**
 * The devices that these lines introduce and revoke, in their order. A line that does not hold changes nothing and is named. That a
 * device introduced itself proves nothing about its owner: the reader compares the fingerprint with one heard from elsewhere.
 */
export async function readRoster(
  lines: readonly string[],
): Promise<{ devices: Map<string, Device>; faults: RosterFault[] }> {
  const devices = new Map<string, Device>();
  const faults: RosterFault[] = [];
  for (const [at, line] of lines.entries()) {
    const fault = await readEntry(line, devices);
    if (fault) faults.push({ kind: fault, line: at + 1 });
  }
  return { devices, faults };
}

async function readEntry(
  line: string,
  devices: Map<string, Device>,
): Promise<RosterFault['kind'] | undefined> {
  const parsed = await parseSignedLine(line);
  const entry = parsed.ok ? v.safeParse(entrySchema, parsed.value.body) : undefined;
  if (!parsed.ok || !entry?.success) return 'malformed';
  const { by, at } = entry.output;
  const own = entry.output.format === 'exhibit-device/1' ? await introduced(entry.output) : undefined;
  if (entry.output.format === 'exhibit-device/1' && !own) return 'malformed';
  const signer = devices.get(by) ?? (own?.fingerprint === by ? own : undefined);
  if (!signer) return 'unknown-signer';
  if (!(await verifyDeviceSignature(signer.publicKeySpki, parsed.value.bytes, parsed.value.signature)))
    return 'bad-signature';
  if (isRevoked(signer, at)) return 'revoked-signer';
  if (own) {
    const before = devices.get(own.fingerprint);
    if (before && !isVouchedFor(before, own)) return 'introduced-twice';
    // What it sealed since it introduced itself stays its own.
    devices.set(own.fingerprint, before ? { ...before, introducedBy: own.introducedBy } : own);
    return undefined;
  }
  return revoke(entry.output as Revocation, devices); // the other format was handled above
}

const isVouchedFor = (before: Device, now: Device): boolean =>
  before.introducedBy === before.fingerprint &&
  now.introducedBy !== now.fingerprint &&
  before.member === now.member;

function revoke(entry: Revocation, devices: Map<string, Device>): RosterFault['kind'] | undefined {
  const device = devices.get(entry.device);
  if (!device) return 'unknown-device';
  const { from, lastSeal, by } = entry;
  devices.set(entry.device, withRevocation(device, { from, lastSeal, by }));
  return undefined;
}

/**
 * The device as lost from then on. The earliest date holds, and of two words of one date the older seal: a later word cannot give a lost
 * device time back.
 */
export function withRevocation(device: Device, revocation: NonNullable<Device['revocation']>): Device {
  const before = device.revocation;
  const later = before ? Date.parse(revocation.from) - Date.parse(before.from) : -1;
  const isStricter = later === 0 && lastNumber(revocation) < lastNumber(before);
  return later < 0 || isStricter ? { ...device, revocation } : device;
}

const lastNumber = (revocation: Device['revocation']): number => revocation?.lastSeal?.sequence ?? 0;

async function introduced(entry: v.InferOutput<typeof introductionSchema>): Promise<Device | undefined> {
  try {
    const publicKeySpki = base64ToBytes(entry.publicKey);
    if ((await sha256Hex(publicKeySpki)) !== entry.device) return undefined;
    const { device: fingerprint, member, label, at: introducedAt, by: introducedBy } = entry;
    return { fingerprint, publicKeySpki, member, label, introducedAt, introducedBy, revocation: undefined };
  } catch {
    return undefined;
  }
}

/** True when the device was revoked at this instant (ISO 8601) or earlier. */
export const isRevoked = ({ revocation }: Device, at: string): boolean =>
  revocation !== undefined && Date.parse(at) >= Date.parse(revocation.from);

/** True when this seal does not count, because the device was revoked before it or its log went on after what was known. */
export const isSealRevoked = (device: Device, seal: { sequence: number; sealedAt: string }): boolean => {
  if (!device.revocation) return false;
  return isRevoked(device, seal.sealedAt) || seal.sequence > lastNumber(device.revocation);
};
