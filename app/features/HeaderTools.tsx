import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/Icon.tsx';
import { useWatchable } from '../components/use-watchable.ts';
import { useMessages } from '../messages/use-messages.ts';
import type { Mentions } from '../services/mentions.ts';
import type { InboxPort, InboxState } from '../services/inbox-port.ts';
import type { TeamPort } from '../services/team-port.ts';
import type { Toasts } from '../services/toasts.ts';
import type { Undo } from '../services/undo.ts';
import type { WorkspacePort } from '../services/workspace-port.ts';
import { MentionsButton } from './MentionsButton.tsx';
import { routes } from './routes.ts';
import { TeamLine } from './TeamLine.tsx';
import { walkHistory } from './use-global-keys.ts';

/** One sign for each situation, in the header and on the connection's own screen. */
export const inboxIcons: Record<InboxState['kind'], IconName> = {
  'no-extension': 'unpaired',
  unpaired: 'unpaired',
  pairing: 'pairing',
  connected: 'connected',
  receiving: 'receiving',
  failed: 'warning',
};

type HeaderToolsProps = {
  workspace: WorkspacePort;
  team: TeamPort;
  mentions: Mentions;
  inbox: InboxPort;
  undo: Undo;
  toasts: Toasts;
};

function SavingMark({ workspace }: Pick<HeaderToolsProps, 'workspace'>) {
  const messages = useMessages();
  const kind = useWatchable(workspace.savingMark);
  return (
    <span className="saving" data-kind={kind} data-hint={messages.saving[kind]}>
      <Icon name={kind === 'failed' ? 'warning' : kind} />
      <span className="words">{messages.saving[kind]}</span>
    </span>
  );
}

export function HeaderTools({ workspace, team, mentions, inbox, undo, toasts }: HeaderToolsProps) {
  const messages = useMessages();
  const connection = useWatchable(inbox);
  const { canUndo, canRedo } = useWatchable(undo);
  const history = (direction: 'undo' | 'redo', possible: boolean) => (
    <button
      type="button"
      className="icon-button"
      aria-label={messages.app[direction]}
      data-hint={messages.app[direction]}
      disabled={!possible}
      onClick={() => walkHistory(direction, undo, toasts, messages)}
    >
      <Icon name={direction} />
    </button>
  );
  return (
    <>
      <SavingMark workspace={workspace} />
      {history('undo', canUndo)}
      {history('redo', canRedo)}
      <span className="bar-rule" aria-hidden="true" />
      <MentionsButton mentions={mentions} />
      <TeamLine team={team} />
      <a className="inbox-chip" data-kind={connection.kind} href={routes.extension}>
        <Icon name={inboxIcons[connection.kind]} />
        <span className="words">{messages.inbox.indicator[connection.kind]}</span>
      </a>
    </>
  );
}
