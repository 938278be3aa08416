import type { ExhibitRecord, Proposal } from '#core/evidence/exhibit.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import { Highlighted } from '../../components/Highlighted.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import { formatScore } from './ExhibitFacts.tsx';

function ProposalItem({ proposal }: { proposal: Proposal }) {
  const messages = useMessages();
  return (
    <li className="proposal" data-decision={proposal.decision}>
      <div className="proposal-head">
        <a className="tag" href={routes.control(proposal.control)}>
          {proposal.control}
        </a>
        <span className="cut">{findControl(proposal.control)?.title}</span>
        <span className="number help" data-hint={messages.exhibit.score(formatScore(proposal.score))}>
          {formatScore(proposal.score)}
        </span>
      </div>
      {proposal.passage && (
        <p className="passage">
          <Highlighted text={proposal.passage} spans={proposal.words} />
        </p>
      )}
      <StateMark value={proposal.decision} word={messages.exhibit.decision[proposal.decision]} />
    </li>
  );
}

/** The model's ledger: what it proposed, why, and what a person made of it. */
export function ExhibitProposals({ record }: { record: ExhibitRecord }) {
  const messages = useMessages();
  const threshold = record.model?.threshold ?? 0;
  const worthy = record.proposals.filter(
    (proposal) => proposal.score >= threshold || proposal.decision !== 'undecided',
  );
  const below = record.proposals.length - worthy.length;
  return (
    <section className="detail-part" aria-labelledby="exhibit-proposals">
      <h2 id="exhibit-proposals">{messages.exhibit.proposals}</h2>
      {worthy.length === 0 && <p className="help">{messages.exhibit.proposalsNone}</p>}
      <ul className="proposals">
        {worthy.map((proposal) => (
          <ProposalItem key={proposal.control} proposal={proposal} />
        ))}
      </ul>
      {below > 0 && <p className="help">{messages.exhibit.proposalsBelow(below)}</p>}
      <p className="help honest">
        {record.model
          ? messages.exhibit.model(record.model.name, formatScore(threshold))
          : messages.exhibit.noModel}
      </p>
    </section>
  );
}
