import { useMessages } from '../../messages/use-messages.ts';
import type { TeamPort } from '../../services/team-port.ts';
import type { Toasts } from '../../services/toasts.ts';
import { orSay } from './ask-team.ts';
import { AskTwice } from './AskTwice.tsx';

/** What lies on this device, and how to remove it. */
export function LeavePart({ team, waiting, toasts }: { team: TeamPort; waiting: number; toasts: Toasts }) {
  const messages = useMessages();
  const text = messages.team;
  return (
    <section className="card" aria-labelledby="team-data">
      <h2 id="team-data">{text.data}</h2>
      <p className="help setting">{text.dataText}</p>
      <AskTwice
        label={text.leave}
        title={text.leaveTitle}
        hint={text.leaveHint(waiting)}
        yes={text.leaveNow}
        no={text.keep}
        onYes={() => orSay(team.leave(), toasts, messages)}
      />
    </section>
  );
}
