import { useLiveQuery } from 'dexie-react-hooks';
import type { ExtensionDatabase, NamedAuthority } from '../outbox/database.ts';
import { allowAuthority, forgetAuthority } from '../pairing/authorities.ts';
import { signalChanged } from '../pairing/changed-signal.ts';
import { hostPattern } from '../pairing/lasting-bridge.ts';
import { strings } from './strings.ts';

function Question({ db, authority }: { db: ExtensionDatabase; authority: NamedAuthority }) {
  const allow = () => {
    // Asked for in the click, as the browser wants it.
    void chrome.permissions
      .request({ origins: [hostPattern(authority.url)] })
      .then(async (granted) => {
        if (!granted) return;
        await allowAuthority(db, authority);
        await signalChanged(db);
      })
      .catch(() => undefined);
  };
  return (
    <section className="card pairing" aria-labelledby="authority-question">
      <h2 id="authority-question" tabIndex={-1} data-focus-after>
        {strings.authorityTitle}
      </h2>
      <p>
        <b className="origin">{authority.origin}</b> {strings.authorityText}{' '}
        <b className="origin">{authority.url}</b>
      </p>
      <p className="quiet">{strings.authorityHint}</p>
      <div className="actions">
        <button type="button" className="primary" onClick={allow}>
          {strings.authorityAllow}
        </button>
        <button type="button" onClick={() => void forgetAuthority(db, authority)}>
          {strings.authorityRefuse}
        </button>
      </div>
    </section>
  );
}

/** The timestamp authority that a workspace wants to ask, one at a time; an empty region when there is none. */
export function AuthorityCard({ db }: { db: ExtensionDatabase }) {
  const authority = useLiveQuery(
    () => db.authorities.filter(({ allowedAt }) => allowedAt === undefined).first(),
    [db],
  );
  return (
    <div className="region" aria-live="polite">
      {authority && <Question key={authority.url} db={db} authority={authority} />}
    </div>
  );
}
