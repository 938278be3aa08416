import { useEffect, useState } from 'react';
import { canonicalRecordSha256 } from '#core/evidence/canonical-record.ts';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { SealsPort } from '../../services/seals-port.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { exhibitTitle } from '../evidence/exhibit-words.ts';

/** The exhibits whose record is not the one that came, worked out from what is stored now. */
function useChanged(exhibits: readonly StoredExhibit[]): readonly StoredExhibit[] {
  const [changed, setChanged] = useState<readonly StoredExhibit[]>([]);
  useEffect(() => {
    let wanted = true;
    void (async () => {
      const found: StoredExhibit[] = [];
      for (const exhibit of exhibits)
        if (wanted && (await canonicalRecordSha256(exhibit.record)) !== exhibit.recordSha256)
          found.push(exhibit);
      // The same object while there is nothing to say: a new one would draw the screen again.
      if (wanted) setChanged((before) => (before.length + found.length === 0 ? before : found));
    })();
    return () => void (wanted = false);
  }, [exhibits]);
  return changed;
}

/** What an auditor would ask about the seals of these exhibits, one sentence each; empty where there is nothing to ask, or not known yet. */
export function useSealQuestions(source: SealsPort, exhibits: readonly StoredExhibit[]): string[] {
  const { devices: text, seals: words } = useMessages();
  const seals = useWatchable(source.seals);
  const changed = useChanged(exhibits).map(({ record }) =>
    text.changedHere(exhibitTitle(record, words.otherExhibit)),
  );
  if (!seals) return changed;
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
  return [...changed, ...sentences];
}
