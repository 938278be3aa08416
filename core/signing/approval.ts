/**
 * Approvals of frozen versions: statements of the kind `soa-approval`. The subject is the version's number, the content is the
 * version itself, so that the statement's `contentSha256` is the version's SHA-256.
 */
import { readRoster, type Device } from '../seal/device-roster.ts';
import {
  verifyStatement,
  statementIn,
  type Statement,
  type StatementError,
  type StatementWish,
} from './statement.ts';

/** What is signed to approve this version. */
export const approvalOf = (version: {
  number: number;
}): Pick<StatementWish, 'kind' | 'subject' | 'content'> => ({
  kind: 'soa-approval',
  subject: String(version.number),
  content: version,
});

/** An approval as it was found when it was checked. `fault` says why it does not count; undefined when it holds. */
export type CheckedApproval = Pick<Statement, 'contentSha256' | 'member' | 'device' | 'signedAt'> & {
  fault: StatementError['kind'] | undefined;
};

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

async function checked(
  { line }: Signed,
  versions: ReadonlySet<string>,
  devices: ReadonlyMap<string, Device>,
): Promise<CheckedApproval[]> {
  const statement = await statementIn(line);
  if (statement?.kind !== 'soa-approval') return [];
  const { contentSha256, member, device, signedAt } = statement;
  const known = versions.has(contentSha256) ? contentSha256 : undefined;
  const verified = await verifyStatement(line, () => known, devices);
  return [{ contentSha256, member, device, signedAt, fault: verified.ok ? undefined : verified.error.kind }];
}

/**
 * Checks approvals, oldest first. `intact` are the SHA-256 of the versions whose bytes have that hash; an approval of anything else is
 * one about another content. `roster` are lines of core/seal/device-roster that are known here, revocations included.
 */
export async function checkApprovals(
  signed: readonly Signed[],
  intact: ReadonlySet<string>,
  roster: readonly string[],
): Promise<CheckedApproval[]> {
  const { devices } = await readRoster(await rosterWith(roster, signed));
  const all = await Promise.all(signed.map((one) => checked(one, intact, devices)));
  return all.flat().toSorted((a, b) => (a.signedAt < b.signedAt ? -1 : 1));
}
