import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { canonicalRecordSha256 } from '#core/evidence/canonical-record.ts';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import type { QueuedStamp } from '#core/timestamp/stamp-queue.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { formatMinute, formatUtc } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { SealOfExhibit, SealsPort } from '../../services/seals-port.ts';
import type { StampsPort } from '../../services/stamps-port.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { routes } from '../routes.ts';
import { exhibitTitle } from './exhibit-words.ts';

/** Worked out from what is stored now, not from what was stored with it; undefined while that takes. */
function useRecordSha256(record: ExhibitRecord): string | undefined {
  const [sha256, setSha256] = useState<string>();
  useEffect(() => {
    let wanted = true;
    void canonicalRecordSha256(record).then((found) => wanted && setSha256(found));
    return () => void (wanted = false);
  }, [record]);
  return sha256;
}

type Standing = 'holds' | 'differs' | 'revoked' | 'gone' | 'none';

function standingOf(
  found: SealOfExhibit | undefined,
  recordSha256: string,
  seal: string | undefined,
): Standing {
  if (!found) return seal === undefined ? 'none' : 'gone';
  if (found.seal.recordSha256 !== recordSha256) return 'differs';
  return found.revoked ? 'revoked' : 'holds';
}

type StampOver = { sequence: number; queued: QueuedStamp };

/** The earliest seal from this one on that has a timestamp, or else one that waits: its chain covers this one. */
function stampOver({ seal, log }: SealOfExhibit, queue: readonly QueuedStamp[]): StampOver | undefined {
  const later = log.seals
    .filter(({ sequence }) => sequence >= seal.sequence)
    .flatMap(({ sequence, sha256 }) =>
      queue.filter(({ subject }) => subject === sha256).map((queued) => ({ sequence, queued })),
    );
  return later.find(({ queued }) => queued.state === 'stamped') ?? later[0];
}

function StampFact({ stamp, sequence }: { stamp: StampOver | undefined; sequence: number }) {
  const text = useMessages().seals;
  if (!stamp) return text.noStamp;
  if (stamp.queued.state !== 'stamped') return text.stampWaits;
  return (
    <>
      <time dateTime={stamp.queued.at}>{formatUtc(stamp.queued.at)}</time>
      <span className="help block">
        {text.stampBy(stamp.queued.authority)}{' '}
        {stamp.sequence === sequence ? text.stampOwn : text.stampLater(stamp.sequence)}
      </span>
    </>
  );
}

type SealFactsProps = { found: SealOfExhibit; stamp: StampOver | undefined };

function SealFacts({ found: { seal, log }, stamp }: SealFactsProps) {
  const messages = useMessages();
  const text = messages.seals;
  const { device, seals, faults, coming, reports } = log;
  const fingerprint = fingerprintGroups(device.fingerprint);
  const fact = (name: string, value: ReactNode) => (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <dl className="facts">
      {fact(
        text.sealedAt,
        <>
          <time dateTime={seal.sealedAt}>{formatMinute(seal.sealedAt)}</time>
          <span className="help block number">{formatUtc(seal.sealedAt)}</span>
        </>,
      )}
      {fact(text.device, text.deviceName(device.member, device.label))}
      {fact(
        text.fingerprint,
        <span className="where">
          <code className="long-hash">{fingerprint}</code>
          <CopyButton text={fingerprint} what={text.fingerprint} />
        </span>,
      )}
      {fact(text.place, <span className="number">{text.placeValue(seal.sequence, seals.length)}</span>)}
      {fact(
        text.previous,
        seal.previous === null ? text.first : <code className="long-hash">{seal.previous}</code>,
      )}
      {fact(text.stamp, <StampFact stamp={stamp} sequence={seal.sequence} />)}
      {fact(text.hash, <code className="long-hash">{seal.sha256}</code>)}
      {fact(
        text.log,
        faults.length + coming.length + reports.length === 0 ? (
          text.whole
        ) : (
          <ul className="log-faults">
            {faults.map((fault) => (
              <li key={JSON.stringify(fault)}>
                <Icon name="warning" /> {text.faultSentence(fault)}
              </li>
            ))}
            {reports.map(({ by, fault }) => (
              <li key={by + JSON.stringify(fault)}>
                <Icon name="warning" /> {messages.devices.reportedBy(by, text.faultSentence(fault))}
              </li>
            ))}
            {coming.map((fault) => (
              <li key={JSON.stringify(fault)}>
                <Icon name="receiving" /> {messages.devices.coming(text.faultSentence(fault))}
              </li>
            ))}
          </ul>
        ),
      )}
    </dl>
  );
}

/** The exhibit that this one supersedes, and the one that supersedes it. */
function Succession({ record, exhibits }: { record: ExhibitRecord; exhibits: readonly StoredExhibit[] }) {
  const messages = useMessages();
  const text = messages.seals;
  const { supersedes } = record;
  const before = exhibits.find(({ id }) => id === supersedes);
  const after = exhibits.find((exhibit) => exhibit.record.supersedes === record.id);
  const link = ({ id, record: other }: StoredExhibit) => (
    <a href={routes.exhibit(id)}>{exhibitTitle(other, text.otherExhibit)}</a>
  );
  if (supersedes === undefined && !after) return null;
  return (
    <dl className="facts">
      {supersedes !== undefined && (
        <>
          <dt>{text.supersedes}</dt>
          <dd>{before ? link(before) : text.earlier}</dd>
        </>
      )}
      {after && (
        <>
          <dt>{text.supersededBy}</dt>
          <dd>{link(after)}</dd>
        </>
      )}
    </dl>
  );
}

type ExhibitSealProps = {
  exhibit: StoredExhibit;
  exhibits: readonly StoredExhibit[];
  seals: SealsPort;
  stamps: StampsPort;
};

/** Whether a device sealed the exhibit, which one, where in its log, and whether that log is whole. */
export function ExhibitSeal({ exhibit, exhibits, seals, stamps }: ExhibitSealProps) {
  const messages = useMessages();
  const text = messages.seals;
  const state = useWatchable(seals.seals);
  const queue = useWatchable(stamps.queue);
  const sha256 = useRecordSha256(exhibit.record);
  const found = state?.byExhibit.get(exhibit.id);
  const standing = state && sha256 !== undefined ? standingOf(found, sha256, exhibit.seal) : undefined;
  const hints = {
    holds: '',
    differs: text.differsHint,
    revoked: text.revokedHint,
    gone: text.goneHint,
    none: text.noneHint,
  };
  return (
    <section className="detail-part" aria-labelledby="exhibit-seal">
      <h2 id="exhibit-seal">{text.title}</h2>
      <p role="status" className="seal-standing" data-kind={standing}>
        {standing === undefined ? (
          text.checking
        ) : (
          <>
            <Icon name={standing === 'holds' ? 'check' : 'warning'} /> {text[standing]}
          </>
        )}
      </p>
      {standing !== undefined && hints[standing] && <p className="help">{hints[standing]}</p>}
      {found && <SealFacts found={found} stamp={stampOver(found, queue)} />}
      <Succession record={exhibit.record} exhibits={exhibits} />
    </section>
  );
}
