import { useMessages } from '../../messages/use-messages.ts';
import type { TeamPort } from '../../services/team-port.ts';
import type { TeamState } from '../../services/team-state.ts';
import type { Toasts } from '../../services/toasts.ts';
import { teamLine } from '../TeamLine.tsx';
import { orSay } from './ask-team.ts';

type StatePartProps = { team: TeamPort; toasts: Toasts; state: Extract<TeamState, { kind: 'shared' }> };

/** The control that somebody looks at, or the part of the app. */
const placeName = (place: string, nav: Readonly<Record<string, string>>): string => {
  const [first = '', about = ''] = place.split('/').filter(Boolean);
  if (first === 'soa' && /^A\.\d+\.\d+$/.test(about)) return about;
  return nav[first === '' ? 'soa' : first] ?? '';
};

/** How it stands with the relay, and who is here. */
export function StatePart({ team, toasts, state }: StatePartProps) {
  const messages = useMessages();
  const text = messages.team;
  return (
    <section className="card" aria-labelledby="team-state">
      <h2 id="team-state">{text.state}</h2>
      <dl className="facts setting">
        <dt>{text.relay}</dt>
        <dd>
          {state.relay}
          <p className="help">
            {teamLine(state, messages)?.words}
            {state.link === 'offline' && state.problem?.kind === 'offline' && ` (${state.problem.reason})`}
          </p>
          {state.link !== 'in-step' && (
            <button
              type="button"
              className="button"
              data-size="small"
              onClick={() => orSay(team.command({ kind: 'retry' }), toasts, messages)}
            >
              {text.tryNow}
            </button>
          )}
        </dd>
        {state.own && (
          <>
            <dt>{text.yourRole}</dt>
            <dd>{text.inviteAs(text.roles[state.own.role], text.roleHelp[state.own.role])}</dd>
          </>
        )}
        <dt>{text.exhibits}</dt>
        <dd>
          {text.exhibitsOf(state.evidence.toSend, state.evidence.arriving.length, state.evidence.unsendable)}
        </dd>
        <dt>{text.here}</dt>
        <dd>
          {state.present.length === 0
            ? text.nobody
            : state.present
                .map(({ name, place }) => text.at(name || text.unnamed, placeName(place, messages.nav)))
                .join(', ')}
        </dd>
      </dl>
    </section>
  );
}
