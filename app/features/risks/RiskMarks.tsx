import type { ReactNode } from 'react';
import type { AcceptanceState, Treatment } from '#core/risks/risk.ts';
import { useMessages } from '../../messages/use-messages.ts';

const diamond = (
  <path d="M8 1.75 14.25 8 8 14.25 1.75 8zM8 5v6M6 6.5 4.5 8 6 9.5M10 6.5 11.5 8 10 9.5" strokeWidth="1.2" />
);
/** Each has a shape of its own, so that it reads without colour. */
const treatmentShapes: Record<Treatment | 'contested', ReactNode> = {
  undecided: <circle cx="8" cy="8" r="5.5" strokeDasharray="1.8 2.5" />,
  modify: <path d="M2.5 5h11M2.5 11h11M6 3v4M10.5 9v4" />,
  retain: <path d="M8 2.25 13 4.25v3.5c0 3-2 5-5 6-3-1-5-3-5-6v-3.5z" />,
  avoid: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M4.25 11.75l7.5-7.5" />
    </>
  ),
  share: <path d="M8 2.5v6M8 8.5l-4.5 4.5M8 8.5l4.5 4.5M6 4.5l2-2 2 2" />,
  contested: diamond,
};
const acceptanceShapes: Record<AcceptanceState, ReactNode> = {
  none: <path d="M5 8h6" />,
  current: <path d="M3 8.5l3.25 3.25L13 4.75" strokeWidth="1.8" />,
  stale: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 4.75V8l2.25 1.5M2.5 2.5l11 11" />
    </>
  ),
  contested: diamond,
};

const mark = (kind: string, value: string, shape: ReactNode, word: string) => (
  <span className="state" data-kind={kind} data-value={value}>
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shape}
    </svg>
    <span className="word">{word}</span>
  </span>
);

export function TreatmentMark({ value }: { value: Treatment | 'contested' }) {
  const messages = useMessages();
  const word = value === 'contested' ? messages.contest.word : messages.risks.treatments[value];
  return mark('treatment', value, treatmentShapes[value], word);
}

export function AcceptanceMark({ state }: { state: AcceptanceState }) {
  const { risks } = useMessages();
  return mark('acceptance', state, acceptanceShapes[state], risks.acceptances[state]);
}
