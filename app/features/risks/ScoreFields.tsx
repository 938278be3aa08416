import type { RiskCriteria, Score } from '#core/risks/criteria.ts';
import { levelOf } from '#core/risks/criteria.ts';
import type { Risk } from '#core/risks/risk.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { LevelMark } from './LevelMark.tsx';
import type { RiskActions } from './risk-actions.ts';
import type { WhichScore } from './risk-filter.ts';

type ScoreFieldsProps = { risk: Risk; criteria: RiskCriteria; which: WhichScore; actions: RiskActions };

const parts: readonly (keyof Score)[] = ['likelihood', 'consequence'];

/** Likelihood and consequence with what the chosen steps mean, and the level that they come to. */
export function ScoreFields({ risk, criteria, which, actions }: ScoreFieldsProps) {
  const messages = useMessages();
  const words = messages.risk;
  const score = risk[which];
  return (
    <fieldset className="panel-part">
      <legend className="label">{messages.risks.which[which]}</legend>
      <div className="field-pairs">
        {parts.map((part) => (
          <label key={part}>
            <span className="help">{words[part]}</span>
            <select
              className="field"
              aria-label={words.scoreOf(messages.risks.which[which], words[part])}
              value={score[part]}
              onChange={(event) => actions.setScore(risk.id, which, part, Number(event.currentTarget.value))}
            >
              <option value={0}>{words.notScored}</option>
              {criteria[part].map(({ label }, at) => (
                <option key={at} value={at + 1}>
                  {at + 1} {label}
                </option>
              ))}
              {score[part] > criteria[part].length && (
                <option value={score[part]}>{words.step(score[part])}</option>
              )}
            </select>
            <span className="help">{criteria[part][score[part] - 1]?.description}</span>
          </label>
        ))}
      </div>
      <p className="score-level">
        <LevelMark level={levelOf(criteria, score)} criteria={criteria} />
      </p>
    </fieldset>
  );
}
