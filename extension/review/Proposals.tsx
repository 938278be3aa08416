import type { AnnexControlId } from '#core/catalogue/control.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import type { Proposal } from '#core/evidence/exhibit.ts';
import { addControl, decideProposal, removeControl } from '../outbox/review.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';
import { ControlSearch } from './ControlSearch.tsx';
import { excerptOf } from './excerpt.ts';
import { Highlighted } from './Highlighted.tsx';
import { Icon } from './Icon.tsx';
import { strings } from './strings.ts';

function ControlName({ control }: { control: AnnexControlId }) {
  return (
    <span className="control-name">
      <b>{control}</b> {findControl(control)?.title}
    </span>
  );
}

type RowProps = { proposal: Proposal; onDecide: (decision: Proposal['decision']) => void };

function ProposalRow({ proposal, onDecide }: RowProps) {
  const { control, decision } = proposal;
  // A second press takes the decision back.
  const toggle = (wanted: Proposal['decision']) => onDecide(decision === wanted ? 'undecided' : wanted);
  return (
    <li className={`proposal ${decision}`}>
      <div className="proposal-head">
        <ControlName control={control} />
        <span className="score">{strings.percent(proposal.score)}</span>
        <button
          type="button"
          className="choice accept"
          aria-label={strings.accept(control)}
          title={strings.accept(control)}
          aria-pressed={decision === 'accepted'}
          onClick={() => toggle('accepted')}
        >
          <Icon name="check" />
        </button>
        <button
          type="button"
          className="choice reject"
          aria-label={strings.reject(control)}
          title={strings.reject(control)}
          aria-pressed={decision === 'rejected'}
          onClick={() => toggle('rejected')}
        >
          <Icon name="cross" />
        </button>
      </div>
      {decision !== 'rejected' && (
        <p className="because">
          <span className="quiet">{strings.why}</span>{' '}
          <q>
            <Highlighted {...excerptOf(proposal.passage, proposal.words)} />
          </q>
        </p>
      )}
    </li>
  );
}

/** What the model proposes for a clip and what the person makes of it. */
export function Proposals({ db, clip }: { db: ExtensionDatabase; clip: Clip }) {
  const taken = [
    ...clip.addedControls,
    ...clip.proposals.filter((p) => p.decision === 'accepted').map((p) => p.control),
  ];
  return (
    <>
      {clip.proposals.length === 0 ? (
        <p className="quiet">{strings.noProposals}</p>
      ) : (
        <ul className="proposals" aria-label={strings.proposals}>
          {clip.proposals.map((proposal) => (
            <ProposalRow
              key={proposal.control}
              proposal={proposal}
              onDecide={(decision) => void decideProposal(db, clip.id, proposal.control, decision)}
            />
          ))}
        </ul>
      )}
      {clip.addedControls.length > 0 && (
        <ul className="proposals" aria-label={strings.added}>
          {clip.addedControls.map((control) => (
            <li key={control} className="proposal accepted">
              <div className="proposal-head added">
                <ControlName control={control} />
                <span className="score">{strings.added}</span>
                <button
                  type="button"
                  className="choice"
                  aria-label={strings.remove(control)}
                  title={strings.remove(control)}
                  onClick={() => void removeControl(db, clip.id, control)}
                >
                  <Icon name="cross" />
                </button>
              </div>
            </li>
          ))}
        </ul>
      )}
      <ControlSearch taken={taken} onChoose={(control) => void addControl(db, clip.id, control)} />
    </>
  );
}
