import { Icon } from '../../components/Icon.tsx';
import { formatBytes } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { PackInput, Save } from './build-files.ts';
import { useRun } from './use-run.ts';
import './packs.css';

type FileRunProps = {
  action: string;
  /** What the button shows where its neighbours say the rest of `action`. */
  short?: string;
  save: Save;
  /** Undefined while something is missing that is needed to begin. */
  input: PackInput | undefined;
  main?: boolean;
};

/** The button that makes a file, with progress, a way to cancel, and what came of it. */
export function FileRun({ action, short, save, input, main = false }: FileRunProps) {
  const messages = useMessages();
  const run = useRun(save);
  const { state } = run;
  return (
    <div className="file-part">
      <div className="file-run">
        {state.kind === 'working' ? (
          <>
            <progress
              className="meter"
              aria-label={messages.pack.working}
              {...(state.total > 0 && { max: state.total, value: state.done })}
            />
            <span className="help number">
              {state.total > 0 ? messages.pack[state.unit](state.done, state.total) : messages.pack.working}
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
            aria-label={short === undefined ? undefined : action}
            disabled={!input}
            onClick={() => input && void run.start(input)}
          >
            <Icon name="save" />
            {short ?? action}
          </button>
        )}
      </div>
      <p role="status" className="file-end" data-kind={state.kind}>
        {state.kind === 'done' && (
          <>
            <Icon name="check" /> {messages.pack.done(state.file.name, formatBytes(state.file.sizeBytes))}
            {state.missing.length > 0 && ` ${messages.pack.missing(state.missing)}`}
          </>
        )}
        {state.kind === 'cancelled' && messages.pack.cancelled}
        {state.kind === 'failed' && (
          <>
            <Icon name="warning" /> {state.message || messages.pack.failedWrite}
          </>
        )}
      </p>
    </div>
  );
}
