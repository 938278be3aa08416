import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import { dismissNotice, watchNotices } from '../messages/notices.ts';
import { onMessage, tell } from '../messages/messages.ts';
import { discardClip, restoreClip } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';
import { ClipCard } from './ClipCard.tsx';
import type { Progress } from './ClipCard.tsx';
import { Icon } from './Icon.tsx';
import { PairingCard } from './PairingCard.tsx';
import { Settings } from './Settings.tsx';
import { strings } from './strings.ts';
import { useWatched } from './use-watched.ts';

/** How long a discarded clip can be taken back by the button; it stays in storage a day longer than that. */
const undoMs = 12_000;

function useProgress(): Record<string, Progress> {
  const [progress, setProgress] = useState<Record<string, Progress>>({});
  useEffect(
    () =>
      onMessage((message) => {
        if (message.kind !== 'progress') return;
        const { clip, step, fraction } = message;
        setProgress((all) => ({ ...all, [clip]: { step, fraction } }));
      }),
    [],
  );
  return progress;
}

function Notices() {
  const notices = useWatched(watchNotices) ?? [];
  return notices.map((notice) => (
    <div
      key={notice.id}
      className={`card notice ${notice.tone}`}
      role={notice.tone === 'error' ? 'alert' : 'status'}
    >
      <p>{notice.text}</p>
      <button
        type="button"
        className="choice"
        aria-label={strings.dismiss}
        onClick={() => void dismissNotice(notice.id)}
      >
        <Icon name="cross" />
      </button>
    </div>
  ));
}

function Empty({ everClipped }: { everClipped: boolean }) {
  if (everClipped) return <p className="empty quiet">{strings.allReviewed}</p>;
  return (
    <div className="empty">
      <h2>{strings.empty}</h2>
      <p className="quiet">
        {strings.emptyHint} <kbd>{strings.emptyShortcut}</kbd>.
      </p>
    </div>
  );
}

function UndoToast({ clip, onUndo, onGone }: { clip: Clip; onUndo: () => void; onGone: () => void }) {
  useEffect(() => {
    const timer = setTimeout(onGone, undoMs);
    return () => clearTimeout(timer);
  }, [clip.id, onGone]);
  return (
    <div className="toast" role="status">
      <span>{strings.discarded(clip.provenance.title || strings.noTitle)}</span>
      <button type="button" onClick={onUndo}>
        {strings.undo}
      </button>
    </div>
  );
}

/** The side panel: notices, pairing, the clips that wait for a person, those handed over, and who clips. */
export function ReviewPanel({ db }: { db: ExtensionDatabase }) {
  const clips = useLiveQuery(() => db.clips.orderBy('id').reverse().toArray(), [db]);
  const progress = useProgress();
  const [lastDiscarded, setLastDiscarded] = useState<Clip>();
  useEffect(() => void tell({ kind: 'queue-changed' }), []);
  if (!clips) return null;
  const here = clips.filter((clip) => clip.discardedAt === undefined);
  const open = here.filter((clip) => clip.state !== 'delivered');
  const delivered = here.filter((clip) => clip.state === 'delivered');
  const card = (clip: Clip) => (
    <ClipCard
      key={clip.id}
      db={db}
      clip={clip}
      progress={progress[clip.id]}
      onDiscard={() => {
        setLastDiscarded(clip);
        void discardClip(db, clip.id).then(() => tell({ kind: 'offers-changed' }));
      }}
    />
  );
  return (
    <main>
      <header className="top">
        <h1>{strings.heading}</h1>
        <span className="quiet">{strings.stored}</span>
      </header>
      <Notices />
      <PairingCard />
      {open.length === 0 ? <Empty everClipped={here.length > 0} /> : open.map(card)}
      {delivered.length > 0 && (
        <details className="delivered">
          <summary>{strings.handedOver(delivered.length)}</summary>
          {delivered.map(card)}
        </details>
      )}
      <Settings db={db} />
      {lastDiscarded && (
        <UndoToast
          clip={lastDiscarded}
          onGone={() => setLastDiscarded(undefined)}
          onUndo={() => {
            void restoreClip(db, lastDiscarded.id).then(() => tell({ kind: 'queue-changed' }));
            setLastDiscarded(undefined);
          }}
        />
      )}
    </main>
  );
}
