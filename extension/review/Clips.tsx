import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback, useEffect, useState } from 'react';
import { mainShortcut } from '../messages/capture-modes.ts';
import { tell } from '../messages/messages.ts';
import { discardClip, restoreClip } from '../outbox/review.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';
import { ClipCard } from './ClipCard.tsx';
import { Discarded, UndoToast } from './Discarded.tsx';
import { strings } from './strings.ts';
import { tellOffersChanged } from './tell-changes.ts';
import { useProgress } from './use-progress.ts';

function Empty({ everClipped }: { everClipped: boolean }) {
  if (everClipped) return <p className="empty quiet">{strings.allReviewed}</p>;
  return (
    <div className="empty">
      <h2>{strings.empty}</h2>
      <p className="quiet">
        {strings.emptyHint} <kbd>{mainShortcut.key}</kbd>.
      </p>
      <p className="quiet">{strings.emptyFiles}</p>
    </div>
  );
}

/** The clips: those that wait for a person, those handed over, those discarded. Throws when they cannot be read. */
export function Clips({ db }: { db: ExtensionDatabase }) {
  const clips = useLiveQuery(() => db.clips.orderBy('id').reverse().toArray(), [db]);
  const progress = useProgress();
  const [lastDiscarded, setLastDiscarded] = useState<Clip>();
  const forgetDiscarded = useCallback(() => setLastDiscarded(undefined), []);
  useEffect(() => void tell({ kind: 'queue-changed' }), []);
  if (!clips) return null;

  const here = clips.filter((clip) => clip.discardedAt === undefined);
  const open = here.filter((clip) => clip.state !== 'delivered');
  const delivered = here.filter((clip) => clip.state === 'delivered');
  const isCompared = open.some(({ state, reading }) => state === 'proposed' && reading?.agreement);

  async function discard(clip: Clip) {
    await discardClip(db, clip.id);
    setLastDiscarded(clip);
    await tellOffersChanged(db);
  }
  async function restore(clip: Clip) {
    await restoreClip(db, clip.id);
    setLastDiscarded((last) => (last?.id === clip.id ? undefined : last));
    // It may have been discarded while it waited for reading, or when it was accepted.
    await Promise.all([tell({ kind: 'queue-changed' }), tellOffersChanged(db)]);
  }
  const card = (clip: Clip) => (
    <ClipCard
      key={clip.id}
      db={db}
      clip={clip}
      progress={progress[clip.id]}
      onDiscard={() => void discard(clip)}
    />
  );
  return (
    <>
      {open.length === 0 ? <Empty everClipped={here.length > 0} /> : open.map(card)}
      {/* Once for all of them. */}
      {isCompared && <p className="quiet">{strings.agreementLimits}</p>}
      {delivered.length > 0 && (
        <details className="aside">
          <summary>{strings.handedOver(delivered.length)}</summary>
          {delivered.map(card)}
        </details>
      )}
      <Discarded
        clips={clips.filter((clip) => clip.discardedAt !== undefined)}
        onRestore={(clip) => void restore(clip)}
      />
      <UndoToast clip={lastDiscarded} onGone={forgetDiscarded} onUndo={(clip) => void restore(clip)} />
    </>
  );
}
