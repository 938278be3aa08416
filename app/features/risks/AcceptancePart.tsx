import type { RiskCriteria, Score } from '#core/risks/criteria.ts';
import { isAcceptable, levelOf } from '#core/risks/criteria.ts';
import type { Acceptance, Risk } from '#core/risks/risk.ts';
import { acceptanceState } from '#core/risks/risk.ts';
import { Contest } from '../../components/Contest.tsx';
import { Icon } from '../../components/Icon.tsx';
import { formatMinute } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { AcceptanceMark } from './RiskMarks.tsx';
import type { RiskActions } from './risk-actions.ts';

type AcceptancePartProps = { risk: Risk; criteria: RiskCriteria; actions: RiskActions };

/** What the owner accepted, when, and whether it still is what stands there; buttons to accept and to take back. */
export function AcceptancePart({ risk, criteria, actions }: AcceptancePartProps) {
  const { risk: words } = useMessages();
  const state = acceptanceState(risk, criteria);
  const scored = levelOf(criteria, risk.residual) !== undefined;
  const stepName = (part: keyof Score, step: number) => criteria[part][step - 1]?.label ?? words.step(step);
  const scoreWords = (score: Score, version: number) =>
    words.acceptedWhat(
      stepName('likelihood', score.likelihood),
      stepName('consequence', score.consequence),
      version,
    );
  const wordOf = (value: Acceptance) =>
    value.kind === 'none' ? words.notAccepted : words.acceptedValue(scoreWords(value.score, value.criteria));
  const { acceptance } = risk;
  const scoreMoved =
    acceptance &&
    (acceptance.score.likelihood !== risk.residual.likelihood ||
      acceptance.score.consequence !== risk.residual.consequence);
  return (
    <section className="panel-part acceptance-part" aria-labelledby="risk-acceptance">
      <h3 id="risk-acceptance" className="label">
        {words.acceptance}
      </h3>
      <Contest
        claims={risk.contested.acceptance}
        wordOf={wordOf}
        onDecide={(value) => actions.setAcceptance(risk.id, value)}
      />
      <p role="status" className="acceptance-state">
        <AcceptanceMark state={state} />
      </p>
      {acceptance && (
        <p className="help">
          {words.acceptedBy(acceptance.owner, acceptance.by, acceptance.at && formatMinute(acceptance.at))}.{' '}
          {scoreWords(acceptance.score, acceptance.criteria)}.
        </p>
      )}
      {state === 'stale' && (
        <p className="warn">
          <Icon name="warning" /> {scoreMoved ? words.staleScore : words.staleCriteria}
        </p>
      )}
      {scored && !isAcceptable(criteria, risk.residual) && (
        <p className="warn">
          <Icon name="warning" /> {words.aboveThreshold(criteria.levels[criteria.acceptUpTo]?.label ?? '')}
        </p>
      )}
      <p className="help">{scored ? words.acceptHelp(risk.owner) : words.needsScore}</p>
      <div className="buttons">
        {state !== 'current' && (
          <button
            type="button"
            className="button"
            disabled={!scored || risk.owner === ''}
            onClick={() =>
              actions.setAcceptance(risk.id, {
                kind: 'accepted',
                owner: risk.owner,
                score: risk.residual,
                criteria: criteria.version,
              })
            }
          >
            <Icon name="check" />
            {state === 'stale' ? words.acceptAgain : words.accept}
          </button>
        )}
        {acceptance && (
          <button
            type="button"
            className="button"
            data-look="quiet"
            onClick={() => actions.setAcceptance(risk.id, { kind: 'none' })}
          >
            {words.withdraw}
          </button>
        )}
      </div>
    </section>
  );
}
