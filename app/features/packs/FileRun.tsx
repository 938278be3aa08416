import { Icon } from '../../components/Icon.tsx';
import { formatBytes } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { PackInput } from './build-files.ts';
import type { useRun } from './use-run.ts';
import './packs.css';

type FileRunProps = { action: string; run: ReturnType<typeof useRun>; input: PackInput; main?: boolean };

/** The button that makes a file, with progress, a way to cancel, and what came of it. */
export function FileRun({ action, run, input, main = false }: FileRunProps) {
  const messages = useMessages();
  const { state } = run;
  return (
    <>
      <div className="file-run">
        {state.kind === 'working' ? (
          <>
            <progress
              className="meter"
              aria-label={messages.pack.working}
              {...(state.totalFiles > 0 && { max: state.totalFiles, value: state.doneFiles })}
            />
            <span className="help number">
              {state.totalFiles > 0
                ? messages.pack.files(state.doneFiles, state.totalFiles)
                : messages.pack.working}
            </span>
            <button type="button" className="button" data-size="small" onClick={run.cancel}>
              {messages.app.cancel}
            </button>
          </>
        ) : (
          <button
            type="button"
            className="button"
            data-look={main ? 'main' : undefined}
            onClick={() => void run.start(input)}
          >
            <Icon name="save" />
            {action}
          </button>
        )}
      </div>
      <p role="status" className="file-end" data-kind={state.kind}>
        {state.kind === 'done' && (
          <>
            <Icon name="check" /> {messages.pack.done(state.file.name, formatBytes(state.file.sizeBytes))}
          </>
        )}
        {state.kind === 'cancelled' && messages.pack.cancelled}
        {state.kind === 'failed' && (
          <>
            <Icon name="warning" /> {state.message || messages.pack.failedWrite}
          </>
        )}
      </p>
    </>
  );
}
