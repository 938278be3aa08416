import type { ReactNode } from 'react';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { headLine } from '#core/verify/known-line.ts';
import type { PackFault, PackFaultKind } from '#core/verify/pack-fault.ts';
import type { PackReport } from '#core/verify/verification.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { formatUtc } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';

/** A pack that is not ours at all has thousands; nobody reads more than this of one kind. */
const mostShown = 100;

function FaultGroup({ kind, faults }: { kind: PackFaultKind; faults: readonly PackFault[] }) {
  const words = useMessages().verify;
  return (
    <section aria-labelledby={`fault-${kind}`}>
      <h4 id={`fault-${kind}`}>{words.faultKinds[kind]}</h4>
      <ul className="verify-faults">
        {faults.slice(0, mostShown).map(({ path, detail }) => (
          <li key={`${path} ${detail}`}>
            <Icon name="warning" />
            <span>
              <code>{path}</code> {detail}
            </span>
          </li>
        ))}
      </ul>
      {faults.length > mostShown && <p className="help">{words.more(faults.length - mostShown)}</p>}
    </section>
  );
}

/** Signer, timestamp, contents, and what to keep for the next check. */
function ReportFacts({ report }: { report: PackReport }) {
  const words = useMessages().verify;
  const { signer, stamp, sealStamps, redacted, audited, files, exhibits, sealed, heads } = report;
  const lines = heads.map(headLine).join('\n');
  const fact = (name: string, value: ReactNode) => (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <dl className="facts">
      {signer &&
        fact(
          words.signedBy,
          <>
            {signer.member || words.nobody}
            <span className="help block">{signer.known ? words.known : words.unknown}</span>
          </>,
        )}
      {signer && fact(words.key, <code className="long-hash">{fingerprintGroups(signer.fingerprint)}</code>)}
      {fact(
        words.stamp,
        stamp ? words.stampBy(formatUtc(stamp.at), stamp.authority, stamp.known) : words.stampNone,
      )}
      {sealStamps.length > 0 &&
        fact(
          words.sealStamps,
          <ul className="verify-notes">
            {sealStamps.map(({ device, sequence, at, authority, known }) => (
              <li key={`${device} ${sequence}`}>
                {words.sealStamp(
                  device.slice(0, 16),
                  sequence,
                  words.stampBy(formatUtc(at), authority, known),
                )}
              </li>
            ))}
          </ul>,
        )}
      {redacted.length > 0 &&
        fact(
          words.redacted,
          <ul className="verify-notes">
            {redacted.slice(0, mostShown).map((one) => (
              <li key={one.number}>{words.redactedOne(one.number, one, formatUtc(one.signedAt))}</li>
            ))}
            {redacted.length > mostShown && <li>{words.more(redacted.length - mostShown)}</li>}
          </ul>,
        )}
      {audited &&
        fact(
          words.audited,
          <>
            <code className="long-hash">{audited.root}</code>
            <span className="help block">{audited.known ? words.auditedKnown : words.auditedUnknown}</span>
          </>,
        )}
      {fact(words.contents, words.contentsValue(files, exhibits, sealed))}
      {report.ok &&
        heads.length > 0 &&
        fact(
          words.heads,
          <>
            <span className="help block">{words.headsHint}</span>
            <span className="where">
              <code className="long-hash verify-heads">{lines}</code>
              <CopyButton text={lines} what={words.headsWhat} />
            </span>
          </>,
        )}
    </dl>
  );
}

/** Everything that a check found, the faults first. */
export function ReportPart({ name, report }: { name: string; report: PackReport }) {
  const words = useMessages().verify;
  const { faults, notes } = report;
  const kinds = [...new Set(faults.map(({ kind }) => kind))];
  return (
    <section className="card verify-report" aria-labelledby="verify-result">
      <h2 id="verify-result">{words.result(name)}</h2>
      {faults.length > 0 && (
        <>
          <h3>{words.faults}</h3>
          {kinds.map((kind) => (
            <FaultGroup key={kind} kind={kind} faults={faults.filter((fault) => fault.kind === kind)} />
          ))}
        </>
      )}
      <ReportFacts report={report} />
      {notes.length > 0 && (
        <>
          <h3>{words.notes}</h3>
          <ul className="verify-notes">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
