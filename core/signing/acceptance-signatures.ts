/** Which signed acceptances belong to which risk, and whether they are about what stands there (ISO/IEC 27001:2022, 6.1.3 f). */
import { bytesToText } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { DoubtfulSignature } from '../risks/risk-linter.ts';
import type { Risk } from '../risks/risk.ts';
import { isClear } from './checked-signature.ts';
import type { SignatureDoubt } from './holder.ts';
import type { CheckedContent } from './signed-content.ts';
import type { StatementWish } from './statement.ts';

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
type AcceptanceSignature = CheckedContent & { isCurrent: boolean };

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

const otherPerson: readonly SignatureDoubt[] = ['other-than-named', 'other-name'];

/** What speaks against the signatures on acceptances as they stand, by the risk's id; nothing where one of them is clear or none is there. */
export function doubtfulSignatures(
  risks: readonly Risk[],
  checked: CheckedAcceptances,
): ReadonlyMap<string, DoubtfulSignature> {
  return new Map(
    risks.flatMap((risk): [string, DoubtfulSignature][] => {
      const current = signaturesOf(risk, checked).filter(({ isCurrent }) => isCurrent);
      if (current.length === 0 || current.some(isClear)) return [];
      const doubts = current.flatMap((one) => (one.fault ? [] : one.doubts));
      const byAnother = doubts.some((doubt) => otherPerson.includes(doubt));
      const fails =
        current.some(({ fault }) => fault !== undefined) ||
        doubts.some((doubt) => !otherPerson.includes(doubt));
      return [[risk.id, { byAnother, fails }]];
    }),
  );
}
