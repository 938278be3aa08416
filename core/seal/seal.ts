import * as v from 'valibot';
import { canonicalRecordSha256 } from '../evidence/canonical-record.ts';
import { exhibitIdSchema, sha256Schema, type ExhibitRecord } from '../evidence/exhibit.ts';
import { parseSignedLine, signLine, type SignedLine } from '../crypto/signed-line.ts';
import { verifyDeviceSignature, type Signer } from '../crypto/device-key.ts';
import type { Bytes } from '../shared/bytes.ts';

/** More than a device seals in its life. */
export const mostSeals = 10_000_000;
const sequenceSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostSeals));

/** What a device signs about one exhibit. The seals of a device form its log: numbered from 1, each naming the one before. */
export const sealSchema = v.strictObject({
  format: v.literal('exhibit-seal/1'),
  exhibit: exhibitIdSchema,
  /** SHA-256 of the record's canonical JSON (RFC 8785). */
  recordSha256: sha256Schema,
  /** Fingerprint of the device's key. */
  device: sha256Schema,
  sequence: sequenceSchema,
  /** SHA-256 of the previous seal's canonical JSON; null for the first. */
  previous: v.nullable(sha256Schema),
  /** UTC, from the device's clock. */
  sealedAt: v.pipe(v.string(), v.isoTimestamp()),
});
export type Seal = v.InferOutput<typeof sealSchema>;

/** The newest seal of a device that somebody knows of. Whoever keeps it notices when the log is cut or rewritten later. */
export const logHeadSchema = v.strictObject({
  device: sha256Schema,
  sequence: sequenceSchema,
  sha256: sha256Schema,
});
export type LogHead = v.InferOutput<typeof logHeadSchema>;

/**
 * Seals an accepted record: hash, place in the device's log, signature. `head` is this device's newest seal, undefined for the first.
 *
 * The caller stores `line` under `head.sequence` in the transaction that accepts the exhibit, with a unique key, so that two
 * tabs can never give one number twice: who comes second seals again on the new head.
 */
export async function sealRecord(
  record: ExhibitRecord,
  signer: Signer,
  head: LogHead | undefined,
  sealedAt: Date,
): Promise<{ line: string; head: LogHead }> {
  const seal: Seal = {
    format: 'exhibit-seal/1',
    exhibit: record.id,
    recordSha256: await canonicalRecordSha256(record),
    device: signer.fingerprint,
    sequence: (head?.sequence ?? 0) + 1,
    previous: head?.sha256 ?? null,
    sealedAt: sealedAt.toISOString(),
  };
  const signed: SignedLine = await signLine(signer, seal);
  return {
    line: signed.line,
    head: { device: signer.fingerprint, sequence: seal.sequence, sha256: signed.sha256 },
  };
}

/** A seal whose signature holds, with the hash of its signed bytes. */
export type CheckedSeal = Seal & { sha256: string };

/** A seal as it stands in its line; its signature is not checked yet. Undefined for what is no seal of this format. */
export async function parseSeal(
  line: string,
): Promise<(CheckedSeal & { bytes: Bytes; signature: Bytes }) | undefined> {
  const parsed = await parseSignedLine(line);
  const seal = parsed.ok ? v.safeParse(sealSchema, parsed.value.body) : undefined;
  if (!parsed.ok || !seal?.success) return undefined;
  const { bytes, signature, sha256 } = parsed.value;
  return { ...seal.output, sha256, bytes, signature };
}

/** The seal in this line, when this device signed it; undefined otherwise. Its place in the device's log is not checked. */
export async function verifySeal(
  line: string,
  device: { fingerprint: string; publicKeySpki: Bytes },
): Promise<CheckedSeal | undefined> {
  const parsed = await parseSeal(line);
  if (parsed?.device !== device.fingerprint) return undefined;
  const { bytes, signature, ...seal } = parsed;
  return (await verifyDeviceSignature(device.publicKeySpki, bytes, signature)) ? seal : undefined;
}
