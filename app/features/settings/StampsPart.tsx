import { useId, useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { StampAuthority, StampsPort } from '../../services/stamps-port.ts';

function AddAuthority({ onAdd }: { onAdd: (authority: StampAuthority) => Promise<void> }) {
  const text = useMessages().stamps;
  const id = useId();
  const [draft, setDraft] = useState<StampAuthority>({ url: '', rootPem: '' });
  const [isWrong, setWrong] = useState(false);
  const add = () =>
    void onAdd({ url: draft.url.trim(), rootPem: draft.rootPem }).then(
      () => {
        setDraft({ url: '', rootPem: '' });
        setWrong(false);
      },
      () => setWrong(true),
    );
  return (
    <form
      className="setting new-authority"
      aria-label={text.add}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <label className="label" htmlFor={`${id}-url`}>
        {text.url}
      </label>
      <input
        id={`${id}-url`}
        className="field"
        inputMode="url"
        maxLength={2_000}
        aria-describedby={`${id}-url-help`}
        value={draft.url}
        onChange={(event) => setDraft({ ...draft, url: event.currentTarget.value })}
      />
      <p id={`${id}-url-help`} className="help">
        {text.urlHelp}
      </p>
      <label className="label" htmlFor={`${id}-root`}>
        {text.root}
      </label>
      <textarea
        id={`${id}-root`}
        className="field"
        rows={3}
        maxLength={20_000}
        aria-describedby={`${id}-root-help`}
        value={draft.rootPem}
        onChange={(event) => setDraft({ ...draft, rootPem: event.currentTarget.value })}
      />
      <p id={`${id}-root-help`} className="help">
        {text.rootHelp}
      </p>
      <p role="alert">{isWrong && text.wrong}</p>
      <button type="submit" className="button" data-size="small">
        {text.save}
      </button>
    </form>
  );
}

/** The authorities in the order in which they are asked, and how the queue stands. */
export function StampsPart({ stamps }: { stamps: StampsPort }) {
  const text = useMessages().stamps;
  const authorities = useWatchable(stamps.authorities);
  const queue = useWatchable(stamps.queue);
  const waiting = queue.filter(({ state }) => state !== 'stamped');
  const reasons = waiting.flatMap((queued) => (queued.state === 'failed' ? queued.reasons : []));
  const without = (at: number) => authorities.filter((_, index) => index !== at);
  // What was stored before fits the schema, so only storage can refuse; the list then stays as it is.
  const set = (chosen: readonly StampAuthority[]) =>
    void stamps.setAuthorities(chosen).catch(() => undefined);
  return (
    <section className="card" aria-labelledby="settings-stamps">
      <h2 id="settings-stamps">{text.title}</h2>
      <p className="help setting">{authorities.length === 0 ? `${text.none} ${text.hint}` : text.hint}</p>
      <ol className="authorities">
        {authorities.map((authority, at) => (
          <li key={authority.url}>
            <span className="long-hash">{authority.url}</span>
            {at > 0 && (
              <button
                type="button"
                className="icon-button"
                aria-label={text.earlier(authority.url)}
                data-hint={text.earlier(authority.url)}
                onClick={() => set(without(at).toSpliced(at - 1, 0, authority))}
              >
                <Icon name="up" />
              </button>
            )}
            <button
              type="button"
              className="button"
              data-look="quiet"
              data-size="small"
              aria-label={text.remove(authority.url)}
              onClick={() => set(without(at))}
            >
              {text.removeShort}
            </button>
          </li>
        ))}
      </ol>
      <div role="status">
        {authorities.length > 0 && (
          <p className="help">
            {text.stamped(queue.length - waiting.length)}
            {waiting.length > 0 && `, ${text.waiting(waiting.length)}`}
          </p>
        )}
        <ul className="log-faults">
          {reasons.map(({ authority, kind, detail }) => (
            <li key={authority}>
              <Icon name="warning" /> {text.failedBy(authority, kind, detail)}
            </li>
          ))}
        </ul>
      </div>
      {waiting.length > 0 && authorities.length > 0 && (
        <button
          type="button"
          className="button"
          data-size="small"
          onClick={() => void stamps.tryNow().catch(() => undefined)}
        >
          {text.tryNow}
        </button>
      )}
      <AddAuthority onAdd={(authority) => stamps.setAuthorities([...authorities, authority])} />
    </section>
  );
}
