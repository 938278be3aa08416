import { useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { TeamPort } from '../../services/team-port.ts';
import type { TeamState } from '../../services/team-state.ts';
import type { Toasts } from '../../services/toasts.ts';
import { goTo, routes } from '../routes.ts';
import { orSay } from './ask-team.ts';
import { NameNeeded } from './NameNeeded.tsx';

type JoinPartProps = { team: TeamPort; preferences: PreferencesService; toasts: Toasts; invitation: string };

/** Somebody opened an invitation: who they are, and the button that asks. */
export function JoinPart({ team, preferences, toasts, invitation }: JoinPartProps) {
  const messages = useMessages();
  const text = messages.team;
  const [bad, setBad] = useState(false);
  const ask = async () => {
    const taken = await team.join(invitation, preferences.getState().memberName);
    if (!taken) return setBad(true);
    // The secret leaves the address; it stays in the storage until the door is open or closed.
    goTo(routes.team, { replace: true });
  };
  return (
    <section className="card">
      <h2>{bad ? text.badInvitation : text.joinTitle}</h2>
      {bad ? (
        <p className="help setting" role="alert">
          {text.badInvitationHint}
        </p>
      ) : (
        <>
          <p className="setting">{text.joinText}</p>
          <NameNeeded
            preferences={preferences}
            toasts={toasts}
            action={text.join}
            go={() => orSay(ask(), toasts, messages)}
          />
        </>
      )}
    </section>
  );
}

type WaitingProps = { team: TeamPort; toasts: Toasts; state: Extract<TeamState, { kind: 'joining' }> };

/** The code, until the other side says yes or no. */
export function WaitingToJoin({ team, toasts, state }: WaitingProps) {
  const messages = useMessages();
  const text = messages.team;
  const leave = (words: string) => (
    <button
      type="button"
      className="button"
      data-look="quiet"
      onClick={() => orSay(team.leave(), toasts, messages)}
    >
      {words}
    </button>
  );
  return (
    <section className="card" aria-live="polite">
      <h2>{text.waitingTitle}</h2>
      {state.closed ? (
        <>
          <p className="answer setting" data-kind="not-kept">
            <Icon name="warning" /> {text.closed[state.closed]}
          </p>
          <p className="team-actions">{leave(text.back)}</p>
        </>
      ) : (
        <>
          {state.code === undefined ? (
            <p className="setting">{state.problem ? state.problem.reason : text.waitingHost}</p>
          ) : (
            <>
              <p className="setting">{text.waitingText}</p>
              <p className="team-code" aria-label={text.code}>
                {state.code}
              </p>
            </>
          )}
          <p className="team-actions">{leave(text.stopSharing)}</p>
        </>
      )}
    </section>
  );
}
