/** Management reviews as their chairs signed them, each with the content that was signed: the review itself may be edited later. */
import { readRoster } from '../seal/device-roster.ts';
import { sha256Hex, textToBytes } from '../shared/bytes.ts';
import { rosterWith } from './approval.ts';
import { statementIn, verifyStatement, type Statement, type StatementError } from './statement.ts';

/** The signed line, the line by which its device introduced itself, and the content's canonical JSON. */
export type SignedReview = { line: string; introduction: string; text: string };

/** A signature as it was found. `fault` says why it does not count; undefined when it holds. */
export type CheckedReview = Pick<
  Statement,
  'subject' | 'contentSha256' | 'member' | 'device' | 'signedAt'
> & { fault: StatementError['kind'] | undefined };

/** Checks signatures of reviews, oldest first. `roster`: lines of core/seal/device-roster that are known here, revocations included. */
export async function checkReviews(
  signed: readonly SignedReview[],
  roster: readonly string[],
): Promise<CheckedReview[]> {
  const { devices } = await readRoster(await rosterWith(roster, signed));
  const checked: CheckedReview[] = [];
  for (const { line, text } of signed) {
    const statement = await statementIn(line);
    if (statement?.kind !== 'management-review') continue;
    const { subject, contentSha256, member, device, signedAt } = statement;
    const sha256 = await sha256Hex(textToBytes(text));
    const verified = await verifyStatement(line, () => sha256, devices);
    const fault = verified.ok ? undefined : verified.error.kind;
    checked.push({ subject, contentSha256, member, device, signedAt, fault });
  }
  return checked.toSorted((a, b) => (a.signedAt < b.signedAt ? -1 : 1));
}
