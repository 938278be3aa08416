import { useEffect } from 'react';
import { isChosenOnPage, modeNames, selectionKeys } from '../messages/capture-modes.ts';
import { tell } from '../messages/messages.ts';
import { watchRunningCapture } from '../messages/running-capture.ts';
import type { RunningCapture as Running } from '../messages/running-capture.ts';
import { strings } from './strings.ts';
import { useWatched } from './use-watched.ts';

/** The browser gives the focus to the panel when it opens; what is pressed there is meant for the page then. */
function useSelectionKeys(running: Running | undefined): void {
  const tabId = running && isChosenOnPage(running.mode) ? running.tabId : undefined;
  useEffect(() => {
    if (tabId === undefined) return;
    const onKey = (event: KeyboardEvent) => {
      const key = selectionKeys.find((name) => name === event.key);
      const { target, shiftKey, altKey } = event;
      // Whoever has gone on to something in the panel uses the keys for that; Escape always means the selection.
      const isBusy = target instanceof Element && target.matches('input, textarea, button, summary, a');
      if (key === undefined || !event.isTrusted || (isBusy && key !== 'Escape')) return;
      event.preventDefault();
      void tell({ kind: 'selection-key', tabId, key, shiftKey, altKey });
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [tabId]);
}

/** The capture that takes a while: how far it is and how to stop it. An empty region when none runs, so that its coming is heard. */
export function RunningCapture() {
  const running = useWatched(watchRunningCapture);
  useSelectionKeys(running);
  return (
    <div className="region" aria-live="polite">
      {running && (
        <section className="card running">
          <h2 tabIndex={-1} data-focus-after>
            {running.follows ? strings.pages.following : strings.running(modeNames[running.mode].entry)}
          </h2>
          {running.follows && <p className="quiet">{strings.pages.followingHint}</p>}
          {isChosenOnPage(running.mode) && <p className="quiet">{strings.chooseOnPage}</p>}
          {/* Said once, at the beginning: a screen reader that tells each step says nothing else any more. */}
          {(running.total !== null || running.done > 0) && (
            <p className="quiet" aria-live="off">
              {running.follows
                ? strings.pages.followed(running.done)
                : strings.runningSteps(running.done, running.total)}
            </p>
          )}
          {running.total !== null && (
            <progress
              max={running.total}
              value={running.done}
              aria-label={strings.running(modeNames[running.mode].entry)}
            />
          )}
          <div className="actions">
            <button type="button" onClick={() => void tell({ kind: 'cancel-capture' })}>
              {strings.stop}
            </button>
          </div>
        </section>
      )}
    </div>
  );
}
