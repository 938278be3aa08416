import { useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { formatMinute } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { StoreCheckPort } from '../../services/store-check-port.ts';

/** More nobody reads; they are counted. */
const mostShown = 100;

function Findings({ check }: { check: StoreCheckPort }) {
  const text = useMessages().storeCheck;
  const findings = useWatchable(check.findings);
  if (findings.length === 0) return null;
  const sentences = [...new Set(findings.map(text.finding))];
  return (
    <>
      <ul className="log-faults" aria-label={text.title}>
        {sentences.slice(0, mostShown).map((sentence) => (
          <li key={sentence}>
            <Icon name="warning" /> {sentence}
          </li>
        ))}
      </ul>
      {sentences.length > mostShown && <p className="help">{text.more(sentences.length - mostShown)}</p>}
      <p className="help setting">{text.cure}</p>
    </>
  );
}

/** Checks this browser's storage against what was sealed, when asked, and says by name what is wrong. */
export function StoreCheckPart({ check }: { check: StoreCheckPort }) {
  const messages = useMessages();
  const text = messages.storeCheck;
  const findings = useWatchable(check.findings);
  const coming = useWatchable(check.coming);
  const running = useWatchable(check.running);
  const last = useWatchable(check.last);
  const [failed, setFailed] = useState(false);
  const isGood = findings.length === 0;
  const standing = isGood ? (last ? text.good(last.exhibits) : text.notYet) : text.bad(findings.length);
  return (
    <section className="card" aria-labelledby="settings-store-check">
      <h2 id="settings-store-check">{text.title}</h2>
      <p className="help setting">{text.hint}</p>
      <p role="status" className="answer setting" data-kind={isGood && last ? 'kept' : 'not-kept'}>
        {!running && (
          <>
            <Icon name={isGood && last ? 'check' : 'warning'} />
            {failed ? text.failed : standing}
          </>
        )}
      </p>
      <Findings check={check} />
      {coming.length > 0 && <p className="help setting">{text.coming(coming.length)}</p>}
      {running ? (
        <div className="store-check-run">
          <progress
            className="meter"
            aria-label={text.checking}
            value={running.doneBytes}
            max={Math.max(1, running.totalBytes)}
          />
          <span className="help number">{text.progress(running.doneBytes, running.totalBytes)}</span>
          <button type="button" className="button" data-size="small" onClick={() => check.cancel()}>
            {messages.app.cancel}
          </button>
        </div>
      ) : (
        <>
          {last && <p className="help">{text.at(formatMinute(last.at.toISOString()))}</p>}
          <button
            type="button"
            className="button"
            data-size="small"
            onClick={() => void check.checkNow().then((done) => setFailed(!done))}
          >
            {text.checkNow}
          </button>
        </>
      )}
    </section>
  );
}
