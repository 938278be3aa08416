import { useState } from 'react';
import type { AppUpdate } from '../services/app-update.ts';
import type { StoreCheckPort } from '../services/store-check-port.ts';
import type { WorkspacePort } from '../services/workspace-port.ts';
import { formatBytes } from '../messages/format.ts';
import { useMessages } from '../messages/use-messages.ts';
import { readOnlyReason } from './EditFieldset.tsx';
import { Icon } from './Icon.tsx';
import { useWatchable } from './use-watchable.ts';

/** Stands over everything while changes are not on the disk: what happened, what is kept, what to do. */
export function SavingBanner({ workspace }: { workspace: WorkspacePort }) {
  const messages = useMessages();
  const saving = useWatchable(workspace.saving);
  if (saving.kind !== 'failed') return null;
  return (
    <div className="banner" role="alert">
      <Icon name="warning" />
      <p className="words">
        <strong>{messages.saving.title[saving.reason]}</strong>
        {messages.saving.kept(formatBytes(saving.unsavedBytes))} {messages.saving.cure[saving.reason]}
      </p>
      <button type="button" className="button" onClick={() => void workspace.saveAgain()}>
        {messages.saving.again}
      </button>
    </div>
  );
}

/** Says to who may only read why the fields are locked. */
export function ReadOnlyBanner({ mayEdit }: { mayEdit: boolean }) {
  const messages = useMessages();
  if (mayEdit) return null;
  return (
    <div className="banner" role="status" data-look="news">
      <Icon name="person" />
      <p className="words" id={readOnlyReason}>
        {messages.team.readOnly}
      </p>
    </div>
  );
}

/** What in this browser's storage is not as it was sealed, as long as it is so: the first by name, and the way to all. */
export function StoreCheckBanner({ check, details }: { check: StoreCheckPort; details: string }) {
  const text = useMessages().storeCheck;
  const findings = useWatchable(check.findings);
  // Whatever is found later is another list, and is shown.
  const [hidden, setHidden] = useState<typeof findings>();
  const [first] = findings;
  if (!first || findings === hidden) return null;
  return (
    <div className="banner" role="alert">
      <Icon name="warning" />
      <p className="words">
        <strong>{text.bannerTitle(findings.length)}</strong>
        {text.finding(first)} {findings.length > 1 && text.bannerMore(findings.length - 1)}
      </p>
      <a className="button" data-size="small" href={details}>
        {text.show}
      </a>
      <button
        type="button"
        className="button"
        data-look="quiet"
        data-size="small"
        onClick={() => setHidden(findings)}
      >
        {text.later}
      </button>
    </div>
  );
}

export function UpdateBanner({ update, onLater }: { update: AppUpdate; onLater: () => void }) {
  const messages = useMessages();
  const { waiting } = useWatchable(update);
  if (!waiting) return null;
  return (
    <div className="banner" role="status" data-look="news">
      <Icon name="receiving" />
      <p className="words">{messages.update.ready}</p>
      <button
        type="button"
        className="button"
        data-look="main"
        data-size="small"
        onClick={() => update.reload()}
      >
        {messages.update.reload}
      </button>
      <button type="button" className="button" data-look="quiet" data-size="small" onClick={onLater}>
        {messages.update.later}
      </button>
    </div>
  );
}
