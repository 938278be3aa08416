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
  const failed = (words: string) => ({ kind: 'failed', words }) as const;
  const { toSend } = state.evidence;
  if (own?.removed) return failed(text.removed);
  if (state.way === 'folder' && problem?.kind === 'refused') return failed(text.folderRefused(waiting));
  if (state.way === 'folder' && problem?.kind === 'full') return failed(text.folderFull(waiting));
  if (problem?.kind === 'refused') return failed(text.refused(problem.reason));
  if (problem?.kind === 'full') return failed(text.full(waiting));
  if (problem?.kind === 'storage') return failed(text.storage);
  if (problem?.kind === 'too-large') return failed(text.tooLarge);
  if (state.way === 'file') {
    if (waiting > 0 || toSend > 0) return { kind: 'waiting', words: text.notInFile(waiting, toSend) };
    return { kind: 'connected', words: own?.role === 'auditor' ? text.allInFileReading : text.allInFile };
  }
  if (link === 'connecting') return { kind: 'waiting', words: text.connecting };
  if (link === 'offline')
    return {
      kind: 'waiting',
      words: state.way === 'folder' ? text.folderOffline(waiting) : text.offline(waiting),
    };
  if (link === 'catching-up') return { kind: 'receiving', words: text.catchingUp };
  if (toSend > 0) return { kind: 'receiving', words: text.sendingExhibits(toSend) };
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
