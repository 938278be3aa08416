import { Icon } from '../../components/Icon.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { formatBytes } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { InboxPort, InboxState } from '../../services/inbox-port.ts';
import { inboxIcons } from '../HeaderTools.tsx';
import { routes } from '../routes.ts';
import { CodeField } from './CodeField.tsx';
import './connection.css';

function Situation({ inbox, state }: { inbox: InboxPort; state: InboxState }) {
  const messages = useMessages();
  const text = messages.inbox;
  switch (state.kind) {
    case 'no-extension':
      return (
        <>
          <h2>{text.noTitle}</h2>
          <p>{text.noIntro}</p>
          <ol className="steps">
            {text.noSteps.map((step) => (
              <li key={step}>
                <p>{step}</p>
              </li>
            ))}
          </ol>
        </>
      );
    case 'unpaired':
    case 'pairing':
      return (
        <>
          <h2>{text.pairTitle}</h2>
          <p>{text.pairIntro}</p>
          <CodeField pair={(code) => inbox.pair(code)} />
        </>
      );
    case 'connected':
      return (
        <>
          <h2>{text.connectedTitle}</h2>
          <p>{state.pending === 0 ? text.connectedIdle : text.connectedPending(state.pending)}</p>
          <p className="actions">
            <button type="button" className="button" onClick={() => void inbox.pull()}>
              <Icon name="receiving" />
              {text.pull}
            </button>
            <a className="button" data-look="quiet" href={routes.evidence}>
              {text.toEvidence}
            </a>
          </p>
        </>
      );
    case 'receiving':
      return (
        <>
          <h2>{text.receivingTitle}</h2>
          <progress
            className="meter"
            aria-label={text.receivingTitle}
            max={Math.max(1, state.bytesTotal)}
            value={state.bytesDone}
          />
          <p className="number">
            {text.receiving(state.done, state.total)}
            {state.bytesTotal > 0 && (
              <span className="help">
                {' '}
                {text.receivingBytes(formatBytes(state.bytesDone), formatBytes(state.bytesTotal))}
              </span>
            )}
          </p>
          <p className="help">{text.receivingHint}</p>
        </>
      );
    case 'failed':
      return (
        <>
          <h2>{text.failedTitle}</h2>
          {state.sentences.length > 1 ? (
            <ul>
              {[...new Set(state.sentences)].map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          ) : (
            <p>{state.message}</p>
          )}
          <p>{text.failedKept(state.kept)}</p>
          <p className="actions">
            <button type="button" className="button" data-look="main" onClick={() => void inbox.pull()}>
              {text.retry}
            </button>
          </p>
        </>
      );
  }
}

/** The place where the extension is paired and where one sees what it sends. */
export function ConnectionScreen({ inbox }: { inbox: InboxPort }) {
  const messages = useMessages();
  const state = useWatchable(inbox);
  return (
    <div className="screen">
      <div className="column connection">
        <section className="card situation" data-kind={state.kind} aria-live="polite">
          <span className="sign">
            <Icon name={inboxIcons[state.kind]} />
          </span>
          <div>
            <Situation inbox={inbox} state={state} />
          </div>
        </section>
        <section className="how" aria-labelledby="connection-how">
          <h2 id="connection-how" className="label">
            {messages.inbox.facts}
          </h2>
          <ul>
            {messages.inbox.factList.map((fact) => (
              <li key={fact}>
                <Icon name="check" />
                {fact}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}
