import { useMessages } from '../../messages/use-messages.ts';
import { reasons } from './SoaRow.tsx';

/** The titles of the columns. The four reasons share one visible title; each has its word for screen readers. */
export function SoaHead() {
  const messages = useMessages();
  return (
    <div role="rowgroup" className="grid-head soa-head">
      <div role="row" className="grid-row soa-row" aria-rowindex={1}>
        <div role="columnheader">{messages.soa.columns.control}</div>
        <div role="columnheader">{messages.soa.columns.title}</div>
        <div role="columnheader" className="applicability">
          {messages.soa.columns.applicability}
        </div>
        {reasons.map((reason, at) => (
          <div role="columnheader" key={reason} className="reason-cell">
            {at === 0 && (
              <span className="over" aria-hidden="true">
                {messages.soa.columns.reasons}
              </span>
            )}
            <span className="hidden-words">{messages.reasons[reason].word}</span>
          </div>
        ))}
        <div role="columnheader" className="status">
          {messages.soa.columns.status}
        </div>
        <div role="columnheader" className="owner-cell">
          {messages.soa.columns.owner}
        </div>
        <div role="columnheader" className="proof">
          {messages.soa.columns.evidence}
        </div>
      </div>
    </div>
  );
}
