import { useId, useState } from 'react';
import { meetingWays, type MeetingWay } from '#core/sync/invitation.ts';
import { isRelayAddress } from '#core/sync/relay-address.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { pickFolder } from '../../services/folder-picker.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { TeamPort } from '../../services/team-port.ts';
import type { TeamState } from '../../services/team-state.ts';
import type { Toasts } from '../../services/toasts.ts';
import { orSay } from './ask-team.ts';
import { NameNeeded } from './NameNeeded.tsx';

type SharePartProps = {
  team: TeamPort;
  preferences: PreferencesService;
  toasts: Toasts;
  state: Extract<TeamState, { kind: 'alone' | 'prepared' | 'founding' }>;
};

type RelayFormProps = { team: TeamPort; toasts: Toasts; relay: string };

function RelayForm({ team, toasts, relay }: RelayFormProps) {
  const messages = useMessages();
  const text = messages.team;
  const id = useId();
  const [address, setAddress] = useState(relay);
  const [wrong, setWrong] = useState<string>();
  const submit = () => {
    const wanted = address.trim();
    if (!isRelayAddress(wanted)) return setWrong(text.addressWrong);
    if (location.protocol === 'https:' && wanted.startsWith('ws:')) return setWrong(text.addressInsecure);
    setWrong(undefined);
    orSay(team.found(wanted), toasts, messages);
  };
  return (
    <form
      className="setting"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label className="label" htmlFor={id}>
        {text.address}
      </label>
      <input
        id={id}
        className="field"
        type="url"
        placeholder="wss://relay.example"
        maxLength={500}
        autoComplete="off"
        aria-invalid={wrong !== undefined}
        aria-describedby={`${id}-help`}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <p id={`${id}-help`} className="help" role={wrong === undefined ? undefined : 'alert'}>
        {wrong ?? text.addressHelp}
      </p>
      <button type="submit" className="button" data-look="main">
        {text.connect}
      </button>
    </form>
  );
}

type WaysProps = { way: MeetingWay; folders: boolean; onChange: (way: MeetingWay) => void };

function Ways({ way, folders, onChange }: WaysProps) {
  const text = useMessages().team;
  const id = useId();
  return (
    <fieldset className="team-ways setting">
      <legend className="label">{text.how}</legend>
      {meetingWays.map((each) => {
        const cannot = each === 'folder' && !folders;
        return (
          <label key={each} className="team-way">
            <input
              type="radio"
              name={id}
              checked={each === way}
              disabled={cannot}
              aria-describedby={`${id}-${each}`}
              onChange={() => onChange(each)}
            />
            <span>
              {text.ways[each].name}
              <span className="help" id={`${id}-${each}`}>
                {cannot ? text.noFolders : text.ways[each].help}
              </span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** From a workspace of one person to one of a team; over a relay by the key that its administrator admits, then its address. */
export function SharePart({ team, preferences, toasts, state }: SharePartProps) {
  const messages = useMessages();
  const text = messages.team;
  const [way, setWay] = useState<MeetingWay>('relay');
  async function share(): Promise<void> {
    if (way === 'relay') return team.prepare();
    const place = way === 'file' ? way : await pickFolder();
    if (place) await team.foundAt(place);
  }
  if (state.kind === 'alone')
    return (
      <section className="card">
        <h2>{text.intro}</h2>
        <p className="setting">{text.introText}</p>
        <ul className="team-limits setting">
          {text.introLimits.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <Ways way={way} folders={team.folders} onChange={setWay} />
        <NameNeeded
          preferences={preferences}
          toasts={toasts}
          action={text.share[way]}
          go={() => orSay(share(), toasts, messages)}
        />
      </section>
    );
  const founding = state.kind === 'founding';
  return (
    <section className="card">
      <h2>{text.sharing}</h2>
      <p className="setting">{text.administrator}</p>
      <p className="team-command">
        <code>{text.command(state.account)}</code>
        <CopyButton text={text.command(state.account)} what={text.commandName} />
      </p>
      <RelayForm team={team} toasts={toasts} relay={state.relay} />
      {founding && (
        <p className="answer setting" role="status" data-kind="not-kept">
          <Icon name={state.problem ? 'warning' : 'receiving'} />{' '}
          {state.problem ? `${text.notYet} (${state.problem.reason})` : text.connecting}
        </p>
      )}
      <p className="team-actions">
        {founding && (
          <button
            type="button"
            className="button"
            data-size="small"
            onClick={() => orSay(team.command({ kind: 'retry' }), toasts, messages)}
          >
            {text.tryNow}
          </button>
        )}
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          onClick={() => orSay(team.leave(), toasts, messages)}
        >
          {text.stopSharing}
        </button>
      </p>
    </section>
  );
}
