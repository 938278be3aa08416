import { useEffect } from 'react';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { SealsPort } from '../../services/seals-port.ts';
import type { StoreCheckPort } from '../../services/store-check-port.ts';
import type { StoredExhibit } from '../../storage/database.ts';

/**
 * What an auditor would ask about the seals of these exhibits and what a check of the storage found, one sentence each; empty where there
 * is nothing to ask, or not known yet. Records and seals are checked anew when the screen opens; each file of a pack is when that is made.
 */
export function useSealQuestions(
  source: SealsPort,
  check: StoreCheckPort,
  exhibits: readonly StoredExhibit[],
): string[] {
  const { devices: text, storeCheck } = useMessages();
  const seals = useWatchable(source.seals);
  const findings = useWatchable(check.findings);
  useEffect(() => void check.checkDue(), [check]);
  const sentences = [...new Set(findings.map(storeCheck.finding))];
  if (!seals) return sentences;
  const found = exhibits.map(({ id, recordSha256 }) => {
    const one = seals.byExhibit.get(id);
    return one ? (one.revoked || one.seal.recordSha256 !== recordSha256 ? 'bad' : 'sealed') : 'unsealed';
  });
  const count = (kind: (typeof found)[number]) => found.filter((each) => each === kind).length;
  if (count('bad') > 0) sentences.push(text.badExhibit(count('bad')));
  if (count('unsealed') > 0) sentences.push(text.unsealed(count('unsealed')));
  return sentences;
}
