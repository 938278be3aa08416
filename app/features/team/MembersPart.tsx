import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { TeamPort } from '../../services/team-port.ts';
import type { TeamCommand, TeamMemberView, TeamState } from '../../services/team-state.ts';
import type { Toasts } from '../../services/toasts.ts';
import { orSay } from './ask-team.ts';
import { AskTwice } from './AskTwice.tsx';

type SharedState = Extract<TeamState, { kind: 'shared' }>;
type MembersPartProps = { team: TeamPort; toasts: Toasts; state: SharedState };

const roles = ['owner', 'editor', 'auditor'] as const;

/** Who is in the workspace, on which devices, and for owners the way to change that. */
export function MembersPart({ team, toasts, state }: MembersPartProps) {
  const messages = useMessages();
  const text = messages.team;
  const isOwner = state.own?.role === 'owner' && !state.own.removed;
  const owners = state.members.filter(({ role, removed }) => role === 'owner' && !removed).length;
  const command = (wish: TeamCommand) => orSay(team.command(wish), toasts, messages);

  function member({ id, name, role, removed, devices }: TeamMemberView) {
    const shown = name || text.unnamed;
    const isLastOwner = role === 'owner' && owners === 1;
    const canChange = isOwner && !removed && !isLastOwner;
    return (
      <li key={id} className="setting" data-removed={removed}>
        <div className="team-member">
          <h3>
            {shown}
            {id === state.own?.member && <span className="help"> ({text.you})</span>}
          </h3>
          {canChange ? (
            <SelectBox
              label={text.roleOf(shown)}
              value={role}
              options={roles.map((value) => ({ value, label: text.roles[value] }))}
              onChange={(next) => command({ kind: 'give-role', member: id, role: next })}
            />
          ) : (
            <span className="tag">{removed ? text.removed : text.roles[role]}</span>
          )}
        </div>
        <ul className="team-devices">
          {devices.map((device) => {
            const fingerprint = fingerprintGroups(device.fingerprint);
            const label = device.label || text.unnamed;
            const several = devices.filter((other) => !other.removed).length > 1;
            return (
              <li key={device.fingerprint} data-removed={removed || device.removed}>
                <p>
                  {label}
                  {device.own && <span className="help"> ({text.thisDevice})</span>}
                  {device.removed && <span className="help"> ({text.removed})</span>}
                </p>
                <p className="fingerprint">
                  <code>{fingerprint}</code>
                  <CopyButton text={fingerprint} what={text.fingerprint} />
                </p>
                {(removed || device.removed) && state.way === 'folder' && (
                  <p className="help">{text.cutOffFolder}</p>
                )}
                {(removed || device.removed) && device.relayUser && state.account && (
                  <>
                    <p className="help">{text.cutOff}</p>
                    <p className="team-command">
                      <code>{text.revokeCommand(state.account, device.relayUser)}</code>
                      <CopyButton
                        text={text.revokeCommand(state.account, device.relayUser)}
                        what={text.commandName}
                      />
                    </p>
                  </>
                )}
                {isOwner && !removed && !device.removed && !device.own && several && (
                  <AskTwice
                    label={text.removeNow}
                    accessibleLabel={text.removeDevice(label)}
                    title={text.removeTitle(label)}
                    hint={text.removeHint}
                    yes={text.removeNow}
                    no={text.keep}
                    onYes={() => command({ kind: 'remove-device', device: device.fingerprint })}
                  />
                )}
              </li>
            );
          })}
        </ul>
        {canChange && id !== state.own?.member && (
          <AskTwice
            label={text.remove(shown)}
            title={text.removeTitle(shown)}
            hint={text.removeHint}
            yes={text.removeNow}
            no={text.keep}
            onYes={() => command({ kind: 'remove-member', member: id })}
          />
        )}
        {isOwner && isLastOwner && <p className="help">{text.lastOwner}</p>}
      </li>
    );
  }

  return (
    <section className="card" aria-labelledby="team-members">
      <h2 id="team-members">{text.members}</h2>
      <ul className="devices">{state.members.map(member)}</ul>
    </section>
  );
}
