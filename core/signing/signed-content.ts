/**
 * Statements that stand in the workspace each with the content that was signed: acceptances of risks by their owners, management
 * reviews by their chairs. The risk or the review itself may be edited later.
 */
import { readRoster } from '../seal/device-roster.ts';
import { sha256Hex, textToBytes } from '../shared/bytes.ts';
import { rosterWith } from './approval.ts';
import { byTime, checkedSignature, type CheckedSignature } from './checked-signature.ts';
import type { KnownDevices } from './holder.ts';
import { namedIn } from './named-in.ts';
import { statementIn, type StatementKind } from './statement.ts';

/** The signed line, the line by which its device introduced itself, and the content's canonical JSON. */
export type SignedContent = { line: string; introduction: string; text: string };

/** `subject` is the id of what was signed, `text` the content's canonical JSON. */
export type CheckedContent = CheckedSignature & { subject: string; text: string };

/** The content, as it came from any replica; undefined for what is no JSON. */
export function contentIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Checks the statements of this kind, oldest first. `roster`: lines of core/seal/device-roster that are known here, revocations
 * included; `known` says whose devices are.
 */
export async function checkContents(
  kind: StatementKind,
  signed: readonly SignedContent[],
  roster: readonly string[],
  known: KnownDevices,
): Promise<CheckedContent[]> {
  const { devices } = await readRoster(await rosterWith(roster, signed));
  const all = signed.map(async ({ line, text }): Promise<CheckedContent[]> => {
    const statement = await statementIn(line);
    if (statement?.kind !== kind) return [];
    const contentSha256 = await sha256Hex(textToBytes(text));
    const named = namedIn(kind, contentIn(text));
    const checked = await checkedSignature({ line, statement, contentSha256, named }, devices, known);
    return [{ ...checked, subject: statement.subject, text }];
  });
  return (await Promise.all(all)).flat().toSorted(byTime);
}
