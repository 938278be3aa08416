import { EmptyState } from '../../components/EmptyState.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { TeamPort } from '../../services/team-port.ts';
import type { Toasts } from '../../services/toasts.ts';
import { routes } from '../routes.ts';
import { FilesPart } from './FilesPart.tsx';
import { IncidentsPart } from './IncidentsPart.tsx';
import { InvitationsPart } from './InvitationsPart.tsx';
import { JoinPart, WaitingToJoin } from './JoinPart.tsx';
import { LeavePart } from './LeavePart.tsx';
import { MembersPart } from './MembersPart.tsx';
import { SharePart } from './SharePart.tsx';
import { StatePart } from './StatePart.tsx';
import './team.css';

export type TeamScreenProps = {
  team: TeamPort;
  preferences: PreferencesService;
  toasts: Toasts;
  /** From the address, when somebody opened an invitation. */
  invitation: string | undefined;
  now: () => Date;
};

/** Sharing the workspace, who is in it, and how it stands. */
export function TeamScreen({ team, preferences, toasts, invitation, now }: TeamScreenProps) {
  const messages = useMessages();
  const text = messages.team;
  const state = useWatchable(team.state);
  if (!team.supported)
    return <EmptyState icon="warning" title={text.unsupported} hint={text.unsupportedHint} />;

  function content() {
    switch (state.kind) {
      case 'unreadable':
        return <EmptyState icon="warning" title={text.unreadable} hint={text.unreadableHint(state.reason)} />;
      case 'alone':
      case 'prepared':
        if (invitation !== undefined)
          return <JoinPart team={team} preferences={preferences} toasts={toasts} invitation={invitation} />;
        return <SharePart team={team} preferences={preferences} toasts={toasts} state={state} />;
      case 'founding':
        return <SharePart team={team} preferences={preferences} toasts={toasts} state={state} />;
      case 'joining':
        return <WaitingToJoin team={team} state={state} toasts={toasts} />;
      case 'shared':
        return (
          <>
            {invitation !== undefined && (
              <section className="card">
                <h2>{text.alreadyShared}</h2>
                <p className="help setting">{text.alreadySharedHint}</p>
                <a className="button" href={routes.team}>
                  {text.back}
                </a>
              </section>
            )}
            <StatePart team={team} state={state} toasts={toasts} />
            <IncidentsPart team={team} state={state} toasts={toasts} />
            <MembersPart team={team} state={state} toasts={toasts} />
            <InvitationsPart team={team} state={state} toasts={toasts} now={now} />
            <FilesPart team={team} state={state} toasts={toasts} now={now} />
            <LeavePart team={team} waiting={state.waiting} toasts={toasts} />
          </>
        );
    }
  }

  return (
    <div className="screen">
      <div className="column team">{content()}</div>
    </div>
  );
}
