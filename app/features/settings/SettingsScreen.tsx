import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type * as Y from 'yjs';
import type { IsmsFacts } from '#core/soa/isms-facts.ts';
import { Icon } from '../../components/Icon.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { formatBytes, formatNumber } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { AppUpdate } from '../../services/app-update.ts';
import type { DevicePort } from '../../services/device-port.ts';
import type { EvidencePort } from '../../services/evidence-port.ts';
import type { PreferencesService, Theme } from '../../services/preferences.ts';
import type { SealsPort } from '../../services/seals-port.ts';
import type { StoreCheckPort } from '../../services/store-check-port.ts';
import type { StampsPort } from '../../services/stamps-port.ts';
import type { StorageFactsService } from '../../services/storage-facts.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Undo } from '../../services/undo.ts';
import type { Watchable } from '../../services/watchable.ts';
import { DevicesPart } from './DevicesPart.tsx';
import { IsmsPart } from './IsmsPart.tsx';
import { NameField } from './NameField.tsx';
import { StampsPart } from './StampsPart.tsx';
import { StoreCheckPart } from './StoreCheckPart.tsx';
import './settings.css';

type SettingsScreenProps = {
  doc: Y.Doc;
  isms: Watchable<IsmsFacts>;
  undo: Undo;
  preferences: PreferencesService;
  evidence: EvidencePort;
  storage: StorageFactsService;
  update: AppUpdate;
  toasts: Toasts;
  device: DevicePort;
  seals: SealsPort;
  stamps: StampsPort;
  storeCheck: StoreCheckPort;
  /** The part that somebody came for: `check`. */
  about: string | undefined;
  now: () => Date;
};

const themeOptions: readonly Theme[] = ['system', 'light', 'dark'];

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

export function SettingsScreen({
  doc,
  isms,
  undo,
  preferences,
  evidence,
  storage,
  update,
  toasts,
  device,
  seals,
  stamps,
  storeCheck,
  about,
  now,
}: SettingsScreenProps) {
  const messages = useMessages();
  const text = messages.settings;
  const { theme, spelling, memberName } = useWatchable(preferences);
  const exhibits = useWatchable(evidence.exhibits) ?? [];
  const facts = useWatchable(storage);
  const { offline } = useWatchable(update);
  useEffect(() => void storage.refresh(), [storage, exhibits.length]);
  const fileBytes = new Map(
    exhibits.flatMap(({ record }) => record.files).map((file) => [file.sha256, file.sizeBytes]),
  );
  const held = [...fileBytes.values()].reduce((sum, size) => sum + size, 0);

  const saveName = (name: string) =>
    void preferences.setName('memberName', name).then(
      () => toasts.show(text.saved),
      () => toasts.show(text.nameFailed),
    );
  const persistence = {
    kept: text.persisted,
    'not-kept': text.notPersisted,
    denied: text.persistDenied,
    unknown: text.unknownPersistence,
  }[facts.persistence];
  const offlineWords = {
    ready: text.offlineReady,
    'not-ready': text.offlineNotReady,
    unsupported: text.offlineUnsupported,
  }[offline];

  return (
    <div className="screen">
      <div className="column settings">
        <Part id="settings-you" title={text.you}>
          <NameField
            label={text.name}
            help={text.nameHelp}
            value={memberName}
            autoComplete="name"
            onSave={saveName}
          />
        </Part>
        <IsmsPart doc={doc} isms={isms} undo={undo} toasts={toasts} />
        <Part id="settings-appearance" title={text.appearance}>
          <fieldset className="setting">
            <legend className="label">{text.theme}</legend>
            <div className="theme-choice">
              {themeOptions.map((option) => (
                <label key={option}>
                  <input
                    type="radio"
                    name="theme"
                    checked={theme === option}
                    onChange={() => preferences.setTheme(option)}
                  />
                  <span className="swatch" data-look={option} aria-hidden="true">
                    <i />
                    <i />
                    <i />
                  </span>
                  {text.themes[option]}
                </label>
              ))}
            </div>
          </fieldset>
        </Part>
        <Part id="settings-writing" title={text.writing}>
          <div className="setting">
            <label className="spelling-choice">
              <input
                type="checkbox"
                checked={spelling}
                aria-describedby="settings-spelling-help"
                onChange={(event) => preferences.setSpelling(event.currentTarget.checked)}
              />
              {text.spelling}
            </label>
            <p className="help" id="settings-spelling-help">
              {text.spellingHelp}
            </p>
          </div>
        </Part>
        <StampsPart stamps={stamps} />
        <StoreCheckPart check={storeCheck} wanted={about === 'check'} />
        <DevicesPart seals={seals} device={device} toasts={toasts} now={now} />
        <Part id="settings-storage" title={text.storage}>
          <dl className="facts setting">
            <dt>{text.exhibits}</dt>
            <dd className="number">
              {formatNumber(exhibits.length)}
              <span className="help"> {text.files(formatBytes(held))}</span>
            </dd>
            {facts.usageBytes !== undefined && (
              <>
                <dt>{text.usage}</dt>
                <dd className="number">{formatBytes(facts.usageBytes)}</dd>
              </>
            )}
            {facts.quotaBytes !== undefined && (
              <>
                <dt>{text.quota}</dt>
                <dd className="number">
                  {formatBytes(facts.quotaBytes)} <span className="help">{text.quotaHint}</span>
                </dd>
              </>
            )}
            <dt>{text.persistence}</dt>
            <dd>
              <span role="status" className="answer" data-kind={facts.persistence}>
                <Icon name={facts.persistence === 'kept' ? 'check' : 'warning'} />
                {persistence}
              </span>
              {facts.persistence !== 'kept' && facts.persistence !== 'unknown' && (
                <button
                  type="button"
                  className="button"
                  data-size="small"
                  onClick={() => void storage.requestPersistence()}
                >
                  {text.persist}
                </button>
              )}
            </dd>
            <dt>{text.offline}</dt>
            <dd>
              <span className="answer" data-kind={offline === 'ready' ? 'kept' : 'not-kept'}>
                <Icon name={offline === 'ready' ? 'check' : 'warning'} />
                {offlineWords}
              </span>
            </dd>
          </dl>
        </Part>
        <Part id="settings-keyboard" title={text.keyboard}>
          <dl className="facts keys setting">
            {text.keys.map(([keys, does]) => (
              <div key={does}>
                <dt>
                  {keys.split(/\s+/).map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </Part>
      </div>
    </div>
  );
}
