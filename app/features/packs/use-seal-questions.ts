import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { SealsPort } from '../../services/seals-port.ts';
import type { StoredExhibit } from '../../storage/database.ts';

/** What an auditor would ask about the seals of these exhibits, one sentence each; empty where there is nothing to ask, or not known yet. */
export function useSealQuestions(source: SealsPort, exhibits: readonly StoredExhibit[]): string[] {
  const { devices: text, seals: words } = useMessages();
  const seals = useWatchable(source.seals);
  if (!seals) return [];
  const found = exhibits.map(({ id, recordSha256 }) => {
    const one = seals.byExhibit.get(id);
    return one ? (one.revoked || one.seal.recordSha256 !== recordSha256 ? 'bad' : 'sealed') : 'unsealed';
  });
  const count = (kind: (typeof found)[number]) => found.filter((each) => each === kind).length;
  const sentences = seals.devices.flatMap(({ device, faults }) => {
    const name = device.label || fingerprintGroups(device.fingerprint).slice(0, 9);
    return faults.map((fault) => text.logFault(name, words.faultSentence(fault)));
  });
  if (count('bad') > 0) sentences.push(text.badExhibit(count('bad')));
  if (count('unsealed') > 0) sentences.push(text.unsealed(count('unsealed')));
  return sentences;
}
