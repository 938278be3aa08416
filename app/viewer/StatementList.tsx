import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { paths } from '#core/pack/pack-paths.ts';
import { namesMember } from '#core/shared/same-name.ts';
import { namedIn } from '#core/signing/named-in.ts';
import type { PackReport } from '#core/verify/verification.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { Icon } from '../components/Icon.tsx';
import { formatUtc } from '../messages/format.ts';
import { Facts } from './Facts.tsx';
import type { PackStatement, ShownPack } from './read-pack.ts';
import { words } from './strings.ts';

type Fact = readonly [term: string, content: React.ReactNode];

/** The parts of a content that a person reads; all of it is in the pack. */
function contentFacts(content: PackStatement['content']): Fact[] {
  if (!content) return [];
  return Object.entries(words.contentFields).flatMap(([field, term]): Fact[] => {
    const value = content[field];
    if (Array.isArray(value)) {
      const inputs = value.map((each) => words.reviewInputs[String(each)] ?? String(each));
      return [[term, inputs.join('; ')]];
    }
    return typeof value === 'string' || typeof value === 'number' ? [[term, String(value)]] : [];
  });
}

function StatementCard({ statement, report }: { statement: PackStatement; report: PackReport }) {
  const { kind, number, member, signedAt, device, remark, contentSha256, content } = statement;
  const named = namedIn(kind, content);
  const line = `line ${number}: `;
  const fault = report.faults.find(
    ({ path, detail }) => path === paths.statements && detail.startsWith(line),
  );
  return (
    <li className="card">
      <h2>{words.statementKinds[kind]}</h2>
      <p>
        <Icon name={fault ? 'warning' : 'check'} />{' '}
        {fault ? `${words.statementBad} ${fault.detail.slice(line.length)}` : words.statementHolds}
      </p>
      {named !== '' && !namesMember(named, member) && (
        <p className="warn">
          <Icon name="warning" /> {words.otherThanNamed(member, named)}
        </p>
      )}
      <Facts
        facts={[
          [words.signedBy, member],
          [words.signedAt, formatUtc(signedAt)],
          [words.fingerprint, <code key="key">{fingerprintGroups(device)}</code>],
          [words.namedOwner, kind === 'risk-acceptance' ? named : ''],
          [words.remark, remark],
          ...contentFacts(content),
          [words.content, <code key="content">{contentSha256}</code>],
        ]}
      />
      {!content && <p className="help">{words.contentGone}</p>}
    </li>
  );
}

/** What people signed: approvals, acceptances and reviews, each with its content and whether it holds. */
export function StatementList({ pack, report }: { pack: ShownPack; report: PackReport }) {
  if (pack.statements.length === 0)
    return <EmptyState icon="check" title={words.statementsNone} hint={words.statementsNoneHint} />;
  return (
    <ul className="column statement-list" aria-label={words.places.statements}>
      {pack.statements.map((statement) => (
        <StatementCard key={statement.number} statement={statement} report={report} />
      ))}
    </ul>
  );
}
