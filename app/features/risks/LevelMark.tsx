import type { RiskCriteria } from '#core/risks/criteria.ts';
import { useMessages } from '../../messages/use-messages.ts';

/** A level as filled bars and its word, so that it reads without colour. `level` is undefined where there is no score. */
export function LevelMark({ level, criteria }: { level: number | undefined; criteria: RiskCriteria }) {
  const messages = useMessages();
  const count = criteria.levels.length;
  const word = level === undefined ? undefined : criteria.levels[level]?.label;
  return (
    <span className="level-mark" data-level={levelTone(level, count)}>
      <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {criteria.levels.map((_, at) => {
          const width = 12 / count;
          const height = 3 + ((at + 1) * 9) / count;
          return (
            <rect
              key={at}
              x={2 + at * width}
              y={14 - height}
              width={width - 1}
              height={height}
              rx="0.6"
              fill={level !== undefined && at <= level ? 'currentcolor' : 'none'}
              strokeWidth="0.8"
            />
          );
        })}
      </svg>
      <span className="word">{word ?? messages.risk.notScored}</span>
    </span>
  );
}

/** One of four tones for any number of levels, from calm to bad. */
export const levelTone = (level: number | undefined, count: number): string =>
  level === undefined ? 'none' : String(Math.round((level / (count - 1)) * 3));
