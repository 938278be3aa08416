import { useEffect, useRef } from 'react';
import type { Clip } from '../outbox/database.ts';
import { Icon } from './Icon.tsx';
import { strings } from './strings.ts';

/** How long the quick way back is shown; the list below keeps every discarded clip for a day. */
const undoMs = 12_000;

export const titleOf = (clip: Clip): string => clip.provenance.title || strings.noTitle;

/**
 * Says what was discarded last and takes it back; the focus goes there, as the button that was pressed is gone with its clip. `onGone` must not change between renders, or its time begins anew.
 */
export function UndoToast({
  clip,
  onUndo,
  onGone,
}: {
  clip: Clip | undefined;
  onUndo: (clip: Clip) => void;
  onGone: () => void;
}) {
  const id = clip?.id;
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (id === undefined) return undefined;
    undo.current?.focus({ preventScroll: true });
    const timer = setTimeout(onGone, undoMs);
    return () => clearTimeout(timer);
  }, [id, onGone]);
  return (
    <div className="region toast-region" role="status">
      {clip && (
        <div className="toast">
          <span>{strings.discarded(titleOf(clip))}</span>
          <button type="button" ref={undo} onClick={() => onUndo(clip)}>
            {strings.undo}
          </button>
        </div>
      )}
    </div>
  );
}

/** The discarded clips that can still be taken back. */
export function Discarded({ clips, onRestore }: { clips: Clip[]; onRestore: (clip: Clip) => void }) {
  if (clips.length === 0) return null;
  return (
    <details className="aside">
      <summary>{strings.discardedClips(clips.length)}</summary>
      <p className="quiet">{strings.discardedHint}</p>
      <ul className="discarded-list">
        {clips.map((clip) => (
          <li key={clip.id}>
            <span className="discarded-title">{titleOf(clip)}</span>
            <button
              type="button"
              aria-label={strings.restoreClip(titleOf(clip))}
              onClick={() => onRestore(clip)}
            >
              <Icon name="undo" /> {strings.restore}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
