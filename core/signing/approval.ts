/**
 * Approvals of frozen versions: statements of the kind `soa-approval`. The subject is the version's number, the content is the
 * version itself, so that the statement's `contentSha256` is the version's SHA-256.
 */
import { readRoster, type Device } from '../seal/device-roster.ts';
import { byTime, checkedSignature, type CheckedSignature } from './checked-signature.ts';
import type { KnownDevices } from './holder.ts';
import { statementIn, type StatementWish } from './statement.ts';

/** What is signed to approve this version. */
export const approvalOf = (version: {
  number: number;
}): Pick<StatementWish, 'kind' | 'subject' | 'content'> => ({
  kind: 'soa-approval',
  subject: String(version.number),
  content: version,
});

/** A statement with the line by which its device introduced itself. */
type Signed = { line: string; introduction: string };

/** The roster with the introductions of those devices that it does not know yet: a device that is known keeps what is known of it. */
export async function rosterWith(roster: readonly string[], signed: readonly Signed[]): Promise<string[]> {
  const lines = [...roster];
  let { devices } = await readRoster(lines);
  for (const introduction of new Set(signed.map((one) => one.introduction))) {
    const own = (await readRoster([introduction])).devices;
    if ([...own.keys()].some((fingerprint) => devices.has(fingerprint)) || own.size === 0) continue;
    lines.push(introduction);
    devices = new Map([...devices, ...own]);
  }
  return lines;
}

/** The versions whose bytes have the hash of their name, by it, with the approver that each names. */
type IntactVersions = ReadonlyMap<string, { approver: string }>;

async function checked(
  { line }: Signed,
  versions: IntactVersions,
  devices: ReadonlyMap<string, Device>,
  known: KnownDevices,
): Promise<CheckedSignature[]> {
  const statement = await statementIn(line);
  if (statement?.kind !== 'soa-approval') return [];
  const version = versions.get(statement.contentSha256);
  const contentSha256 = version && statement.contentSha256;
  const named = version?.approver ?? '';
  return [await checkedSignature({ line, statement, contentSha256, named }, devices, known)];
}

/**
 * Checks approvals, oldest first; an approval of anything but `intact` is one about another content. `roster` are lines of
 * core/seal/device-roster that are known here, revocations included; `known` says whose devices are.
 */
export async function checkApprovals(
  signed: readonly Signed[],
  intact: IntactVersions,
  roster: readonly string[],
  known: KnownDevices,
): Promise<CheckedSignature[]> {
  const { devices } = await readRoster(await rosterWith(roster, signed));
  const all = await Promise.all(signed.map((one) => checked(one, intact, devices, known)));
  return all.flat().toSorted(byTime);
}
