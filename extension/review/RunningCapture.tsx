import { modeNames } from '../messages/capture-modes.ts';
import { tell } from '../messages/messages.ts';
import { watchRunningCapture } from '../messages/running-capture.ts';
import { strings } from './strings.ts';
import { useWatched } from './use-watched.ts';

/** The capture that takes a while: how far it is and how to stop it. An empty region when none runs, so that its coming is heard. */
export function RunningCapture() {
  const running = useWatched(watchRunningCapture);
  return (
    <div className="region" aria-live="polite">
      {running && (
        <section className="card running">
          <h2 tabIndex={-1} data-focus-after>
            {strings.running(modeNames[running.mode].entry)}
          </h2>
          {/* Said once, at the beginning: a screen reader that tells each step says nothing else any more. */}
          {(running.total !== null || running.done > 0) && (
            <p className="quiet" aria-live="off">
              {strings.runningSteps(running.done, running.total)}
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
