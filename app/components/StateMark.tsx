import type { ReactNode } from 'react';
import type { Applicability, ImplementationStatus } from '#core/soa/soa-entry.ts';
import type { Proposal } from '#core/evidence/exhibit.ts';

export type StateValue = Applicability | ImplementationStatus | Proposal['decision'] | 'contested';

/** Each state has a shape of its own, so that it reads without colour. */
const shapes: Record<StateValue, ReactNode> = {
  undecided: <rect x="2.5" y="2.5" width="11" height="11" rx="3" strokeDasharray="2.2 2.6" />,
  applicable: (
    <>
      <rect x="2.5" y="2.5" width="11" height="11" rx="3" fill="currentcolor" />
      <path d="M5.25 8.25l2 2 3.5-4" stroke="var(--surface)" strokeWidth="1.7" />
    </>
  ),
  inherited: (
    <>
      <rect x="2.5" y="2.5" width="11" height="11" rx="3" />
      <path d="M8 4.75v5M5.75 7.75 8 10l2.25-2.25M5.25 12h5.5" />
    </>
  ),
  contested: (
    <>
      <path d="M8 1.75 14.25 8 8 14.25 1.75 8z" />
      <path d="M8 4.75v6.5M5.75 6.5 4.25 8l1.5 1.5M10.25 6.5l1.5 1.5-1.5 1.5" strokeWidth="1.2" />
    </>
  ),
  'not-applicable': (
    <>
      <rect x="2.5" y="2.5" width="11" height="11" rx="3" />
      <path d="M5.5 8h5" />
    </>
  ),
  unverified: <circle cx="8" cy="8" r="5.5" strokeDasharray="1.8 2.5" />,
  'not-implemented': (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M6 6l4 4M10 6l-4 4" />
    </>
  ),
  planned: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  partly: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 4.5a3.5 3.5 0 0 1 0 7z" fill="currentcolor" stroke="none" />
    </>
  ),
  implemented: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="currentcolor" stroke="none" />
      <path d="M5.25 8.25l2 2 3.5-4" stroke="var(--surface)" strokeWidth="1.7" />
    </>
  ),
  accepted: <path d="M3 8.5l3.25 3.25L13 4.75" strokeWidth="1.8" />,
  rejected: <path d="M4 4l8 8M12 4l-8 8" strokeWidth="1.8" />,
};

/** Shape and word of a state. The word may be hidden from view, never from screen readers. */
export function StateMark({
  value,
  word,
  wordHidden = false,
}: {
  value: StateValue;
  word: string;
  wordHidden?: boolean;
}) {
  return (
    <span className="state" data-value={value}>
      <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {shapes[value]}
      </svg>
      <span className={wordHidden ? 'hidden-words' : 'word'}>{word}</span>
    </span>
  );
}
