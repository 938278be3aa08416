import { useId, useState } from 'react';
import type { MeetingWay } from '#core/sync/invitation.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { formatMinute } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { TeamPort } from '../../services/team-port.ts';
import type { InvitationView, InviteWish, TeamCommand, TeamState } from '../../services/team-state.ts';
import type { Toasts } from '../../services/toasts.ts';
import { routes } from '../routes.ts';
import { orSay } from './ask-team.ts';
import { QrCode } from './QrCode.tsx';

type InvitationsPartProps = {
  team: TeamPort;
  toasts: Toasts;
  state: Extract<TeamState, { kind: 'shared' }>;
  now: () => Date;
};

const choices = ['editor', 'auditor', 'owner', 'own-device'] as const;
type Choice = (typeof choices)[number];
const spans = ['1', '24', '168'] as const;

const linkOf = ({ text }: InvitationView): string =>
  `${location.origin}${location.pathname}${routes.invitation(text)}`;

function InviteForm({ onInvite }: { onInvite: (wish: InviteWish, hours: number) => void }) {
  const messages = useMessages();
  const text = messages.team;
  const id = useId();
  const [choice, setChoice] = useState<Choice>('editor');
  const [name, setName] = useState('');
  const [hours, setHours] = useState<(typeof spans)[number]>('24');
  const labelOf = (which: Choice) =>
    which === 'own-device' ? text.inviteOwn : text.inviteAs(text.roles[which], text.roleHelp[which]);
  return (
    <form
      className="setting"
      onSubmit={(event) => {
        event.preventDefault();
        const wish: InviteWish =
          choice === 'own-device' ? { kind: choice } : { kind: 'member', role: choice, name: name.trim() };
        onInvite(wish, Number(hours));
        setName('');
      }}
    >
      <div className="team-choices">
        <SelectBox
          label={text.inviteWho}
          value={choice}
          options={choices.map((value) => ({ value, label: labelOf(value) }))}
          onChange={setChoice}
        />
        <SelectBox
          label={text.inviteHours}
          value={hours}
          options={spans.map((value) => ({ value, label: text.hours[value] }))}
          onChange={setHours}
        />
      </div>
      {choice !== 'own-device' && (
        <>
          <label className="label" htmlFor={id}>
            {text.inviteName}
          </label>
          <input
            id={id}
            className="field"
            maxLength={200}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </>
      )}
      <p className="team-actions">
        <button type="submit" className="button" data-look="main">
          {text.invite}
        </button>
      </p>
    </form>
  );
}

type CardProps = { invitation: InvitationView; way: MeetingWay; command: (wish: TeamCommand) => void };

function InvitationCard({ invitation, way, command }: CardProps) {
  const messages = useMessages();
  const text = messages.team;
  const [qr, setQr] = useState(false);
  const { id, role, name, state, guest, expiresAt } = invitation;
  const link = linkOf(invitation);
  const button = (words: string, wish: TeamCommand, look?: 'main' | 'quiet') => (
    <button type="button" className="button" data-size="small" data-look={look} onClick={() => command(wish)}>
      {words}
    </button>
  );
  return (
    <li className="setting team-invitation" data-state={state}>
      <h3>{text.forWhom(role ? text.roles[role] : text.inviteOwn, name)}</h3>
      <p className="help" role="status">
        {text.states[state]}
        {(state === 'open' || state === 'asking') && `, ${text.until(formatMinute(expiresAt.toISOString()))}`}
      </p>
      {state === 'open' && (
        <>
          <p className="team-command">
            <input className="field" readOnly aria-label={text.link} value={link} />
            <CopyButton text={link} what={text.link} />
          </p>
          <p className="help">{text.linkHint[way]}</p>
          {qr && <QrCode text={link} label={text.qr} />}
          <p className="team-actions">
            {!qr && (
              <button
                type="button"
                className="button"
                data-size="small"
                data-look="quiet"
                onClick={() => setQr(true)}
              >
                {text.showQr}
              </button>
            )}
            {button(text.withdraw, { kind: 'withdraw', invitation: id }, 'quiet')}
          </p>
        </>
      )}
      {state === 'asking' && guest && (
        <>
          <p>{text.compare(guest.name, guest.label)}</p>
          <p className="team-code" aria-label={text.code}>
            {guest.code}
          </p>
          <p className="team-actions">
            {button(text.letIn, { kind: 'let-in', invitation: id }, 'main')}
            {button(text.turnAway, { kind: 'turn-away', invitation: id })}
          </p>
        </>
      )}
      {state === 'used' && way === 'file' && <p>{text.letInByFile}</p>}
      {state !== 'open' && state !== 'asking' && (
        <p className="team-actions">{button(text.clear, { kind: 'withdraw', invitation: id }, 'quiet')}</p>
      )}
    </li>
  );
}

/** Links that let somebody in, and who stands before the door. */
export function InvitationsPart({ team, toasts, state }: InvitationsPartProps) {
  const messages = useMessages();
  const text = messages.team;
  const command = (wish: TeamCommand) => orSay(team.command(wish), toasts, messages);
  return (
    <section className="card" aria-labelledby="team-invitations">
      <h2 id="team-invitations">{text.invitations}</h2>
      {state.mayInvite ? (
        <>
          <ul className="devices">
            {state.invitations.map((invitation) => (
              <InvitationCard key={invitation.id} invitation={invitation} way={state.way} command={command} />
            ))}
          </ul>
          <InviteForm onInvite={(wish, hours) => command({ kind: 'invite', wish, hours })} />
        </>
      ) : (
        <p className="help setting">{text.onlyOwners}</p>
      )}
    </section>
  );
}
