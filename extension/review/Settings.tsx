import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import { hasDebugger } from '../capture/full-page/debugger-session.ts';
import { forgetReviews, recallReviews } from '../outbox/review.ts';
import type { ExtensionDatabase, StoredReview } from '../outbox/database.ts';
import { ownDevice } from '../outbox/seals.ts';
import { forgetAuthority } from '../pairing/authorities.ts';
import { forgetWorkspace } from '../pairing/lasting-bridge.ts';
import { RulesForm } from '../redaction/RulesForm.tsx';
import { strings } from './strings.ts';

function Collector({ db, stored }: { db: ExtensionDatabase; stored: string }) {
  const [name, setName] = useState(stored);
  return (
    <label className="note">
      <span>{strings.collector}</span>
      <input
        value={name}
        maxLength={500}
        autoComplete="name"
        onChange={(event) => {
          setName(event.target.value);
          void db.settings.put({ name: 'collectedBy', value: event.target.value.trim() });
        }}
      />
      <span className="quiet">{strings.collectorHint}</span>
    </label>
  );
}

function Banner({ db, isOn }: { db: ExtensionDatabase; isOn: boolean }) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) =>
          void db.settings.put({ name: 'banner', value: event.target.checked ? 'on' : 'off' })
        }
      />
      <span>
        {strings.banner}
        <span className="quiet">{strings.bannerHint}</span>
      </span>
    </label>
  );
}

/** What the ranking has learnt from this device's reviews, and how to forget it. */
function Learning({ db, reviews }: { db: ExtensionDatabase; reviews: number }) {
  const [forgotten, setForgotten] = useState<readonly StoredReview[]>([]);
  // Not at once after the undo: until the count has arrived the button would be gone, and the focus with it.
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect
    if (reviews > 0) setForgotten([]);
  }, [reviews]);
  return (
    <section aria-labelledby="learning">
      <h2 id="learning">{strings.learning}</h2>
      <p className="quiet" role="status">
        {reviews === 0 && forgotten.length > 0
          ? strings.learningForgotten(forgotten.length)
          : strings.learningFrom(reviews)}
      </p>
      {(reviews > 0 || forgotten.length > 0) && (
        // One button whose meaning changes, so that the focus has somewhere to stay.
        <button
          type="button"
          className="quiet-button"
          onClick={() =>
            void (reviews > 0 ? forgetReviews(db).then(setForgotten) : recallReviews(db, forgotten))
          }
        >
          {reviews > 0 ? strings.forgetLearning : strings.undo}
        </button>
      )}
    </section>
  );
}

/** Only in a build with the permission for it: the person lets the debugger protocol take full pages. */
function AtOnce({ db, isOn }: { db: ExtensionDatabase; isOn: boolean }) {
  return (
    <label className="note">
      <span>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) =>
            void db.settings.put({ name: 'fullPageAtOnce', value: event.target.checked ? 'yes' : 'no' })
          }
        />{' '}
        {strings.atOnce}
      </span>
      <span className="quiet">{strings.atOnceHint}</span>
    </label>
  );
}

/** Who clips, what was learnt, and which workspaces may pull. */
export function Settings({ db }: { db: ExtensionDatabase }) {
  const facts = useLiveQuery(
    async () => ({
      name: (await db.settings.get('collectedBy'))?.value ?? '',
      banner: (await db.settings.get('banner'))?.value === 'on',
      pairings: await db.pairings.toArray(),
      reviews: await db.reviews.count(),
      device: await ownDevice(db),
      authorities: await db.authorities.filter(({ allowedAt }) => allowedAt !== undefined).toArray(),
      atOnce: (await db.settings.get('fullPageAtOnce'))?.value === 'yes',
    }),
    [db],
  );
  if (!facts) return null;
  return (
    <footer className="settings">
      <Collector db={db} stored={facts.name} />
      {hasDebugger() && <AtOnce db={db} isOn={facts.atOnce} />}
      <Banner db={db} isOn={facts.banner} />
      <Learning db={db} reviews={facts.reviews} />
      <RulesForm db={db} paired={facts.pairings.map(({ origin }) => origin)} />
      {facts.device && (
        <>
          <h2>{strings.deviceKey}</h2>
          <p className="quiet">{strings.deviceKeyHint}</p>
          <p className="origin">{fingerprintGroups(facts.device.key.fingerprint)}</p>
        </>
      )}
      <h2>{strings.workspaces}</h2>
      {facts.pairings.length === 0 && <p className="quiet">{strings.noWorkspace}</p>}
      <ul className="workspaces">
        {facts.pairings.map(({ origin }) => (
          <li key={origin}>
            <span className="origin">{origin}</span>
            <button type="button" className="quiet-button" onClick={() => void forgetWorkspace(db, origin)}>
              {strings.forget}
            </button>
          </li>
        ))}
      </ul>
      {facts.authorities.length > 0 && <h2>{strings.authorities}</h2>}
      <ul className="workspaces">
        {facts.authorities.map((authority) => (
          <li key={`${authority.origin} ${authority.url}`}>
            <span className="origin">{authority.url}</span>
            <button
              type="button"
              className="quiet-button"
              onClick={() => void forgetAuthority(db, authority)}
            >
              {strings.authorityForget}
            </button>
          </li>
        ))}
      </ul>
    </footer>
  );
}
