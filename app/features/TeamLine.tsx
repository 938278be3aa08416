import { Icon } from '../components/Icon.tsx';
import { useWatchable } from '../components/use-watchable.ts';
import { formatTime } from '../messages/format.ts';
import { useMessages } from '../messages/use-messages.ts';
import type { Messages } from '../messages/en.ts';
import type { TeamPort } from '../services/team-port.ts';
import type { TeamState } from '../services/team-state.ts';
import { routes } from './routes.ts';

/** How it stands with the team in one line; undefined while nothing is shared. `failed` is what somebody has to do something about. */
export function teamLine(
  state: TeamState,
  messages: Messages,
): { kind: 'connected' | 'receiving' | 'waiting' | 'failed'; words: string } | undefined {
  const text = messages.team.line;
  switch (state.kind) {
    case 'alone':
    case 'prepared':
      return undefined;
    case 'unreadable':
      return { kind: 'failed', words: text.unreadable };
    case 'founding':
      return { kind: 'waiting', words: text.founding };
    case 'joining':
      return { kind: 'waiting', words: text.joining };
    case 'shared':
      break;
  }
  const { link, waiting, problem, inStepSince, own } = state;
  if (own?.removed) return { kind: 'failed', words: text.removed };
  switch (problem?.kind) {
    case 'refused':
      return { kind: 'failed', words: text.refused(problem.reason) };
    case 'full':
      return { kind: 'failed', words: text.full(waiting) };
    case 'storage':
      return { kind: 'failed', words: text.storage };
    case 'too-large':
      return { kind: 'failed', words: text.tooLarge };
    default:
  }
  if (link === 'connecting') return { kind: 'waiting', words: text.connecting };
  if (link === 'offline') return { kind: 'waiting', words: text.offline(waiting) };
  if (link === 'catching-up') return { kind: 'receiving', words: text.catchingUp };
  if (waiting > 0 || !inStepSince) return { kind: 'receiving', words: text.sending(waiting) };
  const since = formatTime(inStepSince);
  return { kind: 'connected', words: own?.role === 'auditor' ? text.reading(since) : text.inStep(since) };
}

const icons = {
  connected: 'connected',
  receiving: 'receiving',
  waiting: 'unpaired',
  failed: 'warning',
} as const;

/** The state of the team in the header, on every screen; leads to the team's own. */
export function TeamLine({ team }: { team: TeamPort }) {
  const messages = useMessages();
  const line = teamLine(useWatchable(team.state), messages);
  if (!line) return null;
  return (
    <a className="inbox-chip team-line" data-kind={line.kind} href={routes.team} data-hint={line.words}>
      <Icon name={icons[line.kind]} />
      <span className="words" role="status">
        {line.words}
      </span>
    </a>
  );
}
