import { verifyDeviceSignature } from '../crypto/device-key.ts';
import type { Bytes } from '../shared/bytes.ts';
import { parseSeal, type CheckedSeal, type LogHead } from './seal.ts';

/**
 * What is wrong with a device's log. `line` counts from 1.
 * `malformed`: no seal of this format. `other-device`: another device's seal. `bad-signature`: not signed by this device's key.
 * `gap`: numbers are missing before this one. `fork`: two different seals bear this number, or this one does not follow the one before.
 * `replay`: the same seal, or the same exhibit, for a second time. `truncated`: a seal that is known to exist is not there.
 * `rewritten`: another seal stands where a known one was.
 */
export type LogFault =
  | { kind: 'malformed'; line: number }
  | { kind: 'other-device'; line: number }
  | { kind: 'bad-signature'; line: number; sequence: number }
  | { kind: 'gap'; line: number; sequence: number; expected: number }
  | { kind: 'fork'; line: number; sequence: number }
  | { kind: 'replay'; line: number; sequence: number }
  | { kind: 'truncated'; sequence: number; lastSequence: number }
  | { kind: 'rewritten'; sequence: number };

/** True for a gap that begins after `whole`, up to which every seal was here once: what is missing may be on its way. */
export const mayStillCome = (fault: LogFault, whole: number): boolean =>
  fault.kind === 'gap' && fault.expected > whole;

export type CheckedLog = {
  /** The seals whose signature holds, in the order of the log. */
  seals: CheckedSeal[];
  head: LogHead | undefined;
  faults: LogFault[];
  /** Sequence numbers at which the device's clock stood earlier than at the seal before: worth a question, no proof of anything. */
  clockWentBack: number[];
};

/**
 * Checks the whole log of one device: every line's signature, the numbers without gap, each seal's link to the one before, and that
 * the seals in `known` (heads that the reader saw earlier, or that others saw) are still in it. Never throws.
 */
export async function checkDeviceLog(
  lines: readonly string[],
  device: { fingerprint: string; publicKeySpki: Bytes },
  known: readonly LogHead[] = [],
): Promise<CheckedLog> {
  const log: CheckedLog = { seals: [], head: undefined, faults: [], clockWentBack: [] };
  const bySequence = new Map<number, CheckedSeal>();
  const exhibits = new Set<string>();
  for (const [at, text] of lines.entries()) {
    const line = at + 1;
    const parsed = await parseSeal(text);
    if (!parsed) {
      log.faults.push({ kind: 'malformed', line });
      continue;
    }
    const { bytes, signature, ...checked } = parsed;
    const { sequence } = checked;
    if (checked.device !== device.fingerprint) {
      log.faults.push({ kind: 'other-device', line });
      continue;
    }
    if (!(await verifyDeviceSignature(device.publicKeySpki, bytes, signature))) {
      log.faults.push({ kind: 'bad-signature', line, sequence });
      continue;
    }
    const fault = faultOfPlace(checked, log.seals.at(-1), bySequence, exhibits);
    if (fault) log.faults.push({ ...fault, line, sequence });
    if (fault?.kind === 'replay') continue;
    const before = log.seals.at(-1);
    if (before && Date.parse(before.sealedAt) > Date.parse(checked.sealedAt))
      log.clockWentBack.push(sequence);
    log.seals.push(checked);
    exhibits.add(checked.exhibit);
    if (!bySequence.has(sequence)) bySequence.set(sequence, checked);
  }
  const last = log.seals.at(-1);
  if (last) log.head = { device: last.device, sequence: last.sequence, sha256: last.sha256 };
  for (const head of known) {
    if (head.device !== device.fingerprint) continue;
    const there = bySequence.get(head.sequence);
    if (!there)
      log.faults.push({ kind: 'truncated', sequence: head.sequence, lastSequence: last?.sequence ?? 0 });
    else if (there.sha256 !== head.sha256) log.faults.push({ kind: 'rewritten', sequence: head.sequence });
  }
  return log;
}

function faultOfPlace(
  seal: CheckedSeal,
  before: CheckedSeal | undefined,
  bySequence: ReadonlyMap<number, CheckedSeal>,
  exhibits: ReadonlySet<string>,
): { kind: 'replay' } | { kind: 'fork' } | { kind: 'gap'; expected: number } | undefined {
  const same = bySequence.get(seal.sequence);
  if (same) return { kind: same.sha256 === seal.sha256 ? 'replay' : 'fork' };
  if (exhibits.has(seal.exhibit)) return { kind: 'replay' };
  const expected = (before?.sequence ?? 0) + 1;
  if (seal.sequence !== expected) return { kind: 'gap', expected };
  return seal.previous === (before?.sha256 ?? null) ? undefined : { kind: 'fork' };
}
