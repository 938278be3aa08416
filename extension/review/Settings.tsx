import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { ExtensionDatabase } from '../outbox/database.ts';
import { forgetWorkspace } from '../pairing/lasting-bridge.ts';
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

/** Who clips, and which workspaces may pull. */
export function Settings({ db }: { db: ExtensionDatabase }) {
  const facts = useLiveQuery(
    async () => ({
      name: (await db.settings.get('collectedBy'))?.value ?? '',
      pairings: await db.pairings.toArray(),
    }),
    [db],
  );
  if (!facts) return null;
  return (
    <footer className="settings">
      <Collector db={db} stored={facts.name} />
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
    </footer>
  );
}
