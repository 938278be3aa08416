import { formatTime } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { TeamPort } from '../../services/team-port.ts';
import type { TeamState } from '../../services/team-state.ts';
import type { Toasts } from '../../services/toasts.ts';
import { orSay } from './ask-team.ts';

type IncidentsPartProps = { team: TeamPort; toasts: Toasts; state: Extract<TeamState, { kind: 'shared' }> };

/** What this device refused, by whom and why, and what happened at the relay. Nothing is shown while there is nothing. */
export function IncidentsPart({ team, toasts, state: { way, refusals, notices } }: IncidentsPartProps) {
  const messages = useMessages();
  const text = messages.team.incidents;
  if (refusals.length === 0 && notices.length === 0) return null;
  return (
    <section className="card" aria-labelledby="team-incidents">
      <h2 id="team-incidents">{text.title}</h2>
      <ul className="team-incidents">
        {notices.map(({ kind, by, at }) => (
          <li key={`${kind}|${at.getTime()}`}>
            <p>
              {kind === 'relay-went-back' && way === 'folder'
                ? text.folderWentBack
                : text.notices[kind](by || text.somebody)}
            </p>
            <p className="help">{text.at(formatTime(at))}</p>
          </li>
        ))}
        {refusals.map(({ kind, subject, by, times, last }) => (
          <li key={`${kind}|${subject}|${by}`}>
            <p>{text.refused(by || text.somebody, text.kinds[kind])}</p>
            <p className="help">
              {text.times(times)} {text.at(formatTime(last))}
            </p>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button"
        data-size="small"
        onClick={() => orSay(team.command({ kind: 'clear-incidents' }), toasts, messages)}
      >
        {text.clear}
      </button>
    </section>
  );
}
