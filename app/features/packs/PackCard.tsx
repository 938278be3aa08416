import { useState } from 'react';
import type * as Y from 'yjs';
import { exhibitsIn } from '#core/pack/pack-choice.ts';
import type { ExportedComments } from '#core/exchange/comment-table.ts';
import { isFileLeftOut } from '#core/pack/left-out.ts';
import { useWatchable } from '../../components/use-watchable.ts';
import { formatBytes } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { ApprovalsPort } from '../../services/approvals-port.ts';
import type { SoaVersions } from '../../services/soa-versions.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { inputOfVersion, saveAuditPack, type PackInput } from './build-files.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { CommentsChoice } from './CommentsChoice.tsx';
import { FileCard } from './FileCard.tsx';
import { FileRun } from './FileRun.tsx';
import { usePackWish } from './pack-wish.ts';
import { ScopeFields } from './ScopeFields.tsx';

type PackCardProps = {
  doc: Y.Doc;
  input: PackInput;
  /** What members and auditors said about rows: in a pack of what stands now, if it is wanted. */
  said: ExportedComments;
  exhibits: readonly StoredExhibit[];
  /** False until the exhibits have been read: a pack that is made before would have none. */
  isRead: boolean;
  versions: SoaVersions;
  approvals: ApprovalsPort;
};

/** Chooses what an audit pack holds and leaves out, and saves it. */
export function PackCard({ doc, input: now, said, exhibits, isRead, versions, approvals }: PackCardProps) {
  const { pack: words, packScope } = useMessages();
  const frozen = useWatchable(versions);
  const signed = useWatchable(approvals.checked);
  const [sha256, setSha256] = useState('');
  const [withComments, setWithComments] = useState(false);
  const state = usePackWish(doc);
  const version = frozen.find((one) => one.sha256 === sha256);
  const input = version
    ? inputOfVersion(now, { ...version, approvals: signed?.get(version.sha256) ?? [] })
    : { ...now, comments: withComments ? said : undefined };
  const saidCount = said.findings.length + said.threads.flatMap(({ comments }) => comments).length;
  const here = new Set(input.exhibits.map(({ id }) => id));
  const { choice, leftOut, problem } = state;
  const taken = choice ? exhibitsIn(choice, input) : [];
  const count = choice?.kind === 'sample' ? Math.min(choice.size, taken.length) : taken.length;
  const bytes = taken
    .flatMap(({ files }) => files)
    .filter(({ role }) => !isFileLeftOut(role, leftOut))
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const share = taken.length === 0 ? 0 : count / taken.length;
  return (
    <FileCard
      icon="pack"
      title={words.packTitle}
      text={words.packText}
      detail={problem ? packScope.problems[problem] : words.contains(count, formatBytes(bytes * share))}
    >
      <div className="pack-scope">
        {frozen.length > 0 && (
          <ChoiceField
            label={packScope.state}
            value={sha256}
            options={[
              { value: '', label: packScope.stateNow },
              ...frozen
                .toReversed()
                .map((one) => ({ value: one.sha256, label: packScope.stateOf(one.label) })),
            ]}
            onChange={setSha256}
          />
        )}
        <ScopeFields state={state} exhibits={exhibits.filter(({ id }) => here.has(id))} />
        {!version && saidCount > 0 && (
          <CommentsChoice count={saidCount} wanted={withComments} onChange={setWithComments} />
        )}
      </div>
      <FileRun
        action={words.packAction}
        save={saveAuditPack}
        input={isRead && choice ? { ...input, choice, leftOut } : undefined}
        main
      />
    </FileCard>
  );
}
