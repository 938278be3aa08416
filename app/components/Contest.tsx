import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Claim } from '#core/shared/claim.ts';
import { formatMinute } from '../messages/format.ts';
import { useMessages } from '../messages/use-messages.ts';
import { Icon } from './Icon.tsx';

type ContestProps<Value> = {
  /** What members decided without knowing of each other. */
  claims: readonly Claim<Value>[];
  wordOf: (value: Value) => string;
  markOf?: (value: Value) => ReactNode;
  onDecide: (value: Value) => void;
};

/** A field about which members decided differently at once: each value with its author, and a button that settles it. */
export function Contest<Value>({ claims, wordOf, markOf, onDecide }: ContestProps<Value>) {
  const { contest: words } = useMessages();
  const title = useId();
  if (claims.length === 0) return null;
  return (
    <div className="contest" role="group" aria-labelledby={title}>
      <p className="contest-title" id={title}>
        <Icon name="contested" />
        {words.title}
      </p>
      <p className="help">{words.hint}</p>
      <ul>
        {claims.map((claim, at) => (
          <li key={at}>
            <span className="contest-value">
              {markOf?.(claim.value) ?? wordOf(claim.value)}
              <span className="help">{words.by(claim.by, claim.at && formatMinute(claim.at))}</span>
            </span>
            <button
              type="button"
              className="button"
              data-size="small"
              aria-label={words.keepValue(wordOf(claim.value), claim.by)}
              onClick={() => onDecide(claim.value)}
            >
              {words.keep}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
