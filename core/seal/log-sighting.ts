/**
 * What a replica heard from a sealing device itself: the newest seal that the device named, beside the newest that the replica holds. A
 * device that was set back, or cuts its log, tells fewer than it told before; by a sighting all other replicas learn of it.
 */
import * as v from 'valibot';
import { verifyDeviceSignature, type Signer } from '../crypto/device-key.ts';
import { parseSignedLine, signLine } from '../crypto/signed-line.ts';
import { sha256Schema } from '../evidence/exhibit.ts';
import type { Bytes } from '../shared/bytes.ts';
import type { LogFault } from './device-log.ts';
import { logHeadSchema, type LogHead } from './seal.ts';

const sightingSchema = v.strictObject({
  format: v.literal('exhibit-log-sighting/1'),
  /** Fingerprint of the device whose log it is. */
  device: sha256Schema,
  /** The newest seal of it that the signer holds. */
  newest: logHeadSchema,
  /** What the device itself named as its newest when it was asked last; null when it said that it has none. */
  told: v.nullable(logHeadSchema),
  by: sha256Schema,
  at: v.pipe(v.string(), v.isoTimestamp()),
});
export type LogSighting = v.InferOutput<typeof sightingSchema>;

/** The line by which `signer` says what it heard from a device, and what it holds of the device's log. */
export async function signSighting(
  signer: Signer,
  { newest, told }: Pick<LogSighting, 'newest' | 'told'>,
  at: Date,
): Promise<string> {
  const { line } = await signLine(signer, {
    format: 'exhibit-log-sighting/1',
    device: newest.device,
    newest,
    told,
    by: signer.fingerprint,
    at: at.toISOString(),
  } satisfies LogSighting);
  return line;
}

/** The sighting in this line, when the device that it names as its signer signed it; undefined otherwise, and for unknown signers. */
export async function verifySighting(
  line: string,
  keyOf: (fingerprint: string) => Bytes | undefined,
): Promise<LogSighting | undefined> {
  const parsed = await parseSignedLine(line);
  const sighting = parsed.ok ? v.safeParse(sightingSchema, parsed.value.body) : undefined;
  if (!parsed.ok || !sighting?.success) return undefined;
  const { output } = sighting;
  const isOfOne =
    output.newest.device === output.device && (output.told?.device ?? output.device) === output.device;
  const key = keyOf(output.by);
  if (!isOfOne || !key) return undefined;
  const { bytes, signature } = parsed.value;
  return (await verifyDeviceSignature(key, bytes, signature)) ? output : undefined;
}

/** What is wrong with the newest seal that a device names, for somebody who holds `newest` of it; undefined when nothing is. */
export function faultOfTold(newest: LogHead, told: LogHead | null): LogFault | undefined {
  const { sequence } = newest;
  if ((told?.sequence ?? 0) < sequence)
    return { kind: 'truncated', sequence, lastSequence: told?.sequence ?? 0 };
  return told?.sequence === sequence && told.sha256 !== newest.sha256
    ? { kind: 'rewritten', sequence }
    : undefined;
}

/** Whether two sightings say the same of a device, whenever they were made. */
export const isSameSighting = (
  one: Pick<LogSighting, 'newest' | 'told'>,
  other: Pick<LogSighting, 'newest' | 'told'>,
): boolean =>
  one.newest.sha256 === other.newest.sha256 &&
  one.told?.sequence === other.told?.sequence &&
  one.told?.sha256 === other.told?.sha256;
