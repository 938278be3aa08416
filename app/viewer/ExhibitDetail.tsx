import type { Subject } from '#core/reply/reply.ts';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import type { CheckedStamp, PackReport } from '#core/verify/verification.ts';
import { Icon } from '../components/Icon.tsx';
import { formatBytes, formatUtc } from '../messages/format.ts';
import { ageDays } from './filter.ts';
import { Facts } from './Facts.tsx';
import { MarkField, type Marking } from './MarkField.tsx';
import type { PackExhibit, ShownPack } from './read-pack.ts';
import { words } from './strings.ts';

type ExhibitDetailProps = {
  pack: ShownPack;
  exhibit: PackExhibit;
  report: PackReport;
  marking: Marking;
  onOpen: (subject: Subject) => void;
};

const stampWords = ({ at, authority, known, root }: CheckedStamp) => (
  <>
    {words.stampAt(formatUtc(at), authority)} {known ? words.rootKnown : words.rootUnknown}
    <code>{fingerprintGroups(root)}</code>
  </>
);

/** The oldest stamp that covers the seal: over it, or over a later one of its device. */
const coveringStamp = ({ seal }: PackExhibit, { sealStamps }: PackReport) =>
  sealStamps
    .filter(({ device, sequence }) => seal && device === seal.device && sequence >= seal.sequence)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];

function Chain({ pack, exhibit, report }: Pick<ExhibitDetailProps, 'pack' | 'exhibit' | 'report'>) {
  const { seal } = exhibit;
  const device = seal && pack.devices.get(seal.device);
  const stamp = report.stamp ? stampWords(report.stamp) : pack.stamped ? words.stampBad : words.stampNone;
  const covering = coveringStamp(exhibit, report);
  const sealed: [string, React.ReactNode][] = seal
    ? [
        [words.seal, words.sealNumber(seal.sequence)],
        [words.sealedAt, formatUtc(seal.sealedAt)],
        [words.sealHash, <code key="hash">{seal.sha256}</code>],
        [words.previous, seal.previous === null ? words.first : <code key="previous">{seal.previous}</code>],
        [
          words.device,
          device
            ? [
                device.label,
                device.member,
                device.revocation && words.revoked(formatUtc(device.revocation.from)),
              ]
                .filter(Boolean)
                .join(', ')
            : words.unknownDevice,
        ],
        [words.fingerprint, <code key="fingerprint">{fingerprintGroups(seal.device)}</code>],
        [words.sealStamp, covering ? stampWords(covering) : words.sealStampNone],
      ]
    : [[words.seal, words.unsealed]];
  return (
    <section className="card" aria-labelledby="chain">
      <h3 id="chain">{words.chain}</h3>
      <Facts
        facts={[
          [words.record, <code key="record">{exhibit.recordSha256}</code>],
          ...sealed,
          [words.proof, report.audited && <code key="proof">{report.audited.root}</code>],
          [words.stamp, stamp],
        ]}
      />
    </section>
  );
}

/** How much of a redacted exhibit is the original's, and whether this page has worked that out; undefined where nothing was redacted. */
function remainsLine({ number, record }: PackExhibit, { redacted }: PackReport): string | undefined {
  const { redactions = [], remains } = record;
  if (redactions.length === 0) return undefined;
  const checked = redacted.find((one) => one.number === number);
  if (checked) return words.remainsChecked(checked);
  return remains ? words.remainsSaid(remains) : words.remainsNone;
}

/** One exhibit: picture, facts, chain, files, rows, and the auditor's mark. */
export function ExhibitDetail({ pack, exhibit, report, marking, onOpen }: ExhibitDetailProps) {
  const { provenance, note } = exhibit.record;
  const picture = exhibit.files.find(({ name }) => /^(original|preview)\.(png|jpg|webp)$/.test(name));
  const own = [exhibit.folder, exhibit.seal?.path ?? ' '];
  const faults = report.faults.filter(({ path }) => own.some((start) => path.startsWith(start)));
  return (
    <article className="pack-detail" aria-labelledby="exhibit-title">
      <h2 id="exhibit-title">
        <span className="mono">{exhibit.number}</span> {provenance.title}
      </h2>
      {faults.length > 0 && (
        <section className="card faults" aria-label={words.faultsHere}>
          <h3>{words.faultsHere}</h3>
          <ul>
            {faults.map(({ path, detail }) => (
              <li key={`${path} ${detail}`}>
                <Icon name="warning" /> <code>{path}</code> {detail}
              </li>
            ))}
          </ul>
        </section>
      )}
      {picture && (
        <a className="picture" href={`${exhibit.folder}${picture.name}`} target="_blank" rel="noreferrer">
          <img src={`${exhibit.folder}${picture.name}`} alt={words.picture(exhibit.number)} loading="lazy" />
        </a>
      )}
      <MarkField {...marking} />
      <Facts
        facts={[
          [
            words.captured,
            `${formatUtc(provenance.capturedAt)}, ${words.ageAtPack(ageDays(exhibit, pack.manifest.generatedAt))}`,
          ],
          [words.page, provenance.url],
          [words.collectedBy, provenance.collectedBy],
          [words.account, provenance.account],
          [words.note, note],
          [words.remains, remainsLine(exhibit, report)],
          [words.recordId, <code key="id">{exhibit.id}</code>],
        ]}
      />
      <section className="card" aria-labelledby="rows">
        <h3 id="rows">{words.supports}</h3>
        {exhibit.rows.length === 0 && <p className="help">{words.noRows}</p>}
        <ul className="link-list">
          {exhibit.rows.map(({ control, reference, title }) => (
            <li key={control}>
              <button type="button" onClick={() => onOpen({ kind: 'row', control })}>
                <span className="mono">{reference}</span> {title}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <Chain pack={pack} exhibit={exhibit} report={report} />
      <section className="card" aria-labelledby="files">
        <h3 id="files">{words.files}</h3>
        <ul className="file-list">
          {exhibit.files.map(({ name, sha256, sizeBytes }) => (
            <li key={name}>
              <span>
                {name} <span className="help">{formatBytes(sizeBytes)}</span>
              </span>
              <code>{sha256}</code>
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}
