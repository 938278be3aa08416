import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { RiskCriteria } from '#core/risks/criteria.ts';
import { levelOf } from '#core/risks/criteria.ts';
import type { Risk } from '#core/risks/risk.ts';
import { countByLevel, risksAt } from '#core/risks/risk.ts';
import { formatNumber } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import { LevelMark, levelTone } from './LevelMark.tsx';
import type { RiskFilter, WhichScore } from './risk-filter.ts';

type HeatMapProps = {
  risks: readonly Risk[];
  criteria: RiskCriteria;
  which: WhichScore;
  onWhich: (which: WhichScore) => void;
  onCell: (cell: NonNullable<RiskFilter['cell']>) => void;
};

const ways: readonly WhichScore[] = ['inherent', 'residual'];

/** How many risks stand at each pair of steps. Each cell says its level in words and leads to its risks. */
export function HeatMap({ risks, criteria, which, onWhich, onCell }: HeatMapProps) {
  const messages = useMessages();
  const words = messages.map;
  const table = useRef<HTMLTableElement>(null);
  const counts = countByLevel(risks, which, criteria);
  const rows = criteria.likelihood.map((step, at) => ({ step, likelihood: at + 1 })).toReversed();
  const levelWord = (level: number | undefined) => criteria.levels[level ?? -1]?.label ?? '';

  /** Arrows go from cell to cell; Tab does too, as every cell is a link. */
  function onKeyDown(event: KeyboardEvent) {
    const cells = [...(table.current?.querySelectorAll<HTMLElement>('tbody a') ?? [])];
    const at = cells.indexOf(event.target as HTMLElement);
    const width = criteria.consequence.length;
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: width, ArrowUp: -width };
    const step = steps[event.key];
    if (at < 0 || step === undefined) return;
    event.preventDefault();
    cells[at + step]?.focus();
  }

  return (
    <div className="screen">
      <div className="column heat">
        <fieldset className="segments two">
          <legend className="hidden-words">{words.toggle}</legend>
          {ways.map((value) => (
            <label key={value} className="segment">
              <input
                type="radio"
                name="which-score"
                checked={which === value}
                onChange={() => onWhich(value)}
              />
              {messages.risks.which[value]}
            </label>
          ))}
        </fieldset>
        <p className="lead">{words.intro}</p>
        <div className="scroll">
          {/* The keys are a shortcut: each cell is a link of its own. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
          <table
            ref={table}
            className="heat-map"
            aria-label={words.table(messages.risks.which[which])}
            onKeyDown={onKeyDown}
          >
            <thead>
              <tr>
                <td className="axis help">
                  {words.likelihood} ↓ {words.consequence} →
                </td>
                {criteria.consequence.map(({ label }, at) => (
                  <th key={at} scope="col">
                    {at + 1} {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ step, likelihood }) => (
                <tr key={likelihood}>
                  <th scope="row">
                    {likelihood} {step.label}
                  </th>
                  {criteria.consequence.map((column, at) => {
                    const score = { likelihood, consequence: at + 1 };
                    const level = levelOf(criteria, score);
                    const count = risksAt(risks, which, score).length;
                    return (
                      // The rule does not see words that come from a function.
                      // oxlint-disable-next-line jsx-a11y/control-has-associated-label
                      <td key={at}>
                        <a
                          href={routes.risks}
                          className="heat-cell"
                          data-level={levelTone(level, criteria.levels.length)}
                          data-above={level !== undefined && level > criteria.acceptUpTo}
                          data-empty={count === 0}
                          onClick={() => onCell({ which, ...score })}
                        >
                          <span className="hidden-words">
                            {words.cell(count, step.label, column.label, levelWord(level))}
                          </span>
                          <span className="count number" aria-hidden="true">
                            {count === 0 ? '–' : formatNumber(count)}
                          </span>
                          <span className="level-word" aria-hidden="true">
                            {levelWord(level)}
                          </span>
                        </a>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="help">{words.threshold(levelWord(criteria.acceptUpTo))}</p>
        <h2 className="label">{words.byLevel}</h2>
        <ul className="level-counts">
          {criteria.levels.map((_, level) => (
            <li key={level}>
              <LevelMark level={level} criteria={criteria} />
              <span className="number">{formatNumber(counts.byLevel[level] ?? 0)}</span>
            </li>
          ))}
        </ul>
        <p role="status" className="help">
          {words.unscored(counts.unscored)}
        </p>
      </div>
    </div>
  );
}
