import { useState } from 'react';
import * as v from 'valibot';
import type { RiskCriteria, ScaleStep } from '#core/risks/criteria.ts';
import { riskCriteriaSchema, suggestedMatrix } from '#core/risks/criteria.ts';
import { Contest } from '../../components/Contest.tsx';
import { EditFieldset } from '../../components/EditFieldset.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { Registers } from '../../services/register-projection.ts';
import type { RiskActions } from './risk-actions.ts';

type ScaleName = 'likelihood' | 'consequence' | 'levels';
const scales: readonly ScaleName[] = ['likelihood', 'consequence', 'levels'];

/** The criteria with a scale of another length; the matrix is suggested anew, as the old one no longer fits. */
function resized(criteria: RiskCriteria, scale: ScaleName, count: number): RiskCriteria {
  const old = criteria[scale];
  const steps = Array.from(
    { length: count },
    (_, at) => old[at] ?? { label: String(at + 1), description: '' },
  );
  const next = { ...criteria, [scale]: steps };
  return {
    ...next,
    matrix: suggestedMatrix(next.likelihood.length, next.consequence.length, next.levels.length),
    acceptUpTo: Math.min(next.acceptUpTo, next.levels.length - 1),
  };
}

/** How risks are measured. Edited as a draft and saved as a whole, since half a change would move every risk. */
export function CriteriaEditor({ registers, actions }: { registers: Registers; actions: RiskActions }) {
  const messages = useMessages();
  const words = messages.criteria;
  const { criteria, contestedCriteria } = registers;
  const [draft, setDraft] = useState<RiskCriteria>();
  const shown = draft ?? criteria;
  const changed = draft !== undefined && JSON.stringify(draft) !== JSON.stringify(criteria);
  const valid = v.is(riskCriteriaSchema, shown);
  const change = (part: Partial<RiskCriteria>) => setDraft({ ...shown, ...part });

  function save(next: RiskCriteria) {
    actions.saveCriteria(next);
    setDraft(undefined);
  }

  function setStep(scale: ScaleName, at: number, part: Partial<ScaleStep>) {
    change({ [scale]: shown[scale].map((step, index) => (index === at ? { ...step, ...part } : step)) });
  }

  function setLevel(row: number, column: number, level: number) {
    change({
      matrix: shown.matrix.map((levels, at) =>
        at === row ? levels.map((old, index) => (index === column ? level : old)) : levels,
      ),
    });
  }

  return (
    <>
      <div className="screen">
        <div className="column criteria">
          <p className="lead">{words.intro}</p>
          <Contest
            claims={contestedCriteria}
            wordOf={({ version }) => words.version(version)}
            onDecide={save}
          />
          <EditFieldset>
            {scales.map((scale) => (
              <fieldset key={scale} className="card">
                <legend className="hidden-words">{words.scales[scale]}</legend>
                <div className="part-head">
                  <h2>{words.scales[scale]}</h2>
                  <label className="step-count">
                    <span className="hidden-words">{words.stepCount(words.scales[scale])}</span>
                    <select
                      className="field"
                      value={shown[scale].length}
                      onChange={(event) => setDraft(resized(shown, scale, Number(event.currentTarget.value)))}
                    >
                      {[3, 4, 5].map((count) => (
                        <option key={count} value={count}>
                          {words.steps(count)}
                        </option>
                      ))}
                    </select>
                  </label>
                </div>
                <ol className="scale-steps">
                  {shown[scale].map((step, at) => (
                    <li key={at}>
                      <span className="number">{at + 1}</span>
                      <input
                        className="field"
                        maxLength={60}
                        aria-label={words.field(words.label, words.scales[scale], at + 1)}
                        value={step.label}
                        onChange={(event) => setStep(scale, at, { label: event.currentTarget.value })}
                      />
                      <textarea
                        className="field"
                        rows={1}
                        maxLength={500}
                        aria-label={words.field(words.description, words.scales[scale], at + 1)}
                        placeholder={words.description}
                        value={step.description}
                        onChange={(event) => setStep(scale, at, { description: event.currentTarget.value })}
                      />
                    </li>
                  ))}
                </ol>
              </fieldset>
            ))}
            <section className="card">
              <h2>{words.matrix}</h2>
              <p className="help">{words.matrixHelp}</p>
              <div className="scroll">
                <table className="matrix" aria-label={words.matrix}>
                  <thead>
                    <tr>
                      <td className="help">
                        {messages.risk.likelihood} ↓ {messages.risk.consequence} →
                      </td>
                      {shown.consequence.map(({ label }, at) => (
                        <th key={at} scope="col">
                          {label}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {shown.likelihood.map((step, row) => (
                      <tr key={row}>
                        <th scope="row">{step.label}</th>
                        {shown.consequence.map((column, at) => (
                          <td key={at}>
                            <select
                              className="field"
                              aria-label={words.cell(step.label, column.label)}
                              value={shown.matrix[row]?.[at] ?? 0}
                              onChange={(event) => setLevel(row, at, Number(event.currentTarget.value))}
                            >
                              {shown.levels.map(({ label }, level) => (
                                <option key={level} value={level}>
                                  {label}
                                </option>
                              ))}
                            </select>
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <label className="threshold">
                <span className="label">{words.acceptUpTo}</span>
                <select
                  className="field"
                  value={shown.acceptUpTo}
                  onChange={(event) => change({ acceptUpTo: Number(event.currentTarget.value) })}
                >
                  {shown.levels.map(({ label }, level) => (
                    <option key={level} value={level}>
                      {label}
                    </option>
                  ))}
                </select>
              </label>
            </section>
          </EditFieldset>
        </div>
      </div>
      <div className="foot-bar">
        <button
          type="button"
          className="button"
          data-look="main"
          disabled={!changed || !valid}
          onClick={() => save(shown)}
        >
          <Icon name="check" />
          {words.save}
        </button>
        <span role="status" className="help">
          {words.version(criteria.version)}.{' '}
          {valid ? (changed ? words.changed : words.unchanged) : words.invalid}
        </span>
        {changed && (
          <button type="button" className="button" data-look="quiet" onClick={() => setDraft(undefined)}>
            {words.discard}
          </button>
        )}
      </div>
    </>
  );
}
