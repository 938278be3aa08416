import { useState } from 'react';
import type * as Y from 'yjs';
import type { ExportedComments } from '#core/exchange/comment-table.ts';
import type { IsmsFacts } from '#core/soa/isms-facts.ts';
import { readFindings } from '#core/workspace/audit-findings.ts';
import { readReviews } from '#core/workspace/management-reviews.ts';
import { noteMadePack } from '#core/workspace/made-packs.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { AcceptancesPort } from '../../services/acceptances-port.ts';
import type { ApprovalsPort } from '../../services/approvals-port.ts';
import type { Comments } from '../../services/comment-projection.ts';
import type { DevicePort } from '../../services/device-port.ts';
import type { Clauses } from '../../services/clause-projection.ts';
import type { EvidencePort } from '../../services/evidence-port.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { Registers } from '../../services/register-projection.ts';
import type { SealsPort } from '../../services/seals-port.ts';
import type { SoaVersions } from '../../services/soa-versions.ts';
import type { StoreCheckPort } from '../../services/store-check-port.ts';
import type { StampsPort } from '../../services/stamps-port.ts';
import type { SoaProjection } from '../../services/soa-projection.ts';
import type { Undo } from '../../services/undo.ts';
import type { Watchable } from '../../services/watchable.ts';
import { routes } from '../routes.ts';
import { openQuestions } from '../soa/soa-filter.ts';
import { saveRisks, saveSoa } from './build-files.ts';
import type { PackInput } from './build-files.ts';
import { CommentsChoice } from './CommentsChoice.tsx';
import { FileCard } from './FileCard.tsx';
import { FileChoice } from './FileChoice.tsx';
import { PackCard } from './PackCard.tsx';
import { ReplyCard } from './ReplyCard.tsx';
import { StampEnd } from './StampEnd.tsx';
import { useSealQuestions } from './use-seal-questions.ts';
import './packs.css';

type PackScreenProps = {
  doc: Y.Doc;
  undo: Undo;
  soa: Watchable<SoaProjection>;
  isms: Watchable<IsmsFacts>;
  clauses: Watchable<Clauses>;
  versions: SoaVersions;
  approvals: ApprovalsPort;
  acceptances: AcceptancesPort;
  comments: Watchable<Comments>;
  registers: Watchable<Registers>;
  evidence: EvidencePort;
  preferences: PreferencesService;
  device: DevicePort;
  seals: SealsPort;
  stamps: StampsPort;
  storeCheck: StoreCheckPort;
  now: () => Date;
};

export function PackScreen({
  doc,
  undo,
  soa,
  isms,
  clauses: clauseSource,
  versions,
  approvals,
  acceptances: acceptanceSource,
  comments: commentSource,
  registers: registerSource,
  evidence,
  preferences,
  device,
  seals: sealSource,
  stamps,
  storeCheck,
  now,
}: PackScreenProps) {
  const messages = useMessages();
  const { entries } = useWatchable(soa);
  const registers = useWatchable(registerSource);
  const acceptances = useWatchable(acceptanceSource.checked);
  const read = useWatchable(evidence.exhibits);
  const exhibits = read ?? [];
  const { organization, approver, scope } = useWatchable(isms);
  const { memberName } = useWatchable(preferences);
  const clauses = useWatchable(clauseSource);
  const fingerprint = useWatchable(device.fingerprint);
  const [withComments, setWithComments] = useState(true);
  const input: PackInput = {
    organization,
    approver,
    scope,
    clauses,
    entries,
    exhibits: exhibits.map(({ record }) => record),
    registers,
    acceptances,
    comments: undefined,
    sealing: () => device.sealing(),
    onPackMade: (made) => noteMadePack(doc, made, { by: memberName, at: now().toISOString() }),
    now,
  };
  const commentThreads = useWatchable(commentSource);
  const said: ExportedComments = {
    threads: [...commentThreads.values()].flat(),
    findings: readFindings(doc),
  };
  const saidCount = said.findings.length + said.threads.flatMap(({ comments }) => comments).length;
  const open = openQuestions(
    entries,
    exhibits.map(({ id }) => id),
  );
  const sealQuestions = useSealQuestions(sealSource, storeCheck, exhibits);
  const questions = (Object.keys(open) as (keyof typeof open)[]).filter((question) => open[question] > 0);

  return (
    <div className="screen">
      <div className="column packs">
        <p className="lead">{messages.pack.intro}</p>
        <PackCard
          doc={doc}
          input={input}
          said={said}
          exhibits={exhibits}
          isRead={read !== undefined}
          versions={versions}
          approvals={approvals}
        />
        <FileCard icon="check" title={messages.reviews.title} text={messages.reviews.cardText} detail="">
          <div className="file-run">
            <a className="button" href={routes.reviews}>
              {messages.reviews.open(readReviews(doc).length)}
            </a>
          </div>
        </FileCard>
        <ReplyCard input={{ doc, undo, memberName: () => memberName, now }} />
        <FileCard
          icon="soa"
          title={messages.pack.soaTitle}
          text={messages.pack.soaText}
          detail={messages.soa.shown(entries.length, entries.length)}
        >
          {saidCount > 0 && (
            <CommentsChoice count={saidCount} wanted={withComments} onChange={setWithComments} />
          )}
          <FileChoice
            saves={saveSoa}
            action={messages.pack.soaAction}
            input={{ ...input, comments: withComments ? said : undefined }}
          />
        </FileCard>
        <FileCard
          icon="risks"
          title={messages.riskFiles.title}
          text={messages.riskFiles.text}
          detail={messages.risks.shown(registers.risks.length, registers.risks.length)}
        >
          <FileChoice saves={saveRisks} action={messages.riskFiles.action} input={input} />
        </FileCard>
        <section className="open-questions" aria-labelledby="pack-key">
          <h2 id="pack-key" className="label">
            {messages.pack.keyTitle}
          </h2>
          <p className="help">{fingerprint === undefined ? messages.pack.keyNone : messages.pack.keyText}</p>
          {fingerprint !== undefined && (
            <p className="fingerprint">
              <code>{fingerprint}</code>
              <CopyButton text={fingerprint} what={messages.pack.fingerprint} />
            </p>
          )}
        </section>
        <StampEnd stamps={stamps} />
        <section className="open-questions" aria-labelledby="pack-open">
          <h2 id="pack-open" className="label">
            {messages.pack.openTitle}
          </h2>
          <ul>
            {questions.map((question) => (
              <li key={question}>
                <Icon name="warning" />
                {messages.pack.open[question](open[question])}
              </li>
            ))}
            {sealQuestions.map((sentence) => (
              <li key={sentence}>
                <Icon name="warning" />
                {sentence}
              </li>
            ))}
            {!organization && (
              <li>
                <Icon name="warning" />
                <span>
                  {messages.pack.organizationMissing}{' '}
                  <a href={routes.settings}>{messages.pack.organizationSet}</a>
                </span>
              </li>
            )}
            {questions.length + sealQuestions.length === 0 && organization && (
              <li>
                <Icon name="check" />
                {messages.pack.openNone}
              </li>
            )}
          </ul>
        </section>
      </div>
    </div>
  );
}
