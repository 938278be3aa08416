/** Which signed acceptances belong to which risk, and whether they are about what stands there (ISO/IEC 27001:2022, 6.1.3 f). */
import { bytesToText } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { CheckedContent } from '../signing/signed-content.ts';
import type { StatementWish } from '../signing/statement.ts';
import type { Risk } from './risk.ts';

type AcceptanceStatement = Pick<StatementWish, 'kind' | 'subject' | 'content'>;

/** What is signed: the acceptance with everything that it rests on. Undefined where nothing is accepted. */
export function acceptanceStatement(
  risk: Pick<Risk, 'id' | 'reference' | 'title' | 'treatment' | 'acceptance'>,
): AcceptanceStatement | undefined {
  const { id, reference, title, treatment, acceptance } = risk;
  if (!acceptance) return undefined;
  const content = { format: 'exhibit-risk-acceptance/1', id, reference, title, treatment, acceptance };
  return { kind: 'risk-acceptance', subject: id, content };
}

/** `isCurrent`: it is about the acceptance as it stands; otherwise about an earlier state of the risk. */
export type AcceptanceSignature = CheckedContent & { isCurrent: boolean };

/** All signed acceptances that were checked, by the risk's id. */
export type CheckedAcceptances = ReadonlyMap<string, readonly CheckedContent[]>;

/** The risk's signatures, oldest first. */
export function signaturesOf(risk: Risk, checked: CheckedAcceptances): AcceptanceSignature[] {
  const own = checked.get(risk.id) ?? [];
  if (own.length === 0) return [];
  const statement = acceptanceStatement(risk);
  const text = statement && bytesToText(canonicalJson(statement.content));
  return own.map((signature) => ({ ...signature, isCurrent: signature.text === text }));
}
