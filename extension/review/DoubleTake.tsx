import { tell } from '../messages/messages.ts';
import type { Clip } from '../outbox/database.ts';
import { strings } from './strings.ts';

const maxShown = 5;

/** Offers to reload the page and to clip it once more. */
export function TakeAgain({ clip }: { clip: Clip }) {
  // The second take is of the visible part.
  if (clip.state !== 'proposed' || clip.provenance.mode !== 'viewport') return null;
  if (!clip.files.some(({ role }) => role === 'page')) return null;
  return (
    <button
      type="button"
      className="quiet-button"
      title={strings.takeAgainHint}
      onClick={() => void tell({ kind: 'take-again', clip: clip.id })}
    >
      {strings.takeAgain}
    </button>
  );
}

/** What came of it. */
export function DoubleTake({ clip: { doubleTake } }: { clip: Clip }) {
  if (!doubleTake) return null;
  const { differing, changes } = doubleTake;
  const shown = changes.slice(0, maxShown);
  return (
    <div
      className={differing > 0 ? 'agreement differs' : 'agreement'}
      role="group"
      aria-label={strings.doubleTake}
    >
      <p>{differing === 0 ? strings.sameAfterReload : strings.differsAfterReload(differing)}</p>
      {shown.length > 0 && (
        <ul>
          {shown.map(({ before, after }) => (
            <li key={`${before}\n${after}`}>{strings.change(before, after)}</li>
          ))}
        </ul>
      )}
      {differing > shown.length && (
        <p className="quiet">{strings.moreDifferences(differing - shown.length)}</p>
      )}
    </div>
  );
}
