import type { ReactNode } from 'react';

/** Terms and what is known of them; a fact without content is left out. */
export function Facts({ facts }: { facts: readonly (readonly [term: string, content: ReactNode])[] }) {
  return (
    <dl className="pack-facts">
      {facts
        .filter(([, content]) => content !== '' && content !== undefined)
        .map(([term, content]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{content}</dd>
          </div>
        ))}
    </dl>
  );
}
