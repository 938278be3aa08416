import type { Device } from '../seal/device-roster.ts';
import {
  doubtsOf,
  holderOf,
  type KnownDevices,
  type SignatureDoubt,
  type SignatureHolder,
} from './holder.ts';
import { verifyStatement, type Statement, type StatementError } from './statement.ts';

/**
 * A signed statement as it was found when it was checked. `fault` says why it does not count; undefined when the signature holds.
 * `doubts` are what speaks against one that holds.
 */
export type CheckedSignature = Pick<Statement, 'contentSha256' | 'member' | 'device' | 'signedAt'> & {
  fault: StatementError['kind'] | undefined;
  holder: SignatureHolder;
  doubts: readonly SignatureDoubt[];
};

/** Whether nothing speaks against it. */
export const isClear = ({ fault, doubts }: CheckedSignature): boolean => !fault && doubts.length === 0;

/** A line of statements with what it says, and its content: the hash of what is here, undefined where it is not, and whom it names. */
type Signed = { line: string; statement: Statement; contentSha256: string | undefined; named: string };

/** `devices`: those of the roster that is known here; `known` says whose devices are. */
export async function checkedSignature(
  { line, statement, contentSha256, named }: Signed,
  devices: ReadonlyMap<string, Device>,
  known: KnownDevices,
): Promise<CheckedSignature> {
  const { member, device, signedAt } = statement;
  const verified = await verifyStatement(line, () => contentSha256, devices);
  const holder = holderOf(device, known);
  return {
    contentSha256: statement.contentSha256,
    member,
    device,
    signedAt,
    fault: verified.ok ? undefined : verified.error.kind,
    holder,
    doubts: doubtsOf(holder, statement, named),
  };
}

export const byTime = (a: CheckedSignature, b: CheckedSignature): number =>
  a.signedAt < b.signedAt ? -1 : 1;
